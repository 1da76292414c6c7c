import { findCommit, readMergeHeads } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { ItemClaim } from '../core/ids/claim.ts';
import { momentWithin } from '../core/ids/timestamp.ts';
import { birthsOf, livesOf } from '../core/identity/lives.ts';
import type { Stay } from '../core/identity/life.ts';
import type { Version } from '../core/identity/timeline.ts';
import { factsOf } from '../core/ledger/facts.ts';
import { FETCH_HISTORY, TidemarkError } from '../errors.ts';
import { readBase } from '../reading/bases.ts';
import { readVersions } from '../reading/history/ledger-history.ts';
import type { LocalSettings } from '../reading/settings.ts';
import type { Reading } from '../reading/snapshots.ts';

/** Tells when an item of the work tree came, as RFC 3339 text. The same in every clone, once it is committed. */
export type MomentOf = (item: Pick<ItemClaim, 'key' | 'title'>) => string;

/**
 * Looks up the commit that brought each item without a `created` under its ID: its author's date, with a fraction made from the ID and the
 * title that it then had. What is not committed came now. Throws `history-missing` in a shallow or partial clone.
 */
export async function readBirths(
  repository: Repository,
  { snapshot, settings }: Reading,
  local: LocalSettings,
): Promise<MomentOf> {
  if (repository.shallow) throw cutHistory();
  const head = await findCommit(repository, 'HEAD');
  const tips = head ? [head.oid, ...(await readMergeHeads(repository))] : [];
  const [bases, versions] = await Promise.all([
    Promise.all(tips.map(async (commit) => readBase(repository, { commit, label: commit }, local))),
    readVersions(repository, tips, undefined, local),
  ]);
  const { policy } = settings;
  const situation = { candidate: snapshot, bases, sides: [], versions, policy };
  const facts = factsOf({ ...situation, strict: false, trustNoMark: false });
  const undated = [...facts.candidate.items.values()].flat().filter(({ created }) => created === undefined);
  const { stayOf } = livesOf(facts);
  const births = await Promise.all(
    undated.map(async (item): Promise<[string, string]> => [
      nameOf(item),
      await birth(repository, stayOf(item)),
    ]),
  );
  const known = new Map(births);
  return (item) => known.get(nameOf(item)) ?? momentWithin(Date.now() / 1000, nameOf(item));
}

async function birth(repository: Repository, stay: Stay): Promise<string> {
  const moments = await Promise.all(
    birthsOf(stay).map(async (version) => {
      const seconds = version.commit === '' ? Date.now() / 1000 : await authored(repository, version.commit);
      return { seconds, text: nameOf(entryIn(version, stay)) };
    }),
  );
  const [first] = moments.toSorted((one, other) => one.seconds - other.seconds);
  return momentWithin(first?.seconds ?? 0, first?.text ?? '');
}

/** In seconds since 1970. */
async function authored({ read }: Repository, commit: string): Promise<number> {
  const text = (await read(commit))?.content.toString('latin1') ?? '';
  return Number(/^author .* (-?\d+) [+-]\d+$/mu.exec(text)?.[1] ?? 0);
}

function entryIn({ state }: Version, { key, entries }: Stay): Pick<ItemClaim, 'key' | 'title'> {
  return state.entries.find((entry) => entries.includes(entry)) ?? { key, title: '' };
}

function nameOf({ key, title }: Pick<ItemClaim, 'key' | 'title'>): string {
  return `${key} ${title}`;
}

function cutHistory(): TidemarkError {
  return new TidemarkError(
    'history-missing',
    'This clone is shallow, so it is unknown which commits introduced the items.',
    FETCH_HISTORY,
  );
}
