import type { Repository } from '../../adapters/git/repository.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { policyOf, type Policy } from '../../core/findings/policy.ts';
import type { FileCommit, FileHistory } from '../../core/identity/files/file-history.ts';
import { mergeBasesAt } from '../../core/identity/files/graph.ts';
import { doubtfulOids, identify, type Identified } from '../../core/identity/files/identify.ts';
import { evaluateFiles } from '../../core/rules/files/evaluate-files.ts';
import type { SideAt } from '../../core/rules/files/file-comparison.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { shortName } from '../../reading/bases.ts';
import { readSketches } from '../../reading/ledgers/contents.ts';
import {
  bySettingsOfTheirOwn,
  findFormerPlaces,
  formerPlacesOf,
  pathsOfFormer,
} from '../../reading/ledgers/former-places.ts';
import { historyOf } from '../../reading/ledgers/history-of-ledger.ts';
import { readLedgerCommits } from '../../reading/ledgers/ledger-commits.ts';
import { readerOf } from '../../reading/ledgers/names.ts';
import { EachExtras } from './each-extras.ts';
import { SettledNumbers } from '../../reading/ledgers/settled.ts';

/** What each commit behind `tip` (full hex) that `isAsked` picks makes wrong in ledgers of files; without what was there before. */
export async function checkEachOfLedgers(
  repository: Repository,
  tip: string,
  { ledgers, policy }: { readonly ledgers: readonly FileLedger[]; readonly policy: Policy },
  isAsked: (commit: string) => boolean,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const found = new Map<string, readonly Finding[]>();
  if (ledgers.length === 0) return found;
  const paths = ledgers.flatMap(({ terms }) => terms.paths);
  const [former, present] = await Promise.all([
    findFormerPlaces(repository, [tip], ledgers),
    readLedgerCommits(repository, [tip], paths),
  ]);
  const more = pathsOfFormer(former);
  const commits =
    more.length === 0
      ? present
      : await readLedgerCommits(repository, [tip], [...new Set([...paths, ...more])]);
  for (const ledger of ledgers) {
    const places = formerPlacesOf(former, ledger);
    const own = await bySettingsOfTheirOwn(repository, commits, places);
    const wide = { ...ledger, terms: { ...ledger.terms, paths: [...ledger.terms.paths, ...places.paths] } };
    for (const [commit, findings] of await checkLedger(repository, wide, own, policy, isAsked))
      found.set(commit, [...(found.get(commit) ?? []), ...findings]);
  }
  return found;
}

async function checkLedger(
  repository: Repository,
  { kind, terms }: FileLedger,
  commits: readonly FileCommit[],
  policy: Policy,
  isAsked: (commit: string) => boolean,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const settled = new SettledNumbers();
  const [last] = commits.slice(-1).map(({ commit }) => commit);
  const kept = new Set(last === undefined ? [] : [last]);
  const read = readerOf({ kind, paths: terms.paths });
  const extras = new EachExtras(kind, read);
  const history = historyOf(read, commits, kept, (so, position) => {
    if (terms.kind === 'django') settled.look(so, position);
    const commit = commits[position];
    if (commit) extras.look(so, position, commit.changes, isAsked(commit.commit));
  });
  const [sketches, isSettledAt, extrasAt] = await Promise.all([
    readSketches(repository, doubtfulOids(history)),
    settled.read(repository),
    extras.read(repository),
  ]);
  const identified = identify(history, sketches);
  const setting = { history, identified, terms, policy: policyOf(policy, terms.name), isSettledAt, extrasAt };
  const found = new Map<string, readonly Finding[]>();
  for (const [position, commit] of history.commits.entries()) {
    const findings = isAsked(commit) ? check(setting, position) : [];
    if (findings.length > 0) found.set(commit, findings);
  }
  return found;
}

interface Setting {
  readonly history: FileHistory;
  readonly identified: Identified;
  readonly terms: FileLedger['terms'];
  readonly policy: Policy;
  readonly isSettledAt: Awaited<ReturnType<SettledNumbers['read']>>;
  readonly extrasAt: Awaited<ReturnType<EachExtras['read']>>;
}

function check(
  { history, identified, terms, policy, isSettledAt, extrasAt }: Setting,
  position: number,
): readonly Finding[] {
  const sides = sidesOf(history, position);
  const findings = evaluateFiles({
    history,
    identified,
    terms,
    candidate: { position, label: labelAt(history, position) },
    bases: sides,
    sides,
    target: undefined,
    rangeOf: () => undefined,
    isMerged: true,
    policy,
    strict: false,
    shared: [],
    extra: {
      ...extrasAt(position),
      isOnDisk: false,
      isSettled: isSettledAt(position),
      nextNumber: () => undefined,
    },
  });
  return findings.filter(({ inherited }) => !inherited);
}

function sidesOf(history: FileHistory, position: number): readonly SideAt[] {
  const parents = history.parents[position] ?? [];
  return parents.map((parent) => {
    const others = parents.filter((other) => other !== parent);
    const [fork] = others.length === 0 ? [] : mergeBasesAt(history, parent, others);
    return { position: parent, label: labelAt(history, parent), fork };
  });
}

function labelAt({ commits }: FileHistory, position: number): string {
  return shortName(commits[position] ?? '');
}
