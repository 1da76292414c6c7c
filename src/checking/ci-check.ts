import { readEventFile } from '../adapters/disk/ci-event-file.ts';
import { readRemoteDefault } from '../adapters/git/publication.ts';
import type { Branch } from '../adapters/git/publication.ts';
import { named, openRepository } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { ciComparison, namedComparison } from './comparisons/ci-comparison.ts';
import type { Report } from '../core/findings/report.ts';
import { TidemarkError } from '../errors.ts';
import type { CiEvent, Environment } from '../formats/ci/ci-event.ts';
import { githubDefaultBranch, readGithubEvent } from '../formats/ci/github-event.ts';
import { readGitlabEvent } from '../formats/ci/gitlab-event.ts';
import { checkByTargetPolicy } from './target-policy.ts';
import type { Comparison } from './comparison.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { LocalSettings } from '../reading/settings.ts';

export interface CiOptions {
  /** Absolute; anywhere inside the checkout. */
  readonly cwd: string;
  readonly env: Environment;
  readonly configPath?: string | undefined;
  readonly strict: boolean;
  /** Any revisions; they override what the environment tells. */
  readonly base?: string | undefined;
  readonly head?: string | undefined;
}

/**
 * Checks what a run of CI is about: what a merge request would make of its target, or what a push brought. Fetches nothing.
 * Throws `history-missing` where the checkout is too shallow, `refused` for an event that is not to be checked, and what `check` throws.
 */
export async function checkCi({ cwd, env, configPath, strict, base, head }: CiOptions): Promise<Report> {
  const repository = named(await openRepository(cwd), 'remote');
  const local = await readLocalSettings(repository, configPath);
  const { comparison, target } = await compareRun(repository, { env, base, head }, local);
  return checkByTargetPolicy(repository, comparison, { target, strict }, local);
}

async function compareRun(
  repository: Repository,
  { env, base, head }: Pick<CiOptions, 'env' | 'base' | 'head'>,
  local: LocalSettings,
): Promise<{ readonly comparison: Comparison; readonly target: string | undefined }> {
  if (base !== undefined) return namedComparison(repository, base, head ?? 'HEAD', local);
  const { event, defaultBranch } = await readEvent(env);
  if (event.kind === 'trouble') throw new TidemarkError('refused', event.message, event.hint);
  const known = await findDefault(repository, event, defaultBranch);
  if (head === undefined) return ciComparison(repository, event, known, local);
  if (event.kind === 'merge-request')
    return ciComparison(repository, { ...event, head, result: undefined }, known, local);
  throw new TidemarkError('usage', 'Outside of a merge request --head needs --base.', HINT);
}

/** In a fork, the CI tells of the fork's own. */
async function findDefault(
  repository: Repository,
  event: CiEvent,
  name: string | undefined,
): Promise<Branch | undefined> {
  return event.kind === 'merge-request' && event.remote !== undefined
    ? readRemoteDefault(repository, event.remote)
    : readRemoteDefault(repository, 'origin', name);
}

const HINT = 'Give both ends: `tidemark check --ci --base origin/main --head HEAD`.';

interface Run {
  readonly event: CiEvent;
  /** Its name, where the CI tells it. */
  readonly defaultBranch: string | undefined;
}

async function readEvent(env: Environment): Promise<Run> {
  if (isOn(env['GITHUB_ACTIONS'])) {
    const payload = await readEventFile(env['GITHUB_EVENT_PATH']);
    return { event: readGithubEvent(env, payload), defaultBranch: githubDefaultBranch(payload) };
  }
  if (isOn(env['GITLAB_CI'])) return { event: readGitlabEvent(env), defaultBranch: env['CI_DEFAULT_BRANCH'] };
  throw new TidemarkError('usage', 'Tidemark does not recognise this CI (only GitHub and GitLab).', HINT);
}

/** Both write `true`; people who try something by hand write what they like. */
function isOn(value: string | undefined): boolean {
  return !/^(?:|0|false)$/iu.test(value ?? '');
}
