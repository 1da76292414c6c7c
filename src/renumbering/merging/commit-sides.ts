import type { Incoming, Operation } from '../../adapters/git/conflict/operation.ts';
import type { Stages } from '../../adapters/git/conflict/stages.ts';
import { findCommit, mergeBases } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { listTrees } from '../../reading/listing.ts';
import type { Settings } from '../../reading/settings.ts';
import { kindOf } from './file-kind.ts';

/** Two commits that were to become one, and where they parted. Full hex, but for `HEAD`. */
export interface CommitSides extends Incoming {
  readonly ours: string;
  /** The merge is just as its first parent was, so that what the other side lost there may be meant to be gone. */
  readonly keepsFirst?: boolean;
}

/** What the operation, or the stash, brings to HEAD. */
export function sidesOf({ incoming }: Operation, stash: Incoming | undefined): CommitSides | undefined {
  const change = incoming ?? stash;
  return change && { base: change.base, theirs: change.theirs, ours: 'HEAD' };
}

/** Those of a commit, where it is a merge. */
export async function mergedSides(
  repository: Repository,
  revision = 'HEAD',
): Promise<CommitSides | undefined> {
  const commit = await findCommit(repository, revision);
  const [ours, theirs] = commit?.parents ?? [];
  if (ours === undefined || theirs === undefined) return undefined;
  const [own, first] = await Promise.all([
    repository.read(`${revision}^{tree}`),
    repository.read(`${ours}^{tree}`),
  ]);
  const [base] = await mergeBases(repository, ours, [theirs]);
  return { base, ours, theirs, keepsFirst: own?.oid === first?.oid };
}

/** The versions of each backlog and worklog file in which the two sides differ, from their commits. */
export async function stagesOf(
  repository: Repository,
  settings: Settings,
  { base, ours, theirs }: CommitSides,
): Promise<ReadonlyMap<string, Stages>> {
  const [one, two, three] = await Promise.all(
    [base, ours, theirs].map(async (commit) => oidsIn(repository, settings, commit)),
  );
  const paths = new Set([...(two?.keys() ?? []), ...(three?.keys() ?? [])]);
  const found = [...paths].map((path) => {
    return [path, { base: one?.get(path), ours: two?.get(path), theirs: three?.get(path) }] as const;
  });
  return new Map(
    found
      .filter(([, stages]) => stages.ours !== stages.theirs)
      .map(([path, stages]) => [
        path,
        { base: entry(stages.base), ours: entry(stages.ours), theirs: entry(stages.theirs) },
      ]),
  );
}

async function oidsIn(
  repository: Repository,
  settings: Settings,
  commit: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  if (commit === undefined) return new Map();
  const listing = await listTrees(repository, commit, [...settings.backlogs, settings.worklog]);
  const entries = [...listing.values()].flat();
  return new Map(
    entries.flatMap(({ path, kind, oid }) =>
      kind === 'file' && oid !== undefined && kindOf(path, settings) ? [[path, oid] as const] : [],
    ),
  );
}

function entry(oid: string | undefined): Stages['ours'] {
  return oid === undefined ? undefined : { mode: '100644', oid };
}
