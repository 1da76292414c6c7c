import { z } from 'zod';

import { isNone, mergeRequest, objectName, pushOf, unnamed, untold } from './ci-event.ts';
import type { CiEvent, Environment } from './ci-event.ts';

/** Reads what GitHub tells: its variables, and the text of the file that `GITHUB_EVENT_PATH` names, if there is one. Never throws. */
export function readGithubEvent(env: Environment, payload: string | undefined): CiEvent {
  const name = env['GITHUB_EVENT_NAME'];
  if (!name) return untold('GITHUB_EVENT_NAME');
  if (name === 'pull_request_target') return REFUSED;
  const read = READERS.find(([prefix]) => name.startsWith(prefix))?.[1];
  if (!read) return { kind: 'checkout' };
  if (payload === undefined) return UNREADABLE;
  return read(payloadSchema().safeParse(parseJson(payload)).data ?? {}, env);
}

/** The others (`workflow_dispatch`, `schedule` and so on) name no commits. */
const READERS: readonly (readonly [prefix: string, read: (event: Payload, env: Environment) => CiEvent])[] = [
  ['pull_request', readPullRequest],
  ['merge_group', readMergeGroup],
  ['push', readPush],
];

const UNREADABLE: CiEvent = {
  kind: 'trouble',
  message: 'The event that GitHub describes in GITHUB_EVENT_PATH could not be read.',
  hint: 'In a container, mount that file and pass the variable on; or name the commits with --base and --head.',
};

const REFUSED: CiEvent = {
  kind: 'trouble',
  message:
    "Tidemark does not run on pull_request_target: such a run has access to the repository's secrets but would read a stranger's code.",
  hint: 'Use `on: pull_request`: it checks the same commits, without the secrets.',
};

function payloadSchema() {
  const text = z.string().optional().catch(undefined);
  const commits = z.object({ base_sha: text, head_sha: text }).optional().catch(undefined);
  const tip = z.object({ sha: text, ref: text }).optional().catch(undefined);
  return z.object({
    pull_request: z.object({ base: tip, head: tip }).optional().catch(undefined),
    merge_group: commits,
    before: text,
    after: text,
    ref: text,
    repository: z.object({ default_branch: text }).optional().catch(undefined),
  });
}

type Payload = Partial<z.infer<ReturnType<typeof payloadSchema>>>;

/** The name of the repository's default branch, where the event tells it. */
export function githubDefaultBranch(payload: string | undefined): string | undefined {
  return payloadSchema().safeParse(parseJson(payload ?? '')).data?.repository?.default_branch;
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function readPullRequest({ pull_request: request }: Payload, env: Environment): CiEvent {
  const head = objectName(request?.head?.sha);
  if (head === undefined) return unnamed('pull_request.head.sha of the event');
  const target = { base: request?.base?.sha, branch: request?.base?.ref };
  return (
    mergeRequest(target, head, objectName(env['GITHUB_SHA'])) ?? unnamed('pull_request.base.sha of the event')
  );
}

/** The queue has merged already: what it pushed is checked against what it started from. */
function readMergeGroup({ merge_group: group }: Payload): CiEvent {
  const commit = objectName(group?.head_sha);
  if (commit === undefined) return unnamed('merge_group.head_sha of the event');
  const before = objectName(group?.base_sha);
  if (before === undefined) return unnamed('merge_group.base_sha of the event');
  return { kind: 'push', commit, before, branch: undefined, queued: true };
}

function readPush({ before, after, ref }: Payload, env: Environment): CiEvent {
  // The branch is gone, and what is checked out is another one.
  if (isNone(after)) return { kind: 'checkout' };
  const commit = objectName(after) ?? objectName(env['GITHUB_SHA']);
  if (commit === undefined) return unnamed('GITHUB_SHA');
  const [, kind, branch] = /^refs\/(heads|tags)\/(.+)$/u.exec(ref ?? env['GITHUB_REF'] ?? '') ?? [];
  if (kind === undefined) return untold('ref of the event');
  return pushOf(commit, kind === 'heads' ? branch : undefined, before, 'before of the event');
}
