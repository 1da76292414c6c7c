import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { resolveCommit, rootOf } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { ItemClaim } from '../../core/ids/claim.ts';
import { factsOf } from '../../core/ledger/facts.ts';
import type { Facts } from '../../core/ledger/facts.ts';
import { findDropped } from '../../core/questions/dropped.ts';
import { locateBacklog } from '../../reading/backlog-reading.ts';
import { labelOf, readBase } from '../../reading/bases.ts';
import { readVersions } from '../../reading/history/ledger-history.ts';
import { findRange } from '../../reading/history/range.ts';
import type { Range } from '../../reading/history/range.ts';
import { parseBacklogOnce } from '../../reading/parse-once.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { mergedSides } from './commit-sides.ts';
import type { Draft } from './draft.ts';
import { noticeMissing, putBack, titled } from './restore-lost.ts';
import type { PutBack } from './restore-lost.ts';

/** Puts back into the backlog of a draft whatever the merges since `against` have lost, each of them. Throws `unknown-revision`. */
export async function restoreSince(
  repository: Repository,
  local: LocalSettings,
  draft: Draft,
  against: string,
): Promise<Draft> {
  const { path } = draft.backlog;
  const { oid } = await resolveCommit(repository, against);
  const head = await resolveCommit(repository, 'HEAD');
  const range = await findRange(repository, head.oid, [oid]);
  const hasMerge = [...range.graph.values()].some((parents) => parents.length > 1);
  const disk = draft.texts.get(path)?.disk ?? (await readWorkFile(rootOf(repository), path));
  if (!hasMerge || !disk || draft.reading.snapshot.backlog.state !== 'readable') return draft;
  const base = await readBase(repository, { commit: oid, label: labelOf(against) }, local);
  const facts = factsOf({
    candidate: draft.reading.snapshot,
    bases: [base],
    sides: [],
    versions: await readVersions(repository, [oid], range, local),
    policy: draft.reading.settings.policy,
    strict: false,
    trustNoMark: false,
  });
  const lost = await lostItems(repository, facts);
  if (lost.length === 0) return draft;
  const versions = await versionsOf(repository, local, facts, range);
  return withRestored(draft, disk, putBack(draft.backlog.text, versions, lost));
}

/** All of it, but what a merge lost that is just as its first parent was may be gone on purpose, unless its ID is in use. */
async function lostItems(repository: Repository, facts: Facts): Promise<readonly ItemClaim[]> {
  const merges = findDropped(facts).map(async ({ commit, items }) => {
    const isDisputed = items.some(({ claim }) => facts.candidate.items.has(claim.key));
    const isMeant = !isDisputed && (await mergedSides(repository, commit))?.keepsFirst === true;
    return isMeant ? [] : items.map(({ claim }) => claim);
  });
  return (await Promise.all(merges)).flat();
}

/** The backlogs that those merges had before them. */
async function versionsOf(
  repository: Repository,
  local: LocalSettings,
  facts: Facts,
  { graph }: Range,
): Promise<readonly Uint8Array[]> {
  const parents = findDropped(facts).flatMap(({ commit }) => graph.get(commit) ?? []);
  const contents = [...new Set(parents)].map(async (parent) => {
    const file = await locateBacklog(repository, parent, local);
    const object = file && (await repository.read(file.oid));
    return object ? [object.content] : [];
  });
  return (await Promise.all(contents)).flat();
}

async function withRestored(draft: Draft, disk: Uint8Array, { text, back, left }: PutBack): Promise<Draft> {
  const { reading, backlog, files, texts } = draft;
  const { path } = backlog;
  const content = Buffer.from(text);
  const known = files.find((file) => file.path === path);
  const settled = {
    ...(known ?? { path, kind: 'backlog' as const, conflict: undefined, conflicts: [] }),
    disk,
    content,
    how: 'restored' as const,
    restored: [...(known?.restored ?? []), ...back.map(titled)],
    notices: [...(known?.notices ?? []), ...left.map((item) => noticeMissing(item, path))],
  };
  return {
    ...draft,
    reading: {
      ...reading,
      snapshot: { ...reading.snapshot, backlog: await parseBacklogOnce(path, content) },
    },
    texts: new Map([...texts, [path, { disk, content }]]),
    backlog: { ...backlog, text, mark: Math.max(backlog.mark, ...back.map(({ id }) => id.number)) },
    files: [...files.filter((file) => file !== known), settled],
  };
}
