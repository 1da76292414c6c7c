import { readEventFile } from './adapters/ci.ts';
import { openRepository } from './adapters/repository.ts';
import type { Repository } from './adapters/repository.ts';
import { ciMatter, namedMatter } from './ci-matter.ts';
import type { Report } from './core/report.ts';
import { TidemarkError } from './errors.ts';
import type { CiEvent, Environment } from './formats/ci-event.ts';
import { readGithubEvent } from './formats/github-event.ts';
import { readGitlabEvent } from './formats/gitlab-event.ts';
import { judgeAtGate } from './gate.ts';
import type { Matter } from './judge.ts';
import { readLocalSettings } from './settings.ts';
import type { LocalSettings } from './settings.ts';

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
 * Judges what a run of CI is about: what a merge request would make of its target, or what a push brought. Fetches nothing.
 * Throws `history-missing` where the checkout is too shallow, `refused` for an event that is not to be judged, and what `check` throws.
 */
export async function checkCi({ cwd, env, configPath, strict, base, head }: CiOptions): Promise<Report> {
  const repository = await openRepository(cwd);
  const local = await readLocalSettings(repository, configPath);
  const { matter, target } = await matterOfRun(repository, { env, base, head }, local);
  return judgeAtGate(repository, matter, { target, strict }, local);
}

async function matterOfRun(
  repository: Repository,
  { env, base, head }: Pick<CiOptions, 'env' | 'base' | 'head'>,
  local: LocalSettings,
): Promise<{ readonly matter: Matter; readonly target: string | undefined }> {
  if (base !== undefined) return namedMatter(repository, base, head ?? 'HEAD', local);
  const event = await readEvent(env);
  if (event.kind === 'trouble') throw new TidemarkError('refused', event.message, event.hint);
  if (head === undefined) return ciMatter(repository, event, local);
  if (event.kind === 'merge-request') return ciMatter(repository, { ...event, head }, local);
  throw new TidemarkError('usage', 'Outside of a merge request --head needs --base.', HINT);
}

const HINT = 'Name both: `tidemark check --ci --base origin/main --head HEAD`.';

async function readEvent(env: Environment): Promise<CiEvent> {
  if (env['GITHUB_ACTIONS']) return readGithubEvent(env, await readEventFile(env['GITHUB_EVENT_PATH']));
  if (env['GITLAB_CI']) return readGitlabEvent(env);
  throw new TidemarkError('usage', 'This is no CI that Tidemark can ask: neither GitHub nor GitLab.', HINT);
}
