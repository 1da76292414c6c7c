import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { canSabotage, countCalls, sabotage } from '../support/saboteur.ts';
import type { Sabotage } from '../support/saboteur.ts';
import { backlog, changeFile } from '../support/texts.ts';

/** `all`: every call that changes a disk, killed and failing in every way. Otherwise each kind of call once or twice. */
const all = process.env['TORTURE_CRASHES'] === 'all';
const HOWS: readonly Sabotage['how'][] = ['KILL', 'ENOSPC', 'EIO', 'EACCES', 'EROFS'];
/** Most of these only read, or talk to git and the terminal: some of them are tried, and only killed. */
const CHATTY = new Set(['write', 'openat']);
const ITEMS = ['WRK-001 Retry limits', 'WRK-002 Search', 'WRK-003 Export'];
const able = canSabotage();

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  fix: ['fix'],
  add: ['add', 'New'],
  archive: ['archive', 'WRK-001'],
  ingest: ['ingest', 'follow-ups.yaml'],
  renumber: ['renumber', '--stage'],
  install: ['install', '--merge-driver'],
};
/** A few seconds' worth for every run of the suite. */
const FAST = new Set(['add', 'archive']);

describe.skipIf(!able)('whatever is killed or fails on the way', () => {
  test.each(Object.entries(COMMANDS).filter(([name]) => all || FAST.has(name)))(
    '%s leaves every file old or new, and the next command works',
    (name, argv) => {
      const start = prepared(name);
      const before = contentsOf(start);
      const done = copyOf(start);
      const calls = countCalls(done.root, argv);
      const after = contentsOf(done);
      expect(after).not.toEqual(before);
      const sabotages = sabotagesOf(calls);
      process.stdout.write(`${name}: ${sabotages.length} sabotages\n`);
      for (const one of sabotages) {
        const repo = copyOf(start);
        const { code, stderr } = sabotage(repo.root, one, argv);
        expect({ one, code }).toEqual({ one, code: expect.toBeOneOf([0, 1, 2, 3, null, 137]) });
        expect({ one, stderr }).toEqual({ one, stderr: expect.not.stringMatching(/^ {4}at /mu) });
        expectOldOrNew(one, contentsOf(repo), { before, after });
        expectUsable(one, repo);
      }
    },
    3_600_000,
  );
});

if (!able) test.skip('to be tried where strace is installed and may interfere');

function prepared(name: string): TestRepo {
  const repo = createRepo();
  const items = name === 'renumber' ? [...ITEMS, 'WRK-003 Spell-check'] : ITEMS;
  repo.commit('Start', {
    'BACKLOG.yaml': backlog({ items: ITEMS }),
    'follow-ups.yaml': '- One more\n- And another\n',
    '_worklog/2026-01.md': '# Log\n',
    [changeFile('WRK-003 Export')]: '# Export\n',
  });
  repo.commit('Work', {
    'BACKLOG.yaml': backlog({ items, mark: name === 'fix' ? 1 : 3 }),
    ...(name === 'renumber' && { [changeFile('WRK-003 Spell-check')]: '# Spell-check\n' }),
  });
  return repo;
}

function copyOf(repo: TestRepo): TestRepo {
  const root = freshDirectory('copy');
  cpSync(repo.root, root, { recursive: true });
  return openTestRepo(root);
}

function sabotagesOf(calls: ReadonlyMap<string, number>): readonly Sabotage[] {
  return [...calls].flatMap(([call, count]) => {
    const hows = CHATTY.has(call) || !all ? HOWS.slice(0, 1) : HOWS;
    const most = !all ? 2 : CHATTY.has(call) ? 12 : count;
    const step = Math.ceil(count / Math.min(most, count));
    const nths = Array.from({ length: Math.ceil(count / step) }, (_, index) => count - index * step);
    return nths.flatMap((nth) => hows.map((how): Sabotage => ({ call, nth, how })));
  });
}

type Contents = ReadonlyMap<string, string>;

/** Guarded files and what is installed, without the moments at which they were made. */
function contentsOf({ root }: TestRepo): Contents {
  const places = ['BACKLOG.yaml', '.gitattributes', '_worklog', 'changes', '.git/hooks', '.git/config'];
  const files = places.flatMap((place) => listFiles(join(root, place)));
  return new Map(
    files
      .filter((path) => !/\.tidemark-[0-9a-f]{12}$|\.sample$|config\.lock$/u.test(path))
      .map((path) => [
        relative(root, path),
        readFileSync(path, 'utf8').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)/gu, 'MOMENT'),
      ]),
  );
}

function listFiles(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => listFiles(join(path, name)));
}

function expectOldOrNew(
  one: Sabotage,
  now: Contents,
  { before, after }: { before: Contents; after: Contents },
) {
  for (const path of new Set([...now.keys(), ...before.keys(), ...after.keys()])) {
    const text = now.get(path);
    if (![before.get(path), after.get(path)].includes(text)) expect({ one, path, text }).toBe('old or new');
  }
}

/** The lock is free or taken over, what was left behind is swept, and nobody gets a number twice. */
function expectUsable(one: Sabotage, repo: TestRepo): void {
  // Git's own locks are git's affair: it names them and how to get rid of them.
  repo.write({ '.git/index.lock': null, '.git/config.lock': null });
  const { code, stdout, stderr } = tidemark(repo.root, ['add', 'Afterwards']);
  expect({ one, code, stderr }).toEqual({ one, code: 0, stderr: expect.not.stringMatching(/^ {4}at /mu) });
  expect(repo.read('BACKLOG.yaml').split(`id: ${stdout.trim()}\n`)).toHaveLength(2);
  const left = ['.', '_worklog'].flatMap((place) => readdirSync(repo.path(place)));
  expect({ one, left: left.filter((name) => name.includes('.tidemark-')) }).toEqual({ one, left: [] });
  expect({ one, locked: existsSync(repo.path('.git/tidemark/lock')) }).toEqual({ one, locked: false });
}
