import { problem } from '../remark.ts';
import type { Patient, Remark } from '../remark.ts';

/** Whether earlier commits are there to be asked. */
export async function examineHistory({ repository: { shallow } }: Patient): Promise<readonly Remark[]> {
  if (!shallow) return [];
  const message = 'This clone is shallow: older commits are missing, and some checks end with exit code 3.';
  return [
    problem(
      message,
      'Run `git fetch --unshallow`; in CI set `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab).',
    ),
  ];
}
