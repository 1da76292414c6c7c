import { readWorkFile, replaceWorkFile } from '../adapters/disk/work-files.ts';
import { openRepository, rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Claim } from '../core/ids/claim.ts';
import type { Finding } from '../core/findings/finding.ts';
import { planMark } from '../core/numbers/mark-plan.ts';
import type { Report } from '../core/findings/report.ts';
import type { Backlog } from '../core/ledger/snapshot.ts';
import { markValue } from '../core/ledger/view.ts';
import { stageCommand } from '../core/messages/staging.ts';
import { TidemarkError } from '../errors.ts';
import { parseBacklog } from '../formats/backlog/backlog.ts';
import type { DatedItem } from '../formats/backlog/edit/date-items.ts';
import { checkByOwnPolicy } from '../checking/check.ts';
import { planFix } from './fix-edit.ts';
import type { FixEdit } from './fix-edit.ts';
import { readBirths } from './item-births.ts';
import type { MomentOf } from './item-births.ts';
import { gatherNumbers } from './survey/known-numbers.ts';
import { compareWorkTree } from '../checking/comparisons/local-comparison.ts';
import { chooseBacklog } from '../reading/chosen-backlog.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { LocalSettings } from '../reading/settings.ts';
import { readSnapshot } from '../reading/snapshots.ts';
import type { Reading } from '../reading/snapshots.ts';
import { unifiedDiff } from '../writing/unified-diff.ts';
import { lockWorkTree } from '../writing/work-tree-lock.ts';

export interface FixOptions {
  /** Absolute; anywhere inside the work tree. */
  readonly cwd: string;
  readonly configPath?: string | undefined;
  /** As in `Where`. */
  readonly ledger?: string | undefined;
  readonly breakLock?: boolean | undefined;
  /** Revisions whose marks and claims count besides those of work tree, index, HEAD and MERGE_HEAD. */
  readonly bases: readonly string[];
  /** Count every version of the backlog in every commit as well. */
  readonly history: boolean;
  readonly allowLeap: boolean;
  /** Give a `created` to every item that has none, from the commit that brought it. */
  readonly created?: boolean | undefined;
  /** Change nothing, but report everything. */
  readonly dryRun: boolean;
}

/** What became of the mark. */
export interface FixResult {
  /** Of the backlog, relative to the root. */
  readonly path: string;
  /** The mark before and after; null where there is no valid one. */
  readonly from: number | null;
  readonly to: number | null;
  /** Whether the file changed, or would without `dryRun`. */
  readonly changed: boolean;
  /** The items that were given a `created`, or would be; null where nobody asked for it. */
  readonly dated: readonly DatedItem[] | null;
  /** A unified diff of the backlog; empty where nothing changed. */
  readonly diff: string;
  /** The claim that looks like a typo: the mark was not raised to it. */
  readonly leap: Claim | null;
  /** What the new mark hides from now on: a mark that was behind may mean that an ID was drawn twice. */
  readonly covered: readonly Finding[];
  /** The command to stage the change, for where the caller stands. */
  readonly stage: string;
  /** The check of the work tree afterwards. */
  readonly report: Report;
  /** Further notices for the user, one sentence each: a lock that a dead process left behind. */
  readonly notices: readonly string[];
}

/**
 * Raises the mark of the work tree's backlog to the highest number in use, adds a missing `created` if that is asked for, changes nothing
 * else, and checks again. Never lowers the mark; where nothing is to be done the file is not touched. Throws as `check` does, and `history-missing`, `cannot-write`, `changed-meanwhile`, `locked`.
 */
export async function fix(options: FixOptions): Promise<FixResult> {
  const repository = await openRepository(options.cwd);
  rootOf(repository);
  const given = await readLocalSettings(repository, options.configPath);
  if (options.dryRun) return fixUnlocked(repository, given, options);
  const { notices, release } = await lockWorkTree(repository, options.breakLock);
  return fixUnlocked(repository, given, options)
    .then((result) => ({ ...result, notices: [...notices, ...result.notices] }))
    .finally(release);
}

async function fixUnlocked(
  repository: Repository,
  given: LocalSettings,
  options: FixOptions,
): Promise<FixResult> {
  const source = { kind: 'worktree', ignored: true } as const;
  const top = await readSnapshot(repository, source, { label: 'work tree', role: 'candidate' }, given);
  const local = { ...given, backlog: chooseBacklog(top, options.ledger) };
  const reading = local.backlog ? await top.of(local) : top;
  const before = await checkByOwnPolicy(repository, await compareWorkTree(repository, local), false, local);
  const { backlog: state } = reading.snapshot;
  const path = state.state === 'readable' ? state.backlog.path : state.path;
  const untouched = {
    ...UNTOUCHED,
    path,
    stage: stageCommand([path], repository.atRoot),
    report: before,
  };
  if (state.state !== 'readable') return untouched;
  const { told, edit } = await planChange(repository, reading, state.backlog, options, local);
  const { before: old, after, bytes } = edit;
  if (after === old) return { ...untouched, ...told };
  if (!options.dryRun) await replaceWorkFile(rootOf(repository), path, bytes, Buffer.from(after));
  const edited = options.dryRun ? parseBacklog(path, Buffer.from(after)) : undefined;
  const comparison = await compareWorkTree(repository, local, edited);
  const report = await checkByOwnPolicy(repository, comparison, false, local);
  const covered = before.findings.filter((finding) => isCovered(finding, report));
  return { ...untouched, ...told, changed: true, diff: unifiedDiff(path, old, after), covered, report };
}

/** Works out the mark and the missing moments, and what the file becomes. */
async function planChange(
  repository: Repository,
  reading: Reading,
  { path, mark }: Backlog,
  options: FixOptions,
  local: LocalSettings,
) {
  const { marks, items, traces, past, notices } = await gatherNumbers(repository, reading, options, local);
  const { maxLeap } = reading.settings.policy;
  const terms = { maxLeap, allowLeap: options.allowLeap };
  const { to, leap } = planMark({ mark, marks, claims: [...items, ...traces, ...past], ...terms });
  const momentOf = options.created ? await readBirths(repository, reading, local) : undefined;
  const edit = await planEdit(rootOf(repository), path, to, momentOf);
  const from = markValue(mark) ?? null;
  const told = {
    from,
    to: to ?? from,
    leap: leap?.claim ?? null,
    dated: momentOf ? edit.dated : null,
    notices,
  };
  return { told, edit };
}

const UNTOUCHED = {
  from: null,
  to: null,
  changed: false,
  diff: '',
  leap: null,
  dated: null,
  covered: [],
  notices: [],
} as const;

/** Where nothing is to be done, the texts before and after are the same. */
async function planEdit(
  root: string,
  path: string,
  mark: number | undefined,
  momentOf: MomentOf | undefined,
): Promise<FixEdit & { readonly bytes: Uint8Array | undefined }> {
  if (mark === undefined && !momentOf) return { before: '', after: '', dated: [], bytes: undefined };
  const bytes = await readWorkFile(root, path);
  const edit = bytes && planFix(bytes, mark, momentOf);
  if (!edit) throw changedMeanwhile(path);
  return { ...edit, bytes };
}

function isCovered(finding: Finding, { findings }: Report): boolean {
  return finding.rule.startsWith('mark-') && !findings.some(({ rule }) => rule === finding.rule);
}

/** It was readable a moment ago. */
function changedMeanwhile(path: string): TidemarkError {
  return new TidemarkError(
    'changed-meanwhile',
    `${path} was changed by another program while it was being fixed.`,
    'Run the command again.',
  );
}
