import {
  findCommit,
  isAncestor,
  named,
  openRepository,
  readMergeHeads,
  resolveCommit,
} from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Report } from '../core/findings/report.ts';
import { TidemarkError } from '../errors.ts';
import type { RefReading } from '../formats/pushed-refs.ts';
import { checkByOwnPolicy } from './check.ts';
import type { Comparison } from './comparison.ts';
import type { CheckingHook } from './hook-name.ts';
import { compareIndex } from './comparisons/local-comparison.ts';
import type { PushTarget } from './comparisons/push-target.ts';
import { expectLedgers } from '../reading/ledgers/expected-folders.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { LocalSettings } from '../reading/settings.ts';

/** What git hands to a hook. */
export interface HookCall {
  readonly name: CheckingHook;
  /** Absolute: where git started the hook. */
  readonly cwd: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readStdin: () => Promise<string>;
}

/** What one hook checked: a report, or why there is none. */
export type Verdict = { readonly report: Report } | { readonly error: TidemarkError };

/**
 * Checks what git is about to do, or for `post-merge` has done, by the table of moments; one verdict per thing checked, several for a push of
 * several refs. A repository that never had a backlog has nothing to be checked. Changes nothing.
 */
export async function runHook(call: HookCall): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  await collect(verdicts, async () => {
    const expect = call.name === 'pre-commit' ? expectLedgers(call.cwd) : undefined;
    const opened = await openRepository(call.cwd, expect);
    // Git runs its hooks at the root, and says where whoever called it stands.
    const repository = { ...opened, atRoot: opened.atRoot && !call.env['GIT_PREFIX'] };
    const local = await readLocalSettings(repository, undefined);
    const checks = await HOOKS[call.name](repository, call, local);
    // Checked side by side, they ask git together.
    for (let at = 0; at < checks.length; at += AT_ONCE) {
      const some = checks.slice(at, at + AT_ONCE).map(async (check) => {
        // One ref that cannot be checked must not hide what is wrong with the next.
        const own: Verdict[] = [];
        await collect(own, check);
        return own;
      });
      verdicts.push(...(await Promise.all(some)).flat());
    }
    return undefined;
  });
  return verdicts;
}

const AT_ONCE = 100;

async function collect(verdicts: Verdict[], check: Check): Promise<void> {
  try {
    const report = await check();
    if (report) verdicts.push({ report });
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    if (error.code !== 'no-backlog') verdicts.push({ error });
  }
}

type Check = () => Promise<Report | undefined>;

type Hook = (repository: Repository, call: HookCall, local: LocalSettings) => Promise<readonly Check[]>;

const HOOKS = {
  'pre-commit': async (repository, _call, local) => [async () => checkIndex(repository, local)],
  'pre-merge-commit': async (repository, { env }, local) => {
    return [async () => checkIndex(repository, local, await incomingHeads(repository, env))];
  },
  'post-merge': async (repository, _call, local) => [async () => checkMerged(repository, local)],
  'pre-push': async (opened, { args, readStdin }, local) => {
    const { comparePush, distinctRefs, parsePrePush, readNewWork, readPushTarget } = await pushing();
    const repository = named(opened, 'remote');
    const { refs } = read(parsePrePush(await readStdin()));
    const pushTarget = await readPushTarget(repository, args[0] ?? '');
    const workOf = await readNewWork(repository, refs, pushTarget);
    return distinctRefs(refs, pushTarget).map((ref) => async () => {
      const comparison = await comparePush(repository, ref, pushTarget, local, workOf);
      return comparison && checkByOwnPolicy(repository, comparison, false, local);
    });
  },
  'pre-receive': async (opened, { readStdin }, local) => {
    const { comparePush, distinctRefs, parsePreReceive, readNewWork, readOwnPushTarget } = await pushing();
    const repository = named(opened, 'server');
    const { refs, deleted } = read(parsePreReceive(await readStdin()));
    const pushTarget = await readOwnPushTarget(repository, [...refs.map(({ ref }) => ref), ...deleted]);
    const workOf = await readNewWork(repository, refs, pushTarget);
    const checks = distinctRefs(refs, pushTarget).map((ref) => async () => {
      const comparison = await comparePush(repository, ref, pushTarget, local, workOf);
      return comparison && checkReceived(repository, comparison, pushTarget, local);
    });
    return [...checks, async () => refuseDeletion(deleted, pushTarget)];
  },
} satisfies Record<CheckingHook, Hook>;

/** Every commit waits for what is loaded here, and few of them are pushed at once. */
async function pushing() {
  return {
    ...(await import('./comparisons/push-comparison.ts')),
    ...(await import('./comparisons/push-target.ts')),
    ...(await import('../formats/pushed-refs.ts')),
  };
}

async function checkIndex(
  repository: Repository,
  local: LocalSettings,
  merging?: readonly string[],
): Promise<Report> {
  const comparison = await compareIndex(repository, local, merging);
  const report = await checkByOwnPolicy(repository, comparison, false, local);
  if (report.findings.length === 0) return report;
  const { withAdviceOnAmending } = await import('./amending.ts');
  return withAdviceOnAmending(repository, report, local);
}

/** While it merges, git names the other sides in its environment alone: `GITHEAD_<oid>=<what the user typed>`. */
async function incomingHeads(repository: Repository, env: HookCall['env']): Promise<readonly string[]> {
  const named = Object.keys(env).flatMap((name) => /^GITHEAD_([0-9a-f]{40,64})$/u.exec(name)?.[1] ?? []);
  const heads = named.length > 0 ? named : await readMergeHeads(repository);
  if (heads.length > 0) return heads;
  throw new TidemarkError(
    'git-failed',
    'Git does not say what is being merged.',
    'Let git itself run this hook; by hand, use `tidemark check --staged`.',
  );
}

async function checkMerged(repository: Repository, local: LocalSettings): Promise<Report> {
  const [head, before] = await Promise.all([
    resolveCommit(repository, 'HEAD'),
    findCommit(repository, 'ORIG_HEAD'),
  ]);
  const descends = before !== undefined && (await isAncestor(repository, before.oid, head.oid));
  const { compareRevision } = await import('./comparisons/revision-comparison.ts');
  const comparison = await compareRevision(repository, 'HEAD', descends ? ['ORIG_HEAD'] : [], local);
  const atHand = before !== undefined && head.parents.includes(before.oid);
  // What others have pushed was checked when they did.
  return checkByOwnPolicy(repository, { ...comparison, atHand, range: undefined }, false, local);
}

async function checkReceived(
  repository: Repository,
  comparison: Comparison,
  { defaultBranch }: PushTarget,
  local: LocalSettings,
): Promise<Report> {
  const { checkByTargetPolicy } = await import('./target-policy.ts');
  // No branch can weaken the policy for itself first.
  const target = defaultBranch?.commit ?? comparison.bases[0]?.snapshot.commit;
  return checkByTargetPolicy(repository, comparison, { target, strict: false }, local);
}

async function refuseDeletion(deleted: readonly string[], { isProtected }: PushTarget): Promise<undefined> {
  const [ref] = deleted.filter(isProtected);
  if (ref === undefined) return;
  throw new TidemarkError(
    'refused',
    `${ref} is protected here: without it nobody can tell what its IDs mean.`,
    'Let its server no longer protect it first, by HEAD or by the setting `tidemark.protected`.',
  );
}

function read(reading: RefReading): Extract<RefReading, { readonly refs: unknown }> {
  if ('refs' in reading) return reading;
  throw new TidemarkError(
    'git-failed',
    `Git describes what is pushed in a way that is not understood: ${reading.strange}`,
    'Let git itself run this hook.',
  );
}
