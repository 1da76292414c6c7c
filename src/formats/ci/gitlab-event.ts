import { mergeRequest, objectName, pushOf, unnamed } from './ci-event.ts';
import type { CiEvent, Environment } from './ci-event.ts';

/** Reads what GitLab tells in its variables. Never throws. */
export function readGitlabEvent(env: Environment): CiEvent {
  const commit = objectName(env['CI_COMMIT_SHA']);
  if (commit === undefined) return unnamed('CI_COMMIT_SHA');
  if (env['CI_PIPELINE_SOURCE'] === 'merge_request_event') return readMergeRequest(env, commit);
  // By hand or by the clock, GitLab repeats the last push's CI_COMMIT_BEFORE_SHA or says zero.
  if (env['CI_PIPELINE_SOURCE'] !== 'push') return { kind: 'checkout' };
  return pushOf(commit, env['CI_COMMIT_BRANCH'], env['CI_COMMIT_BEFORE_SHA'], 'CI_COMMIT_BEFORE_SHA');
}

/**
 * For merged results and merge trains GitLab names both tips, and the pipeline's commit is the outcome. Otherwise it names neither, and
 * the pipeline's commit is the branch's. CI_MERGE_REQUEST_DIFF_BASE_SHA is the fork, never the tip.
 */
function readMergeRequest(env: Environment, result: string): CiEvent {
  const head = objectName(env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA']) ?? result;
  const target = {
    base: env['CI_MERGE_REQUEST_TARGET_BRANCH_SHA'],
    branch: env['CI_MERGE_REQUEST_TARGET_BRANCH_NAME'],
  };
  return mergeRequest(target, head, result) ?? unnamed('CI_MERGE_REQUEST_TARGET_BRANCH_SHA');
}
