import { openRepository } from './adapters/repository.ts';
import type { Repository } from './adapters/repository.ts';
import type { Report } from './core/report.ts';
import { judge } from './judge.ts';
import type { Matter } from './judge.ts';
import { matterOfIndex, matterOfWorkTree } from './local-matter.ts';
import { matterOfRevision } from './revision-matter.ts';
import { readLocalSettings } from './settings.ts';
import type { LocalSettings } from './settings.ts';

export type CheckTarget =
  /** The work tree against HEAD; if nothing guarded differs, HEAD against its parents. */
  | { readonly kind: 'worktree' }
  /** The index against HEAD and the other parents of a merge under way. */
  | { readonly kind: 'index' }
  /** A commit; without bases against its parents. A base it does not descend from is merged with it first. */
  | { readonly kind: 'revision'; readonly revision: string; readonly bases: readonly string[] };

export interface CheckOptions {
  /** Absolute; anywhere inside the repository. */
  readonly cwd: string;
  /** Takes the place of the candidate's own configuration. */
  readonly configPath?: string | undefined;
  readonly target: CheckTarget;
  /** Inherited findings keep their rule's own level. */
  readonly strict: boolean;
}

/**
 * Judges a candidate, and changes nothing. Throws a `TidemarkError` where the question cannot be asked at all: `no-backlog`,
 * `not-a-repository`, `unknown-revision`, `history-missing`, `config`, `usage` or `git-failed`.
 */
export async function check({ cwd, configPath, target, strict }: CheckOptions): Promise<Report> {
  const repository = await openRepository(cwd);
  const local = await readLocalSettings(repository, configPath);
  return judgeLocally(repository, await matterOf(repository, target, local), strict, local);
}

/** Judges by the candidate's own policy, as everything does that runs on somebody's own machine. */
export async function judgeLocally(
  repository: Repository,
  matter: Matter,
  strict: boolean,
  local: LocalSettings,
): Promise<Report> {
  const { policy } = matter.candidate.settings;
  return judge(repository, matter, { policy, strict, trustNoMark: false }, local);
}

async function matterOf(repository: Repository, target: CheckTarget, local: LocalSettings): Promise<Matter> {
  switch (target.kind) {
    case 'worktree':
      return matterOfWorkTree(repository, local);
    case 'index':
      return matterOfIndex(repository, local);
    case 'revision':
      return matterOfRevision(repository, target.revision, target.bases, local);
  }
}
