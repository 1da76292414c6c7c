import { openRepository } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Report } from '../core/findings/report.ts';
import { checkAll } from './ledgers/check-all.ts';
import type { Comparison } from './comparison.ts';
import { compareIndex, compareWorkTree } from './comparisons/local-comparison.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { LocalSettings } from '../reading/settings.ts';

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
 * Checks a candidate, and changes nothing. Throws a `TidemarkError` where the question cannot be asked at all: `no-backlog`,
 * `not-a-repository`, `unknown-revision`, `history-missing`, `config`, `usage` or `git-failed`.
 */
export async function check({ cwd, configPath, target, strict }: CheckOptions): Promise<Report> {
  const repository = await openRepository(cwd);
  const local = await readLocalSettings(repository, configPath);
  return checkByOwnPolicy(repository, await compare(repository, target, local), strict, local);
}

/** Checks by the candidate's own policy, as everything does that runs on somebody's own machine. */
export async function checkByOwnPolicy(
  repository: Repository,
  comparison: Comparison,
  strict: boolean,
  local: LocalSettings,
): Promise<Report> {
  const terms = { ...ownTerms(comparison), strict, trustNoMark: false };
  const report = await checkAll(repository, comparison, terms, local);
  const isCheckedOut = comparison.kind === 'worktree' || comparison.kind === 'index' || comparison.atHand;
  if (!isCheckedOut || repository.root === undefined || report.findings.length === 0) return report;
  const { withCommandsAtHand } = await import('./commands-at-hand.ts');
  return withCommandsAtHand(repository, comparison.candidate, report, local, async () => {
    const worktree = await compareWorkTree(repository, local);
    return (await checkAll(repository, worktree, { ...terms, ...ownTerms(worktree) }, local)).findings;
  });
}

function ownTerms({ candidate: { settings } }: Comparison) {
  const { policy, ledgers, named } = settings;
  return { policy, ledgers, backlogs: named };
}

async function compare(
  repository: Repository,
  target: CheckTarget,
  local: LocalSettings,
): Promise<Comparison> {
  switch (target.kind) {
    case 'worktree':
      return compareWorkTree(repository, local);
    case 'index':
      return compareIndex(repository, local);
    case 'revision': {
      const { compareRevision } = await import('./comparisons/revision-comparison.ts');
      return compareRevision(repository, target.revision, target.bases, local);
    }
  }
}
