import { findStash } from '../../adapters/git/conflict/operation.ts';
import type { Operation, Stash } from '../../adapters/git/conflict/operation.ts';
import { listResolved, listUnmerged } from '../../adapters/git/conflict/stages.ts';
import type { Stages, StagesByPath } from '../../adapters/git/conflict/stages.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { ThreeWay } from '../../formats/text/merge-pieces.ts';
import type { Settings } from '../../reading/settings.ts';
import { mergedSides, sidesOf, stagesOf } from './commit-sides.ts';
import type { CommitSides } from './commit-sides.ts';
import { kindOf } from './file-kind.ts';
import type { FileKind } from './file-kind.ts';

/** A guarded file that two sides may have changed, with what git still has of it. */
export interface FileConflict {
  /** Relative to the root. */
  readonly path: string;
  readonly kind: FileKind;
  readonly stages: Stages;
  /** `undefined` where a side has no such file. */
  readonly versions: ThreeWay<Uint8Array | undefined>;
  readonly state: ConflictState;
  /** It was unmerged, and somebody has staged it since. */
  readonly decided: boolean;
}

/**
 * `unmerged`: the index has stages 1 to 3, and no commit can be made. `staged`: it kept them from before somebody staged the file, or a merge
 * is under way. `past`: only commits tell, and HEAD may have the outcome already.
 */
type ConflictState = 'unmerged' | 'staged' | 'past';

/** Everything that is in conflict, or was until somebody staged something. */
export interface ConflictSurvey {
  readonly files: readonly FileConflict[];
  /** Unmerged paths that are not Tidemark's. */
  readonly others: readonly string[];
  /** The commits that were to become one; undefined where git does not tell. */
  readonly sides: CommitSides | undefined;
  /** The entry of the stash that was popped. */
  readonly stash: Stash | undefined;
}

export interface SurveyTerms {
  /** What became one, where git does not tell any more. */
  readonly sides: CommitSides | undefined;
  /** Somebody says that there is a conflict, so that what the index kept counts outside of operations, too. */
  readonly asked: boolean;
}

/**
 * Takes the stages of the index, else those that it kept, else the commits of the operation; where git is in the midst of nothing and HEAD
 * is a merge, those that it merged.
 */
export async function surveyConflicts(
  repository: Repository,
  settings: Settings,
  operation: Operation,
  { sides: given, asked }: SurveyTerms,
): Promise<ConflictSurvey> {
  const unmerged = await listUnmerged(repository.directory);
  const counts = asked || operation.kind !== 'none';
  const kept = counts ? await currentOf(repository, await listResolved(repository.directory)) : NONE;
  const isUnknown = operation.kind === 'none' && !given;
  const stash = isUnknown ? await stashOf(repository, new Map([...kept, ...unmerged])) : undefined;
  const known = given ?? sidesOf(operation, stash);
  const sides = known ?? (unmerged.size === 0 ? await madeSides(repository, asked) : undefined);
  const past = sides ? await stagesOf(repository, settings, sides) : NONE;
  const files = await readFiles(repository, settings, new Map([...past, ...kept, ...unmerged]), (path) => {
    if (unmerged.has(path)) return { state: 'unmerged', decided: false };
    const decided = kept.has(path);
    return { state: decided || operation.kind === 'merge' ? 'staged' : 'past', decided };
  });
  const others = [...unmerged.keys()].filter((path) => !kindOf(path, settings));
  return { files, others, sides, stash };
}

/** A merge that is just as its first parent was is no conflict to somebody who asks for one. */
async function madeSides(repository: Repository, asked: boolean): Promise<CommitSides | undefined> {
  const sides = await mergedSides(repository);
  return asked && sides?.keepsFirst ? undefined : sides;
}

async function readFiles(
  repository: Repository,
  settings: Settings,
  all: StagesByPath,
  stateOf: (path: string) => Pick<FileConflict, 'state' | 'decided'>,
): Promise<readonly FileConflict[]> {
  const files = [...all].map(async ([path, stages]): Promise<readonly FileConflict[]> => {
    const kind = kindOf(path, settings);
    if (!kind) return [];
    return [{ path, kind, stages, versions: await readVersions(repository, stages), ...stateOf(path) }];
  });
  return (await Promise.all(files)).flat();
}

const NONE: StagesByPath = new Map();

/** Git forgets stages late: those of an older conflict tell of another HEAD. */
async function currentOf(repository: Repository, kept: StagesByPath): Promise<StagesByPath> {
  const entries = await Promise.all(
    [...kept].map(async ([path, stages]) => {
      const now = await repository.read(`HEAD:${path}`);
      return now?.oid === stages.ours?.oid ? [[path, stages] as const] : [];
    }),
  );
  return new Map(entries.flat());
}

/** A pop that conflicts keeps its entry of the stash, and leaves no other trace. */
async function stashOf(repository: Repository, known: StagesByPath): Promise<Stash | undefined> {
  for (const [path, { theirs }] of known) {
    const stash = theirs && (await findStash(repository, path, theirs.oid));
    if (stash) return stash;
  }
  return undefined;
}

async function readVersions(
  { read }: Repository,
  { base, ours, theirs }: Stages,
): Promise<FileConflict['versions']> {
  const [one, two, three] = await Promise.all(
    [base, ours, theirs].map(async (entry) => entry && (await read(entry.oid))?.content),
  );
  return { base: one, ours: two, theirs: three };
}
