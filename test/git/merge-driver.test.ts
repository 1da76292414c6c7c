import { expect, test } from 'vitest';

import { mergeDriverConfig } from '../../src/wiring/merge-driver-config.ts';
import { BIN } from '../support/cli.ts';
import { GIT_VERSION } from '../support/older-git.ts';
import { createRepo } from '../support/repo.ts';
import { PATHS } from '../support/collision.ts';
import type { GitOutcome, TestRepo } from '../support/repo.ts';
import { backlog, createdOf } from '../support/texts.ts';
import type { ItemText } from '../support/texts.ts';

const BACKLOG = 'BACKLOG.yaml';

/** A repository whose backlog is merged by the driver, with `base` committed on main. */
function guarded(base: string): TestRepo {
  const repo = createRepo();
  const { settings, attributes } = mergeDriverConfig({ node: process.execPath, bin: [BIN] }, PATHS);
  for (const { key, value } of settings) repo.git('config', key, value);
  repo.commit('Base', { [BACKLOG]: base, '.gitattributes': `${attributes.join('\n')}\n` });
  return repo;
}

/** Commits `ours` on main and `theirs` on side, and stands on main. */
function diverge(base: string, ours: string, theirs: string): TestRepo {
  const repo = guarded(base);
  repo.branch('side');
  repo.commit('Theirs', { [BACKLOG]: theirs });
  repo.checkout('main');
  repo.commit('Ours', { [BACKLOG]: ours });
  return repo;
}

function items(...list: readonly ItemText[]): string {
  return backlog({ items: list });
}

const BASE = ['WRK-001 One', 'WRK-002 Two'] as const;
const [OURS, THEIRS] = ['WRK-003 Ours', 'WRK-003 Theirs'];

test.each<[string, string, string, string]>([
  [
    'both append',
    items(...BASE, 'WRK-003 A'),
    items(...BASE, 'WRK-004 B'),
    items(...BASE, 'WRK-003 A', 'WRK-004 B'),
  ],
  ['both archive', items('WRK-001 One'), items('WRK-002 Two'), backlog({ items: [], mark: 2 })],
  [
    'one archives, one adds',
    backlog({ items: ['WRK-002 Two'], mark: 2 }),
    items(...BASE, 'WRK-003 B'),
    items('WRK-002 Two', 'WRK-003 B'),
  ],
  [
    'each edits another item',
    items({ id: 'WRK-001', title: 'One', created: 'x', status: 'done' }, 'WRK-002 Two'),
    items(
      { id: 'WRK-001', title: 'One', created: 'x' },
      { id: 'WRK-002', title: 'Deux', created: createdOf(BASE[1]) },
    ),
    items(
      { id: 'WRK-001', title: 'One', created: 'x', status: 'done' },
      { id: 'WRK-002', title: 'Deux', created: createdOf(BASE[1]) },
    ),
  ],
])('merges cleanly when %s', (name, ours, theirs, merged) => {
  const base = name.startsWith('each')
    ? items({ id: 'WRK-001', title: 'One', created: 'x' }, 'WRK-002 Two')
    : items(...BASE);
  const repo = diverge(base, ours, theirs);
  expect(repo.tryGit(['merge', '-q', '--no-edit', 'side'])).toMatchObject({ status: 0, stderr: '' });
  expect(repo.read(BACKLOG)).toBe(merged);
});

test.each<[string, (repo: TestRepo) => GitOutcome]>([
  ['merge', (repo) => repo.tryGit(['merge', 'side'])],
  ['rebase', (repo) => repo.tryGit(['rebase', 'side'])],
  ['cherry-pick', (repo) => repo.tryGit(['cherry-pick', 'side'])],
  [
    'stash pop',
    (repo) => {
      repo.write({ [BACKLOG]: repo.git('show', 'side:BACKLOG.yaml') + '\n' });
      repo.git('reset', '-q', '--soft', 'HEAD~1');
      repo.git('stash', '-q', '--no-keep-index');
      repo.commit('Ours again', { [BACKLOG]: items(...BASE, OURS) });
      return repo.tryGit(['stash', 'pop']);
    },
  ],
  [
    'revert',
    (repo) => {
      repo.checkout('side');
      repo.commit('Away', { [BACKLOG]: backlog({ items: BASE, mark: 3 }) });
      repo.commit('Ours', { [BACKLOG]: items(...BASE, OURS) });
      return repo.tryGit(['revert', '--no-edit', 'HEAD~1']);
    },
  ],
])('two items under one ID: %s keeps both, conflicts and names the command', (_, act) => {
  const repo = diverge(items(...BASE), items(...BASE, OURS), items(...BASE, THEIRS));
  const { status, stdout, stderr } = act(repo);
  expect(status).not.toBe(0);
  expect(stdout + stderr).toContain('both were kept. Run: tidemark resolve\n');
  expect(repo.git('ls-files', '-u', BACKLOG)).not.toBe('');
  const text = repo.read(BACKLOG);
  expect(text).toContain('title: Ours');
  expect(text).toContain('title: Theirs');
  expect(text).not.toContain('<<<<');
});

function edited(title: string): string {
  return items({ id: 'WRK-001', title, created: 'x', updated: 'x' }, 'WRK-002 Two');
}

test.each([
  ['merge', ''],
  ['diff3', '||||||| base\n  title: Base\n'],
  ['zdiff3', '||||||| base\n  title: Base\n'],
])('a real conflict stays inside its item, in the style %s', (style, ancestor) => {
  const repo = diverge(edited('Base'), edited('Mine'), edited('Yours'));
  repo.git('config', 'merge.conflictStyle', style);
  const { status, stderr } = repo.tryGit(['merge', 'side']);
  if (style === 'zdiff3' && GIT_VERSION < 2035) {
    // Git itself knows no such style, and asks no driver.
    expect({ status, stderr }).toEqual({ status: 128, stderr: expect.stringContaining(style) });
    return;
  }
  expect(status).toBe(1);
  const text = repo.read(BACKLOG);
  expect(text).toContain(
    `items:\n- id: WRK-001\n<<<<<<< ours\n  title: Mine\n${ancestor}=======\n  title: Yours\n>>>>>>> theirs\n  status: new\n`,
  );
  expect(text.match(/<<<<<<</gu)).toHaveLength(1);
});

test('deleted here and changed there is a conflict in the item’s place', () => {
  const item = { id: 'WRK-001', title: 'One', created: 'x' };
  const repo = diverge(
    items(item, 'WRK-002 Two'),
    items('WRK-002 Two'),
    items({ ...item, status: 'done' }, 'WRK-002 Two'),
  );
  expect(repo.tryGit(['merge', 'side']).status).toBe(1);
  expect(repo.read(BACKLOG)).toMatch(
    /^[^<]*items:\n<<<<<<< ours\n=======\n- id: WRK-001\n[^>]*>>>>>>> theirs\n- id: WRK-002/u,
  );
});

test.each([
  ['flow style', 'items: [{ id: WRK-001, title: One }]\nnext_item_id: %\n'],
  ['no backlog', '- a\n- %\n- c\n'],
  ['a quoted mark', 'items: []\nnext_item_id: "%"\n'],
  ['a byte that is no UTF-8', Buffer.from([0xff, 0x25, 0x0a])],
])('what it cannot read (%s) is merged as git merges texts', (_, template) => {
  const version = (value: string) => Buffer.from(template.toString('latin1').replace('%', value), 'latin1');
  const repo = createRepo();
  const { settings, attributes } = mergeDriverConfig({ node: process.execPath, bin: [BIN] }, PATHS);
  for (const { key, value } of settings) repo.git('config', key, value);
  repo.commit('Base', { [BACKLOG]: version('1'), '.gitattributes': `${attributes.join('\n')}\n` });
  repo.branch('side');
  repo.commit('Theirs', { [BACKLOG]: version('2') });
  repo.checkout('main');
  repo.commit('Ours', { [BACKLOG]: version('3') });
  const { status, stdout, stderr } = repo.tryGit(['merge', 'side']);
  expect({ status, said: (stdout + stderr).includes('git merged it as text') }).toEqual({
    status: 1,
    said: true,
  });
  expect(repo.read(BACKLOG)).toContain('<<<<<<< ours\n');
});

test('fifty branches that each add items and archive others merge without a conflict', () => {
  const start = Array.from(
    { length: 60 },
    (_, index) => `WRK-${String(index + 1).padStart(3, '0')} Old ${index + 1}`,
  );
  const repo = guarded(items(...start));
  for (let branch = 0; branch < 50; branch += 1) {
    const fresh = [1, 2].map((one) => `WRK-${100 + branch * 2 + one} New ${branch}-${one}`);
    const left = start.filter((_, index) => index !== branch);
    repo.branch(`b${branch}`, 'main~0');
    repo.commit(`Branch ${branch}`, { [BACKLOG]: items(...left, ...fresh) });
    repo.checkout('main');
  }
  for (let branch = 0; branch < 50; branch += 1) {
    expect(repo.tryGit(['merge', '-q', '--no-edit', '--no-ff', `b${branch}`])).toMatchObject({
      status: 0,
      stderr: '',
    });
  }
  const text = repo.read(BACKLOG);
  expect(text.match(/^- id: /gmu)).toHaveLength(110);
  expect(text.endsWith('next_item_id: 200\n')).toBe(true);
}, 600_000);
