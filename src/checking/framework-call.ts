import { openRepository, resolveCommit } from '../adapters/git/repository.ts';
import type { HookCall } from './git-hook.ts';

/** What a program is told that the pre-commit framework starts: it has the environment, and neither the hook's arguments nor its input. */
type FrameworkCall = Omit<HookCall, 'name' | 'args'>;

/**
 * Which hook the framework stands in for, with the arguments and the input that git gave to it; undefined for an occasion at which nothing is
 * to be checked. So one entry of its configuration, which need not name any stage, serves all versions of it.
 */
export async function readFrameworkCall(call: FrameworkCall): Promise<HookCall | undefined> {
  const { env } = call;
  if (env['PRE_COMMIT_REMOTE_BRANCH'] !== undefined) return pushCall(call);
  if (OTHER_OCCASIONS.some((name) => env[name] !== undefined)) return undefined;
  if (env['PRE_COMMIT_IS_SQUASH_MERGE'] !== undefined) return { ...call, name: 'post-merge', args: [] };
  const isMerge = Object.keys(env).some((name) => name.startsWith('GITHEAD_'));
  return { ...call, name: isMerge ? 'pre-merge-commit' : 'pre-commit', args: [] };
}

const OTHER_OCCASIONS = [
  'PRE_COMMIT_CHECKOUT_TYPE',
  'PRE_COMMIT_COMMIT_MSG_SOURCE',
  'PRE_COMMIT_PRE_REBASE_UPSTREAM',
  'PRE_COMMIT_REWRITE_COMMAND',
];

/** The line that git wrote. Of a push of several refs the framework passes on the first only; of one that begins a history, no commits. */
async function pushCall(call: FrameworkCall): Promise<HookCall> {
  const { env } = call;
  const local = env['PRE_COMMIT_LOCAL_BRANCH'] ?? 'HEAD';
  const tip = env['PRE_COMMIT_TO_REF'] || (await resolveCommit(await openRepository(call.cwd), local)).oid;
  const old = env['PRE_COMMIT_FROM_REF'] || '0'.repeat(tip.length);
  const line = `${local} ${tip} ${env['PRE_COMMIT_REMOTE_BRANCH']} ${old}\n`;
  const args = [env['PRE_COMMIT_REMOTE_NAME'] ?? '', env['PRE_COMMIT_REMOTE_URL'] ?? ''];
  return { ...call, name: 'pre-push', args, readStdin: async () => line };
}
