import { openRepository } from '../../src/adapters/git/repository.ts';
import { TidemarkError } from '../../src/errors.ts';
import { check, checkByOwnPolicy } from '../../src/checking/check.ts';
import { compareRevision } from '../../src/checking/comparisons/revision-comparison.ts';
import { readLocalSettings } from '../../src/reading/settings.ts';
import type { CheckOptions, CheckTarget } from '../../src/checking/check.ts';
import type { Report } from '../../src/core/findings/report.ts';
import type { TestRepo } from './repo.ts';

/** The three targets as a reader of tests wants them: `'worktree'`, `'index'`, `'rev main'`, `'rev side --base main'`. */
export async function checkRepo(
  repo: Pick<TestRepo, 'root'>,
  target: string,
  options: Partial<Omit<CheckOptions, 'target'>> = {},
): Promise<Report> {
  return check({ cwd: repo.root, strict: false, ...options, target: parseTarget(target) });
}

/** What was found, one line each: `error mark-behind WRK-002`; old trouble begins with `inherited`. */
export function told({ findings }: Pick<Report, 'findings'>): readonly string[] {
  return findings.map(({ rule, severity, inherited, id }) =>
    [inherited ? 'inherited' : severity, rule, ...(id === null ? [] : [id])].join(' '),
  );
}

/** Checks commits against their parents, one repository opened once; the reports in the order of the commits. */
export async function checkEach(
  repo: Pick<TestRepo, 'root'>,
  commits: readonly string[],
): Promise<readonly Report[]> {
  const repository = await openRepository(repo.root);
  const local = await readLocalSettings(repository, undefined);
  const reports: Report[] = [];
  for (const commit of commits) {
    const comparison = await compareRevision(repository, commit, [], local);
    reports.push(await checkByOwnPolicy(repository, comparison, false, local));
  }
  return reports;
}

/** `told` and `check` in one. */
export async function verdict(repo: Pick<TestRepo, 'root'>, target: string): Promise<readonly string[]> {
  return told(await checkRepo(repo, target));
}

/** How asking fails: `code: message`. */
export async function failure(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof TidemarkError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'no failure';
}

function parseTarget(target: string): CheckTarget {
  const [kind, revision = '', ...rest] = target.split(' ');
  if (kind === 'worktree' || kind === 'index') return { kind };
  return { kind: 'revision', revision, bases: rest.filter((word) => word !== '--base') };
}
