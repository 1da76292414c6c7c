import { openRepository } from '../../src/adapters/repository.ts';
import { TidemarkError } from '../../src/errors.ts';
import { check, judgeLocally } from '../../src/guard.ts';
import { matterOfRevision } from '../../src/revision-matter.ts';
import { readLocalSettings } from '../../src/settings.ts';
import type { CheckOptions, CheckTarget } from '../../src/guard.ts';
import type { Report } from '../../src/core/report.ts';
import type { TestRepo } from './repo.ts';

/** The three targets as a reader of tests wants them: `'worktree'`, `'index'`, `'rev main'`, `'rev side --base main'`. */
export async function judge(
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

/** Judges commits against their parents, one repository opened once; the reports in the order of the commits. */
export async function judgeEach(
  repo: Pick<TestRepo, 'root'>,
  commits: readonly string[],
): Promise<readonly Report[]> {
  const repository = await openRepository(repo.root);
  const local = await readLocalSettings(repository, undefined);
  const reports: Report[] = [];
  for (const commit of commits) {
    const matter = await matterOfRevision(repository, commit, [], local);
    reports.push(await judgeLocally(repository, matter, false, local));
  }
  return reports;
}

/** `told` and `judge` in one. */
export async function verdict(repo: Pick<TestRepo, 'root'>, target: string): Promise<readonly string[]> {
  return told(await judge(repo, target));
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
