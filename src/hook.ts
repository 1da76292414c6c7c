import {
  findCommit,
  isAncestor,
  openRepository,
  readMergeHeads,
  resolveCommit,
} from './adapters/repository.ts';
import type { Repository } from './adapters/repository.ts';
import type { Report } from './core/report.ts';
import { TidemarkError } from './errors.ts';
import { parsePrePush, parsePreReceive } from './formats/pushed-refs.ts';
import type { PushedRef, RefReading } from './formats/pushed-refs.ts';
import { judgeAtGate } from './gate.ts';
import { judgeLocally } from './guard.ts';
import type { HookName } from './hook-block.ts';
import { matterOfIndex } from './local-matter.ts';
import { matterOfPush, readDestination, readOwnDestination } from './push.ts';
import type { Destination } from './push.ts';
import { matterOfRevision } from './revision-matter.ts';
import { readLocalSettings } from './settings.ts';
import type { LocalSettings } from './settings.ts';

/** What git hands to a hook. */
export interface HookCall {
  readonly name: HookName;
  /** Absolute: where git started the hook. */
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readStdin: () => Promise<string>;
}

/** What one hook judged: a report, or why there is none. */
export type Verdict = { readonly report: Report } | { readonly error: TidemarkError };

/**
 * Judges what git is about to do, or for `post-merge` has done, by the table of moments; one verdict per thing judged, several for a push of
 * several refs. A repository that never had a backlog has nothing to be judged. Changes nothing.
 */
export async function runHook(call: HookCall): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  await collect(verdicts, async () => {
    const repository = await openRepository(call.cwd);
    const local = await readLocalSettings(repository, undefined);
    for (const judgement of await HOOKS[call.name](repository, call, local)) {
      // One ref that cannot be judged must not hide what is wrong with the next.
      await collect(verdicts, judgement);
    }
    return undefined;
  });
  return verdicts;
}

async function collect(verdicts: Verdict[], judgement: Judgement): Promise<void> {
  try {
    const report = await judgement();
    if (report) verdicts.push({ report });
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    if (error.code !== 'no-backlog') verdicts.push({ error });
  }
}

type Judgement = () => Promise<Report | undefined>;

type Hook = (repository: Repository, call: HookCall, local: LocalSettings) => Promise<readonly Judgement[]>;

const HOOKS = {
  'pre-commit': async (repository, _call, local) => [async () => judgeIndex(repository, local)],
  'pre-merge-commit': async (repository, { env }, local) => {
    return [async () => judgeIndex(repository, local, await incomingHeads(repository, env))];
  },
  'post-merge': async (repository, _call, local) => [async () => judgeMerged(repository, local)],
  'pre-push': async (repository, { args, readStdin }, local) => {
    const refs = refsOf(parsePrePush(await readStdin()));
    const destination = await readDestination(repository, args[0] ?? '');
    return refs.map((ref) => async () => judgePushed(repository, ref, destination, local));
  },
  'pre-receive': async (repository, { readStdin }, local) => {
    const refs = refsOf(parsePreReceive(await readStdin()));
    const destination = await readOwnDestination(repository);
    return refs.map((ref) => async () => judgeReceived(repository, ref, destination, local));
  },
} satisfies Record<HookName, Hook>;

async function judgeIndex(
  repository: Repository,
  local: LocalSettings,
  merging?: readonly string[],
): Promise<Report> {
  const matter = await matterOfIndex(repository, local, merging);
  const report = await judgeLocally(repository, matter, false, local);
  // Git does not tell a hook that it amends; taking back the commit that drew a number looks like this.
  const lowered = report.findings.some(({ rule }) => rule === 'mark-regressed');
  return lowered ? { ...report, advice: GAPS_ARE_FREE } : report;
}

const GAPS_ARE_FREE =
  'when amending the commit that drew a number, leave the mark as it is: a gap in the numbers costs nothing.';

/** While it merges, git names the other sides in its environment alone: `GITHEAD_<oid>=<what the user typed>`. */
async function incomingHeads(repository: Repository, env: HookCall['env']): Promise<readonly string[]> {
  const named = Object.keys(env).flatMap((name) => /^GITHEAD_([0-9a-f]{40,64})$/u.exec(name)?.[1] ?? []);
  const heads = named.length > 0 ? named : await readMergeHeads(repository);
  if (heads.length > 0) return heads;
  throw new TidemarkError(
    'git-failed',
    'Git does not tell what is being merged.',
    'Let git itself run this hook; by hand, use `tidemark check --staged`.',
  );
}

async function judgeMerged(repository: Repository, local: LocalSettings): Promise<Report> {
  const [head, before] = await Promise.all([
    resolveCommit(repository, 'HEAD'),
    findCommit(repository, 'ORIG_HEAD'),
  ]);
  const descends = before !== undefined && (await isAncestor(repository, before.oid, head.oid));
  const matter = await matterOfRevision(repository, 'HEAD', descends ? ['ORIG_HEAD'] : [], local);
  // What others have pushed was judged when they did.
  return judgeLocally(repository, { ...matter, range: undefined }, false, local);
}

async function judgePushed(
  repository: Repository,
  ref: PushedRef,
  destination: Destination,
  local: LocalSettings,
): Promise<Report | undefined> {
  const matter = await matterOfPush(repository, ref, destination, local);
  return matter && judgeLocally(repository, matter, false, local);
}

async function judgeReceived(
  repository: Repository,
  ref: PushedRef,
  destination: Destination,
  local: LocalSettings,
): Promise<Report | undefined> {
  const matter = await matterOfPush(repository, ref, destination, local);
  const target = matter?.bases[0]?.snapshot.commit;
  return matter && judgeAtGate(repository, matter, { target, strict: false }, local);
}

function refsOf(reading: RefReading): readonly PushedRef[] {
  if ('refs' in reading) return reading.refs;
  throw new TidemarkError(
    'git-failed',
    `Git describes what is pushed in a way that is not understood: ${reading.strange}`,
    'Let git itself run this hook.',
  );
}
