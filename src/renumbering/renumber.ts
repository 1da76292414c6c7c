import { drawNumber, peekNumber } from '../adapters/disk/drawn-numbers.ts';
import { openRepository, rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { stagePaths } from '../adapters/git/tracked-files.ts';
import { formatItemId, MAX_ITEM_NUMBER, parseItemId } from '../core/ids/item-id.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { Renumbering } from '../core/renumbering/renumber-plan.ts';
import type { Situation } from '../core/ledger/situation.ts';
import { TidemarkError } from '../errors.ts';
import { rewriteRecorded } from '../writing/recorded-rewrite.ts';
import { planAll } from './renumber-plans.ts';
import type { RenumberCase } from './renumber-plans.ts';
import { refuseUnsaved, rewritingOf } from './renumber-files.ts';
import type { FileChange, Rewriting } from './renumber-files.ts';
import { surveyFor } from './renumber-numbers.ts';
import { readSettled } from './renumber-settle.ts';
import type { SettledBacklog } from './renumber-settle.ts';
import { collisionsIn, situationsOf } from './renumber-situations.ts';
import { readLocalSettings } from '../reading/settings.ts';
import { lockWorkTree } from '../writing/work-tree-lock.ts';

export interface RenumberOptions {
  /** Absolute; anywhere inside the work tree. */
  readonly cwd: string;
  readonly configPath?: string | undefined;
  /** As in `Where`. */
  readonly breakLock?: boolean | undefined;
  /** Empty: every collision that is found. */
  readonly ids: readonly string[];
  /** The number to give, for a single collision. */
  readonly to?: number | undefined;
  /** The `created` of the item that stays, or the line of the backlog that it stands in. */
  readonly keep?: string | undefined;
  /** A branch that one is about to merge into: what is there stays. */
  readonly against?: string | undefined;
  readonly dryRun: boolean;
  readonly stage: boolean;
  /** Touch files with work that is not staged, too. */
  readonly force: boolean;
}

export interface RenumberReport {
  readonly renumberings: readonly Renumbering[];
  readonly changes: readonly FileChange[];
  /** Paths to `git add`: those that were touched and not staged. */
  readonly unstaged: readonly string[];
  /** Whether the caller stands where such paths hold as they are. */
  readonly atRoot: boolean;
  readonly applied: boolean;
  /** What stays wrong because nothing is left that could carry a new ID. */
  readonly stuck: readonly Finding[];
  readonly notices: readonly string[];
}

/**
 * Gives one of two claimants of an ID a new one, everywhere or nowhere. Throws where that cannot be done: `refused`, `changed-meanwhile`,
 * `cannot-write`, `usage`; then tree, index and files are as before.
 */
export async function renumber(options: RenumberOptions): Promise<RenumberReport> {
  const repository = await openRepository(options.cwd);
  rootOf(repository);
  if (options.dryRun) return work(repository, options);
  const lock = await lockWorkTree(repository, options.breakLock);
  try {
    const report = await work(repository, options);
    return { ...report, notices: [...lock.notices, ...report.notices] };
  } finally {
    await lock.release();
  }
}

async function work(repository: Repository, options: RenumberOptions): Promise<RenumberReport> {
  const local = await readLocalSettings(repository, options.configPath);
  const { reading, backlog } = await readSettled(repository, local);
  const situations = await situationsOf(repository, local, reading, options.against);
  const { cases, findings } = casesOf(situations, options.ids.map(keyOf));
  const numbers = await surveyFor(repository, local, reading, situations, options.to);
  const draw = drawing(repository, options.dryRun, numbers.everyMark);
  const { plans, highest, notices } = await planAll(repository, backlog, cases, {
    ...options,
    floor: numbers.floor,
    onDisk: numbers.onDisk,
    draw,
  });
  const changes = highest > 0 || backlog.settled;
  const rewriting = changes ? await rewritingOf(rootOf(repository), plans, backlog, highest) : NOTHING;
  await write(repository, rewriting, backlog.path, options);
  const stuck = plans.filter(({ parts }) => parts.some(({ to }) => to === undefined)).map(({ key }) => key);
  return {
    renumberings: plans,
    changes: rewriting.changes,
    unstaged: options.stage ? [] : pathsOf(rewriting),
    atRoot: repository.directory === repository.root,
    applied: !options.dryRun && rewriting.steps.length > 0,
    stuck: findings.filter(({ id }) => id !== null && stuck.includes(id)),
    notices: [...numbers.notices, ...settlement(backlog), ...notices],
  };
}

function settlement({ path, settled }: SettledBacklog): readonly string[] {
  return settled ? [`${path} was in conflict: both sides are merged item by item.`] : [];
}

const NOTHING: Rewriting = { steps: [], changes: [] };

interface Cases {
  readonly cases: readonly RenumberCase[];
  readonly findings: readonly Finding[];
}

/** Which IDs to settle: those asked for, wherever they collide, or each in the first situation that finds a collision. */
function casesOf(situations: readonly Situation[], asked: readonly string[]): Cases {
  const found = new Map<string, { readonly situation: Situation; readonly findings: Finding[] }>();
  for (const situation of situations) {
    for (const finding of collisionsIn(situation, asked)) {
      const known = found.get(finding.id ?? '');
      if (!known) found.set(finding.id ?? '', { situation, findings: [finding] });
      else if (known.situation === situation) known.findings.push(finding);
    }
  }
  const keys = asked.length > 0 ? asked : [...found.keys()].sort(byNumber);
  return {
    cases: keys.map((key) => ({ key, situations: [found.get(key)?.situation ?? situations].flat() })),
    findings: [...found.values()].flatMap(({ findings }) => findings),
  };
}

function byNumber(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}

function keyOf(text: string): string {
  const id = parseItemId(text);
  if (id) return formatItemId(id);
  throw new TidemarkError(
    'usage',
    `${text} is no ID.`,
    `An ID looks like WRK-027, with a number up to ${MAX_ITEM_NUMBER}.`,
  );
}

function drawing({ commonDir }: Repository, dryRun: boolean, everyMark: number) {
  return async (above: number): Promise<number> =>
    dryRun ? peekNumber(commonDir, above) : (await drawNumber(commonDir, above, everyMark)).number;
}

async function write(
  repository: Repository,
  rewriting: Rewriting,
  backlog: string,
  { dryRun, stage, force }: RenumberOptions,
): Promise<void> {
  await refuseUnsaved(repository, rewriting, backlog, { force, stage });
  if (dryRun || rewriting.steps.length === 0) return;
  await rewriteRecorded(repository, rewriting.steps, async () => {
    if (stage) await stagePaths(repository.directory, pathsOf(rewriting));
  });
}

/** Everything that changed, by its old and its new name; a directory stands for all that is in it. */
function pathsOf({ steps, changes }: Rewriting): readonly string[] {
  const moves = steps.filter((step) => step.kind === 'move');
  const whole = moves.filter(({ from }) => !moves.some(({ to }) => from.startsWith(`${to}/`)));
  const isInside = (path: string): boolean =>
    whole.some(({ from, to }) => path.startsWith(`${from}/`) || path.startsWith(`${to}/`));
  const single = changes.flatMap(({ from, to }) => [from, to]).filter((path) => !isInside(path));
  return [...new Set([...single, ...whole.flatMap(({ from, to }) => [from, to])])];
}
