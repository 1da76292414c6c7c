import { readWorkFile } from '../adapters/disk/work-files.ts';
import { git } from '../adapters/git/git.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { listWorktrees } from '../adapters/git/worktrees.ts';
import type { Claim } from '../core/ids/claim.ts';
import { planMark } from '../core/numbers/mark-plan.ts';
import type { Mark } from '../core/ledger/snapshot.ts';
import { markValue } from '../core/ledger/view.ts';
import { scanMark } from '../formats/backlog/scan/scan-mark.ts';
import { gatherNumbers } from './known-numbers.ts';
import { DEFAULT_BACKLOGS } from '../reading/settings.ts';
import type { LocalSettings } from '../reading/settings.ts';
import type { Reading } from '../reading/snapshots.ts';

/** Which numbers of a clone are taken. */
export interface Numbers {
  /** No number at or below may be drawn. */
  readonly floor: number;
  /** The lowest mark of any local branch and worktree. */
  readonly everyMark: number;
  /** The prefix that new items get; undefined where neither configuration nor claims tell. */
  readonly prefix: string | undefined;
  /** What was not counted, a sentence each. */
  readonly notices: readonly string[];
}

/**
 * Surveys what may not be drawn: claims and marks of `worktree` (read with ignored files), index, HEAD and a merge under way, and the marks
 * of the other local branches and worktrees. What leaps above all of that is told of and not counted.
 */
export async function surveyNumbers(
  repository: Repository,
  local: LocalSettings,
  worktree: Reading,
): Promise<Numbers> {
  const { mark, path } = backlogOf(worktree);
  const { maxLeap } = worktree.settings.policy;
  const [known, others] = await Promise.all([
    gatherNumbers(repository, worktree, { bases: [], history: false }, local),
    readOtherMarks(repository, path),
  ]);
  const own = planMark({ mark, ...known, maxLeap, allowLeap: false });
  const { floor, ignored } = climb(own.to ?? markValue(mark) ?? 0, others, maxLeap);
  return {
    floor,
    everyMark: Math.min(markValue(mark) ?? 0, ...others),
    prefix: worktree.settings.prefixes[0] ?? prefixInUse(known.claims),
    notices: [
      ...(own.leap ? [`${own.leap.key} leaps far above every number before it, and was not counted.`] : []),
      ...ignored.map((leap) => `The mark ${leap} of another branch or worktree leaps, and was not counted.`),
    ],
  };
}

function backlogOf({ snapshot }: Reading): { readonly mark: Mark; readonly path: string } {
  const { backlog } = snapshot;
  return backlog.state === 'readable' ? backlog.backlog : { mark: { state: 'absent' }, path: backlog.path };
}

/** Marks of the other branches, and of what the other worktrees have on disk. Whatever cannot be read there protects nothing. */
async function readOtherMarks(
  { directory, read, root, commonDir }: Repository,
  own: string,
): Promise<readonly number[]> {
  const paths = [...new Set([own, ...DEFAULT_BACKLOGS])];
  const refs = await git(directory, ['for-each-ref', '--format=%(objectname)', 'refs/heads']);
  const tips = new Set(refs.toString('latin1').split('\n').filter(Boolean));
  const names = [...tips].flatMap((tip) => paths.map((path) => `${tip}:${path}`));
  const siblings = (await listWorktrees(commonDir)).filter((sibling) => sibling !== root);
  const files = siblings.flatMap((sibling) => paths.map((path) => ({ sibling, path })));
  const contents = await Promise.all([
    ...names.map(async (name) => (await read(name))?.content),
    ...files.map(async ({ sibling, path }) => readWorkFile(sibling, path).catch(() => undefined)),
  ]);
  return contents.flatMap((bytes) => (bytes ? [scanMark(Buffer.from(bytes).toString('latin1'))] : []));
}

/** Takes the marks in order, as far as none leaps above all before it. Where nothing is known yet, nobody can tell a leap. */
function climb(
  own: number,
  marks: readonly number[],
  maxLeap: number,
): { floor: number; ignored: readonly number[] } {
  let floor = own;
  for (const mark of marks.toSorted((left, right) => left - right)) {
    if (own === 0 || mark <= floor + maxLeap) floor = Math.max(floor, mark);
  }
  return { floor, ignored: [...new Set(marks.filter((mark) => mark > floor))] };
}

/** That of the highest item; where there is none any more, that of the highest other claim. */
function prefixInUse(claims: readonly Claim[]): string | undefined {
  const items = claims.filter(({ kind }) => kind === 'item');
  const [first, ...rest] = items.length > 0 ? items : claims;
  return rest.reduce((best, claim) => (claim.id.number > (best?.id.number ?? 0) ? claim : best), first)?.id
    .prefix;
}
