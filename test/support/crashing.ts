import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { expect } from 'vitest';

import { tidemark } from './cli.ts';
import { createRepo, freshDirectory, openTestRepo } from './repo.ts';
import type { TestRepo } from './repo.ts';
import { backlog, changeFile } from './texts.ts';

/** The commands that write, by the name of the repository that `prepare` makes for them. */
export const CRASHING: Readonly<Record<string, readonly string[]>> = {
  fix: ['fix'],
  add: ['add', 'New'],
  archive: ['archive', 'WRK-001'],
  ingest: ['ingest', 'follow-ups.yaml'],
  renumber: ['renumber'],
  'renumber and stage': ['renumber', '--stage'],
  install: ['install', '--merge-driver'],
  uninstall: ['uninstall'],
  'merge driver': ['merge-driver', 'base.yaml', 'BACKLOG.yaml', 'theirs.yaml', '7', 'BACKLOG.yaml'],
};

const ITEMS = ['WRK-001 Retry limits', 'WRK-002 Search', 'WRK-003 Export'];

/** A repository in which the command of that name has something to do. */
export function prepare(name: string): TestRepo {
  const repo = createRepo();
  const twice = name.startsWith('renumber');
  const items = twice ? [...ITEMS, 'WRK-003 Spell-check'] : ITEMS;
  repo.commit('Start', {
    'BACKLOG.yaml': backlog({ items: ITEMS }),
    'base.yaml': backlog({ items: ITEMS.slice(0, 2) }),
    'theirs.yaml': backlog({ items: [...ITEMS.slice(0, 2), 'WRK-004 Theirs'] }),
    'follow-ups.yaml': '- One more\n- And another\n',
    '_worklog/2026-01.md': '# Log\n',
    [changeFile('WRK-003 Export')]: '# Export\n',
  });
  repo.commit('Work', {
    'BACKLOG.yaml': backlog({ items, mark: name === 'fix' ? 1 : 3 }),
    ...(twice && {
      [changeFile('WRK-003 Spell-check')]: '# WRK-003: Spell-check\n',
      [changeFile('WRK-003 Spell-check', 'DESIGN.md')]: '# WRK-003: How\n',
    }),
  });
  if (name === 'uninstall') expect(tidemark(repo.root, ['install', '--merge-driver']).code).toBe(0);
  return repo;
}

export function copyOf(repo: TestRepo): TestRepo {
  const root = freshDirectory('copy');
  cpSync(repo.root, root, { recursive: true });
  return openTestRepo(root);
}

export type Contents = ReadonlyMap<string, string>;

/** Guarded files, what is installed and what the index holds, without the moments at which they were made. */
export function contentsOf(repo: TestRepo): Contents {
  const places = ['BACKLOG.yaml', '.gitattributes', '_worklog', 'changes', '.git/hooks'];
  const files = places
    .flatMap((place) => listFiles(repo.path(place)))
    .filter((path) => !TEMPORARY.test(path) && !path.endsWith('.sample'));
  const texts = files.map((path): [string, string] => [
    relative(repo.root, path),
    readFileSync(path, 'utf8').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)/gu, 'MOMENT'),
  ]);
  // git sets one at a time, each whole or not at all.
  const settings = repo.git('config', '--local', '--list', '-z').split('\0').filter(Boolean);
  const pairs = settings.map((setting): [string, string] => [`config ${setting.split('\n')[0]}`, setting]);
  return new Map([...texts, ...pairs, ['index', repo.git('ls-files', '-s')]]);
}

/** What only a command under way may have there: temporary files, the lock, the plan of a renumbering. */
export function leftoversIn(repo: TestRepo): readonly string[] {
  const own = ['.git/tidemark/lock', '.git/tidemark/renumbering'].filter((path) =>
    existsSync(repo.path(path)),
  );
  const files = listFiles(repo.root).filter((path) => TEMPORARY.test(path));
  return [...own, ...files.map((path) => basename(path))];
}

const TEMPORARY = /\/\.tidemark-\d[^/]*$/u;

function listFiles(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => listFiles(join(path, name)));
}
