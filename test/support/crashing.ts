import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

import { CRASHING } from './crash-table.ts';
import { createRepo, freshDirectory, openTestRepo } from './repo.ts';
import type { TestRepo } from './repo.ts';
import { backlog, changeFile } from './texts.ts';

const ITEMS = ['WRK-001 Retry limits', 'WRK-002 Search', 'WRK-003 Export'];

/** A repository in which the command of that name has something to do. */
export function prepare(name: string): TestRepo {
  const repo = createRepo();
  const twice = name.startsWith('renumber');
  const items = twice ? [...ITEMS, 'WRK-003 Spell-check'] : ITEMS;
  repo.commit('Start', {
    'BACKLOG.yaml': backlog({ items: ITEMS }),
    'base.yaml': entitled('Retries', ITEMS.slice(0, 2)),
    'theirs.yaml': entitled('Retries', [...ITEMS.slice(0, 2), 'WRK-004 Theirs']),
    'reviewed.yaml': entitled('Retries', ITEMS.slice(0, 2)).replace('review: false', 'review: true'),
    'follow-ups.yaml': '- One more\n- And another\n',
    '_worklog/2026-01.md': '# Log\n',
    [changeFile('WRK-003 Export')]: '# Export\n',
  });
  repo.branch('topic');
  repo.commit('Other work', { 'other.md': '# Other\n' });
  repo.checkout('main');
  repo.commit('Work', {
    'BACKLOG.yaml': backlog({ items, mark: name.startsWith('fix') ? 1 : 3 }),
    'work.md': '# Work\n',
    ...(twice && {
      [changeFile('WRK-003 Spell-check')]: '# WRK-003: Spell-check\n',
      [changeFile('WRK-003 Spell-check', 'DESIGN.md')]: '# WRK-003: How\n',
    }),
  });
  CRASHING[name]?.arrange?.(repo);
  return repo;
}

/** The same items, before our side gave the first another title. */
function entitled(title: string, items: readonly string[]): string {
  return backlog({ items }).replace('Retry limits', title);
}

export function copyOf(repo: TestRepo): TestRepo {
  const root = freshDirectory('copy');
  cpSync(repo.root, root, { recursive: true, verbatimSymlinks: true });
  return openTestRepo(root);
}

export type Contents = ReadonlyMap<string, string>;

const PLACES = [
  'BACKLOG.yaml',
  '.gitattributes',
  '.tidemark.yaml',
  '_worklog',
  'changes',
  '.git/hooks',
  '.git/tidemark/drawn',
  'report.sarif',
  'gl-code-quality-report.json',
  'summary.md',
];

/** Guarded files, drawn numbers, reports, what is installed and what the index holds, each with its mode, without the moments at which they were made. */
export function contentsOf(repo: TestRepo): Contents {
  const files = PLACES.flatMap((place) => listFiles(repo.path(place))).filter(
    (path) => !TEMPORARY.test(path) && !path.endsWith('.sample'),
  );
  const texts = files.map((path): [string, string] => [relative(repo.root, path), textOf(path, repo.root)]);
  // git sets one at a time, each whole or not at all.
  const settings = repo.git('config', '--local', '--list', '-z').split('\0').filter(Boolean);
  const pairs = settings.map((setting): [string, string] => [`config ${setting.split('\n')[0]}`, setting]);
  return new Map([...texts, ...pairs, ['index', repo.git('ls-files', '-s')]]);
}

function textOf(path: string, root: string): string {
  const text = readFileSync(path, 'utf8').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)/gu, 'MOMENT');
  return `${(statSync(path).mode & 0o777).toString(8)} ${text.replaceAll(root, 'ROOT')}`;
}

/** What only a command under way may have there: temporary files, locks, the plan of a renumbering. */
export function leftoversIn(repo: TestRepo): readonly string[] {
  const own = namesIn(repo.path('.git/tidemark')).filter((name) => /^(?:lock|renumbering)/u.test(name));
  const files = listFiles(repo.root).filter((path) => TEMPORARY.test(path));
  return [...own, ...namesIn(repo.path('.git/scratch')), ...files.map((path) => basename(path))];
}

const TEMPORARY = /\/\.tidemark-\d[^/]*$/u;

function namesIn(path: string): readonly string[] {
  return existsSync(path) ? readdirSync(path) : [];
}

function listFiles(path: string): readonly string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.isFile() ? [path] : [];
  return readdirSync(path).flatMap((name) => listFiles(join(path, name)));
}
