import { readOperation } from '../../adapters/git/conflict/operation.ts';
import { listCommitGraph } from '../../adapters/git/file-history.ts';
import { findCommit, openRepository, resolveCommit } from '../../adapters/git/repository.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { parseRewritten } from '../../formats/rewritten-commits.ts';
import { readLocalSettings } from '../../reading/settings.ts';
import type { LocalSettings } from '../../reading/settings.ts';
import { draftWorkTree } from '../merging/draft.ts';
import type { Draft } from '../merging/draft.ts';
import { itemsAt } from '../merging/items-at.ts';
import { casesOf } from '../planning/renumber-cases.ts';
import { groundOf } from '../planning/renumber-situations.ts';
import { endedSides, writeEnded } from './ended-rebase.ts';
import { followedPaths, followMoves } from './follow-moves.ts';
import { readMemory } from './rebase-memory.ts';
import type { RebaseMemory } from './rebase-memory.ts';

/** What a rebase left to do, for `tidemark resolve`; every list empty where all is well. */
export interface RewriteAdvice {
  /** A sentence for each ID with two meanings. */
  readonly collisions: readonly string[];
  /** Items that the branch had, by ID and title. */
  readonly lost: readonly string[];
  /** Files that still have an ID from before the rebase. */
  readonly behind: readonly string[];
}

/**
 * Looks at what a rebase made, while git still has the rebase: picks that went through without a stop ran no hook. `input` is what git tells a
 * post-rewrite hook. What is left to do is kept for `tidemark resolve`. Undefined for anything but a rebase.
 */
export async function adviseAfterRewrite(
  cwd: string,
  command: string | undefined,
  input: string,
): Promise<RewriteAdvice | undefined> {
  if (command !== 'rebase') return undefined;
  const repository = await openRepository(cwd);
  const { rebaseDirectory } = await readOperation(repository);
  const memory = await withEnds(repository, await readMemory(rebaseDirectory), input);
  if (!memory) return undefined;
  const local = await readLocalSettings(repository, undefined);
  const rewritten = parseRewritten(input, memory.done, memory.onto);
  const parts = [await adviseOn(repository, local, memory, rewritten)];
  for (const backlog of parts[0]?.followed.reading.settings.named ?? [])
    parts.push(await adviseOn(repository, { ...local, backlog }, memory, rewritten));
  const [top] = parts;
  const ofLedgers = top ? await collisionsInLedgers(repository, local, top.followed, memory.onto) : [];
  const advice = {
    collisions: [...parts.flatMap(({ findings }) => findings), ...ofLedgers].map(({ message }) => message),
    lost: parts.flatMap(({ draft }) => draft.files.flatMap(({ restored }) => restored)),
    behind: parts.flatMap(({ draft, followed }) => followedPaths(draft, followed)),
  };
  const skipped = parts.flatMap((part) => part.skipped);
  const isDone = [advice.collisions, advice.lost, advice.behind].every((list) => list.length === 0);
  const head = await resolveCommit(repository, 'HEAD');
  const { moves, onto, tip } = memory;
  await writeEnded(
    repository,
    isDone ? undefined : { moves: [...moves], onto, tip, head: head.oid, skipped },
  );
  return advice;
}

/** What is left to do in one backlog. */
async function adviseOn(
  repository: Repository,
  local: LocalSettings,
  memory: RebaseMemory,
  rewritten: ReadonlySet<string>,
) {
  const skipped = await skippedItems(repository, local, memory, rewritten);
  const { draft, followed } = await draftOf(repository, local, memory, skipped);
  const terms = { operation: IDLE, since: memory.onto };
  const { situations } = await groundOf(repository, local, followed, terms);
  return { draft, followed, skipped, findings: casesOf(situations, []).findings };
}

/** The same of ledgers of files. */
async function collisionsInLedgers(
  repository: Repository,
  local: LocalSettings,
  { reading }: Draft,
  since: string | undefined,
): Promise<readonly Finding[]> {
  const { ledgers } = reading.settings;
  if (ledgers.length === 0) return [];
  const { casesOfLedger } = await import('../ledgers/ledger-cases.ts');
  const { groundOfLedgers } = await import('../ledgers/ledger-ground.ts');
  const terms = { operation: IDLE, since, isMidway: false };
  const grounds = await groundOfLedgers(repository, local, reading, ledgers, terms);
  return grounds.flatMap((ground) => casesOfLedger(ground, undefined).cases.flatMap((one) => one.findings));
}

/** A rebase by patches (`--apply`) writes down where it begins and ends only as it stops. */
async function withEnds(
  repository: Repository,
  memory: RebaseMemory | undefined,
  input: string,
): Promise<RebaseMemory | undefined> {
  if (!memory || (memory.onto && memory.tip)) return memory;
  const [, first = ''] = /^[0-9a-f]{40,64} ([0-9a-f]{40,64})/u.exec(input) ?? [];
  const [onto] = (await findCommit(repository, first))?.parents ?? [];
  const tip = await findCommit(repository, 'ORIG_HEAD');
  return onto === undefined || !tip ? undefined : { ...memory, onto, tip: tip.oid };
}

/** Git has nothing more to do than to tidy up. */
const IDLE = {
  kind: 'none',
  merging: [],
  incoming: undefined,
  rebaseDirectory: undefined,
  plain: false,
} as const;

async function draftOf(
  repository: Repository,
  local: LocalSettings,
  memory: RebaseMemory,
  skipped: readonly string[],
): Promise<{ readonly draft: Draft; readonly followed: Draft }> {
  const sides = await endedSides(repository, memory);
  const terms = { operation: IDLE, sides, skipped, all: true, dryRun: true };
  const draft = await draftWorkTree(repository, local, terms);
  return { draft, followed: await followMoves(repository, local, draft, memory) };
}

/** `created` and title of what only commits added that the rebase left out: whoever leaves out a commit means to. */
async function skippedItems(
  repository: Repository,
  local: LocalSettings,
  { onto, tip }: RebaseMemory,
  rewritten: ReadonlySet<string>,
): Promise<string[]> {
  const graph = await listCommitGraph(repository.directory, [tip], [], [onto]);
  const left = [...graph].filter(([commit, parents]) => parents.length < 2 && !rewritten.has(commit));
  const added = left.map(async ([commit, [parent]]) => {
    const [now, before] = await Promise.all(
      [commit, parent].map(async (name) => itemsAt(repository, local, name)),
    );
    return [...(now ?? [])].filter((item) => !before?.has(item));
  });
  return (await Promise.all(added)).flat();
}
