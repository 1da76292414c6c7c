import { readWorkFile } from '../adapters/disk/work-files.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { follow } from '../adapters/disk/file-rewrite.ts';
import type { RewriteStep } from '../adapters/disk/file-rewrite.ts';
import { listStates } from '../adapters/git/tracked-files.ts';
import type { PathState } from '../adapters/git/tracked-files.ts';
import type { IdEdit, Renumbering } from '../core/renumbering/renumber-plan.ts';
import { stageCommand } from '../core/messages/staging.ts';
import { enumerate } from '../core/messages/wording.ts';
import { TidemarkError } from '../errors.ts';
import { applyEdits } from '../formats/backlog/edit/edit.ts';
import { setMark } from '../formats/backlog/edit/edit-mark.ts';
import { replaceIds } from '../formats/mentions/id-mentions.ts';
import { toLatin1 } from '../formats/text/latin1.ts';
import { readLayout } from '../formats/backlog/layout.ts';
import type { Draft, DraftText } from './merging/draft.ts';

/** What happens to one file of the work tree: its content changes, its path, or both. */
export interface FileChange {
  /** Relative to the root; equal where the file stays. */
  readonly from: string;
  readonly to: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** There was no such file before. */
  readonly isNew?: boolean;
}

/** What is to be done on disk, in order, and what that makes of each file whose text changes. */
export interface Rewriting {
  readonly steps: readonly RewriteStep[];
  readonly changes: readonly FileChange[];
}

/** Turns a draft and plans into steps: texts first, under their old names, then directories, then the files in them. `mark` is the value that `next_item_id` needs at least. */
export async function rewritingOf(
  root: string,
  plans: readonly Renumbering[],
  draft: Draft,
  mark: number,
): Promise<Rewriting> {
  const { backlog } = draft;
  const parts = plans.flatMap((plan) => plan.parts);
  const edits = parts.flatMap((part) => part.edits);
  const moves = [...draft.moves, ...parts.flatMap((part) => part.moves)];
  const changes: FileChange[] = [];
  for (const path of new Set([
    backlog.path,
    ...draft.texts.keys(),
    ...edits.map(({ place }) => place.path),
  ])) {
    const own = edits.filter(({ place }) => place.path === path);
    if (path === backlog.path && own.length === 0 && isFine(draft, mark)) continue;
    const drafted = draft.texts.get(path);
    const text = drafted ?? (await readText(root, path));
    const texts = path === backlog.path ? editBacklog(path, text, own, mark) : editFile(path, text, own);
    const to = moves.reduce((now, move) => follow(now, move.from, move.to), path);
    if (texts && Buffer.compare(texts.before, texts.after) !== 0) changes.push({ from: path, to, ...texts });
  }
  const writes = changes.map(({ from, before, after }) => ({
    kind: 'write' as const,
    path: from,
    before,
    after,
  }));
  return { steps: [...writes, ...moves.map((move) => ({ kind: 'move' as const, ...move }))], changes };
}

/** Whether the file of the backlog is as it is on disk, with a mark that is high enough. */
function isFine({ reading, texts, backlog: { path } }: Draft, mark: number): boolean {
  const { backlog } = reading.snapshot;
  if (texts.has(path) || backlog.state !== 'readable') return false;
  return backlog.backlog.mark.state === 'valid' && backlog.backlog.mark.value >= mark;
}

/**
 * Refuses to touch work that git does not hold: `refused` names the paths, and `again`, the command with --stage, behind what stages them.
 * With `force` only what could not be staged apart from it is refused, and a conflict that would move or be staged as if it were settled.
 */
export async function refuseUnsaved(
  { directory, atRoot }: Repository,
  { steps }: Rewriting,
  backlogs: readonly string[],
  { force, stage, again }: { readonly force: boolean; readonly stage: boolean; readonly again: string },
): Promise<void> {
  const paths = steps.map((step) => (step.kind === 'move' ? step.from : step.path));
  if (paths.length === 0) return;
  const moving = steps.filter((step) => step.kind === 'move').map(({ from }) => `${from}/`);
  const states = await listStates(directory, [...new Set(paths)], 'with filters');
  const isMoving = ({ path }: PathState): boolean => moving.some((start) => `${path}/`.startsWith(start));
  // To stage a file is to say that its conflict is settled.
  const stuck = states.filter(
    (state) => state.state === 'unmerged' && !backlogs.includes(state.path) && (stage || isMoving(state)),
  );
  if (stuck.length > 0)
    throw refused(
      stuck,
      ['is in conflict', 'are in conflict'],
      'Run `tidemark resolve`; resolve other conflicts by hand and `git add` the files.',
    );
  const unsaved = states.filter(({ state }) => state === 'untracked' || state === 'unstaged');
  if (unsaved.length === 0 || (force && !stage)) return;
  const carriers = unsaved.map(
    ({ path }) => moving.find((start) => path.startsWith(start))?.slice(0, -1) ?? path,
  );
  const stageFirst = stageCommand([...new Set(carriers)], atRoot);
  const otherwise = stage ? '' : ', or use --force';
  throw refused(
    unsaved,
    ['has unstaged changes', 'have unstaged changes'],
    `Run \`${stageFirst} && ${again}\`${otherwise}.`,
  );
}

function refused(
  states: readonly PathState[],
  [one, many]: readonly [one: string, many: string],
  hint: string,
): TidemarkError {
  const names = enumerate(states.map(({ path }) => path));
  const [what, them] = states.length === 1 ? [one, 'it'] : [many, 'them'];
  return new TidemarkError('refused', `${names} ${what}, and this command would modify ${them}.`, hint);
}

type Texts = Pick<FileChange, 'before' | 'after'>;

async function readText(root: string, path: string): Promise<DraftText | undefined> {
  const disk = await readWorkFile(root, path);
  return disk && { disk, content: disk };
}

function editBacklog(
  path: string,
  draft: DraftText | undefined,
  edits: readonly IdEdit[],
  mark: number,
): Texts | undefined {
  if (!draft) return undefined;
  const renumbered = replaceAll(path, Buffer.from(draft.content).toString('utf8'), edits);
  const reading = readLayout(renumbered);
  if (!('layout' in reading))
    return edits.length === 0 ? { before: draft.disk, after: draft.content } : undefined;
  const { layout } = reading;
  const behind = (layout.mark?.value ?? 0) < mark;
  const after = behind ? applyEdits(renumbered, [setMark(layout, mark)]) : renumbered;
  return { before: draft.disk, after: Buffer.from(after) };
}

/** Bytes as characters: whatever the file is encoded in. */
function editFile(path: string, draft: DraftText | undefined, edits: readonly IdEdit[]): Texts {
  if (!draft) throw vanished(path);
  const after = Buffer.from(replaceAll(path, toLatin1(draft.content), edits), 'latin1');
  return { before: draft.disk, after };
}

function replaceAll(path: string, text: string, edits: readonly IdEdit[]): string {
  const replaced = replaceIds(
    text,
    edits.map(({ place, from, to }) => ({ line: place.line, column: place.column, from, to })),
  );
  if (replaced === undefined) throw vanished(path);
  return replaced;
}

function vanished(path: string): TidemarkError {
  return new TidemarkError(
    'changed-meanwhile',
    `${path} was changed while the plan was made; nothing was written.`,
    'Run the command again.',
  );
}
