import { mergeRequest, objectName, pushOf, unnamed, untold } from './ci-event.ts';
import type { CiEvent, Environment } from './ci-event.ts';

/** Reads what GitLab tells in its variables. Never throws. */
export function readGitlabEvent(env: Environment): CiEvent {
  const commit = objectName(env['CI_COMMIT_SHA']);
  if (commit === undefined) return unnamed('CI_COMMIT_SHA');
  const source = env['CI_PIPELINE_SOURCE'];
  if (!source) return untold('CI_PIPELINE_SOURCE');
  // The child of a pipeline has another source, and the variables of its parent.
  const request = REQUESTS.find(
    ({ event, prefix }) => source === event || env[`${prefix}_TARGET_BRANCH_NAME`],
  );
  if (request) return readRequest(env, request.prefix, commit);
  if (UNRELATED.has(source)) return { kind: 'checkout' };
  if (env['CI_COMMIT_TAG']) return pushOf(commit, undefined, undefined, 'CI_COMMIT_BEFORE_SHA');
  const branch = env['CI_COMMIT_BRANCH'];
  if (!branch) return untold('CI_COMMIT_BRANCH');
  return pushOf(commit, branch, env['CI_COMMIT_BEFORE_SHA'], 'CI_COMMIT_BEFORE_SHA');
}

/** Of GitLab itself, and of a repository on GitHub that GitLab builds. */
const REQUESTS = [
  { event: 'merge_request_event', prefix: 'CI_MERGE_REQUEST' },
  { event: 'external_pull_request_event', prefix: 'CI_EXTERNAL_PULL_REQUEST' },
] as const;

/** By hand, by the clock, or by another project: GitLab repeats the last push's CI_COMMIT_BEFORE_SHA or says zero. */
const UNRELATED: ReadonlySet<string> = new Set([
  'api',
  'chat',
  'container_registry_push',
  'ondemand_dast_scan',
  'ondemand_dast_validation',
  'pipeline',
  'schedule',
  'security_orchestration_policy',
  'trigger',
  'web',
  'webide',
]);

/**
 * For merged results and merge trains GitLab names both tips, and the pipeline's commit is the outcome. Otherwise it names neither, and
 * the pipeline's commit is the branch's. CI_MERGE_REQUEST_DIFF_BASE_SHA is the fork, never the tip.
 */
function readRequest(env: Environment, prefix: (typeof REQUESTS)[number]['prefix'], result: string): CiEvent {
  const head = objectName(env[`${prefix}_SOURCE_BRANCH_SHA`]) ?? result;
  const target = {
    base: env[`${prefix}_TARGET_BRANCH_SHA`],
    branch: env[`${prefix}_TARGET_BRANCH_NAME`],
  };
  const event = mergeRequest(target, head, result) ?? unnamed(`${prefix}_TARGET_BRANCH_SHA`);
  return event.kind === 'merge-request' && isOfFork(env) ? { ...event, remote: 'upstream' } : event;
}

/** In a fork's pipeline `origin` is the fork, whose branches may have anything. */
function isOfFork(env: Environment): boolean {
  const target = env['CI_MERGE_REQUEST_PROJECT_ID'];
  return Boolean(target) && target !== env['CI_PROJECT_ID'];
}
