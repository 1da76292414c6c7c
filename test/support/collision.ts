import { check } from '../../src/checking/check.ts';
import { mergeDriverConfig } from '../../src/wiring/merge-driver-config.ts';
import { renumber } from '../../src/renumbering/renumber.ts';
import type { RenumberOptions, RenumberReport } from '../../src/renumbering/renumber.ts';
import { BIN } from './cli.ts';
import { createRepo } from './repo.ts';
import type { Files, TestRepo } from './repo.ts';
import { backlog } from './texts.ts';
import type { ItemText } from './texts.ts';

/** The two items that every test starts from, and the two that take one number. */
export const OLD = ['WRK-001 One', 'WRK-002 Two'] as const;
export const OURS = 'WRK-003 Ours thing';
export const THEIRS = 'WRK-003 Theirs thing';

/** Where the driver's attributes point. */
export const PATHS = [{ backlog: 'BACKLOG.yaml', worklog: '_worklog' }] as const;

export function items(...list: readonly ItemText[]): Files {
  return { 'BACKLOG.yaml': backlog({ items: list }) };
}

/** The same with a mark that remembers more. */
export function marked(mark: number, ...list: readonly ItemText[]): Files {
  return { 'BACKLOG.yaml': backlog({ items: list, mark }) };
}

export async function repair(
  repo: TestRepo,
  options: Partial<RenumberOptions> = {},
): Promise<RenumberReport> {
  return renumber({ ids: [], dryRun: false, stage: false, force: false, cwd: repo.root, ...options });
}

/** New errors and warnings of the work tree against HEAD and MERGE_HEAD; if nothing differs, of HEAD against its parents. */
export async function troubleIn(repo: TestRepo): Promise<readonly string[]> {
  const { findings } = await check({ cwd: repo.root, target: { kind: 'worktree' }, strict: false });
  return findings.filter(({ inherited }) => !inherited).map(({ rule, message }) => `${rule}: ${message}`);
}

/** `ours` on main and `theirs` on side, each after a commit that draws its WRK-003; main is checked out. */
export function diverge(ours: Files, theirs: Files, driver = false): TestRepo {
  const repo = createRepo();
  if (driver) useDriver(repo);
  repo.commit('Base', items(...OLD));
  repo.branch('side');
  repo.commit('Their item', items(...OLD, THEIRS));
  repo.commit('Theirs', theirs);
  repo.checkout('main');
  repo.commit('Our item', items(...OLD, OURS));
  repo.commit('Ours', ours);
  return repo;
}

/** The same with two topic branches, `ours` and `side`, off a main that has neither item. */
export function divergeFromMain(ours: Files, theirs: Files, driver = false): TestRepo {
  const repo = diverge(ours, theirs, driver);
  repo.branch('ours');
  repo.git('branch', '-f', 'main', 'ours~2');
  return repo;
}

export function useDriver(repo: TestRepo): void {
  const { settings, attributes } = mergeDriverConfig({ node: process.execPath, bin: [BIN] }, PATHS);
  // Git would be started once for each of them.
  const lines = settings.map(
    ({ key, value }) => `\t${key.slice(key.lastIndexOf('.') + 1)} = ${JSON.stringify(value)}\n`,
  );
  repo.write({ '.git/config': `${repo.read('.git/config')}[merge "tidemark"]\n${lines.join('')}` });
  repo.write({ '.git/info/attributes': `${attributes.join('\n')}\n` });
}

/** The ID of each item by its title. */
export function idsIn(repo: TestRepo, path = 'BACKLOG.yaml'): Readonly<Record<string, string>> {
  const found = repo.read(path).matchAll(/^- id: (.*)\n {2}title: (.*)$/gmu);
  return Object.fromEntries([...found].map(([, id = '', title = '']) => [title, id]));
}

/** Everything that must be as before when nothing was done: the index, and every file with its mode. */
export function stateOf(repo: TestRepo): string {
  const files = new Set(repo.git('ls-files', '-co').split('\n'));
  const contents = [...files].map((file) => {
    const outcome = repo.tryGit(['hash-object', '--no-filters', file]);
    return `${file} ${outcome.status === 0 ? outcome.stdout : 'gone'}`;
  });
  return [repo.git('ls-files', '-s'), repo.git('status', '--porcelain=v2', '-uall'), ...contents].join('\n');
}
