import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/index.ts';
import type { Audit } from '../../src/index.ts';
import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { failure } from '../support/check.ts';
import { BIN } from '../support/cli.ts';
import { createRepo, freshDirectory, openTestRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog, changeFile } from '../support/texts.ts';
import type { ItemText } from '../support/texts.ts';

const B = 'BACKLOG.yaml';
const items = (mark: number, ...list: ItemText[]): Files => ({ [B]: backlog({ mark, items: list }) });

/** Everything in a line each. */
async function told(repo: TestRepo, since?: string): Promise<readonly string[]> {
  const { ledgers, unchecked } = await audit({ cwd: repo.root, since });
  return [...ledgers.flatMap(linesOf), ...unchecked];
}

function linesOf({ ids, collisions, unused, regressions, marks }: Audit): readonly string[] {
  return [
    ...ids.map(
      ({ id, things }) => `${id} ${things.map(({ title, state }) => `${title} ${state}`).join(', ')}`,
    ),
    ...collisions.map(
      ({ id, state, fixed }) => `collision ${id} ${state}${fixed ? ` ${fixed.after} s` : ''}`,
    ),
    ...unused.map(({ from, to }) => `unused ${from}-${to}`),
    ...regressions.map(
      ({ commit, from, to, regained }) =>
        `down ${from} to ${to} in ${commit.subject}, ${regained ? `up in ${regained.subject}` : 'still'}`,
    ),
    `marks ${marks.map(({ mark }) => mark).join(' ')}`,
  ];
}

/** WRK-002 twice, renumbered; WRK-003 reused after it left; 4 never used; a lowered mark. */
function eventful(): TestRepo {
  const repo = createRepo();
  repo.commit('Start', items(1, 'WRK-001 One'));
  repo.branch('topic');
  repo.commit('Gamma', items(2, 'WRK-001 One', 'WRK-002 Gamma'));
  repo.checkout('main');
  repo.commit('Beta', items(3, 'WRK-001 One', 'WRK-002 Beta', 'WRK-003 Old'));
  repo.merge('topic', items(3, 'WRK-001 One', 'WRK-002 Beta', 'WRK-002 Gamma', 'WRK-003 Old'));
  const moved = { ...gamma(repo), id: 'WRK-005' };
  repo.commit('Part', items(5, 'WRK-001 One', 'WRK-002 Beta', 'WRK-003 Old', moved));
  repo.commit('Lower', items(2, 'WRK-001 One', 'WRK-002 Beta', moved));
  repo.commit('Reuse', items(3, 'WRK-001 One', 'WRK-002 Beta', 'WRK-003 New', moved));
  repo.commit('Raise', items(7, 'WRK-001 One', 'WRK-002 Beta', 'WRK-003 New', moved));
  return repo;
}

function gamma(repo: TestRepo) {
  const created = /Gamma\n[^-]*?created: (\S+)/u.exec(repo.read(B))?.[1] ?? '';
  return { id: 'WRK-002', title: 'Gamma', created };
}

describe('an audit', () => {
  test('tells all IDs, collisions with how they ended, what was never used, and how the mark went', async () => {
    expect(await told(eventful())).toEqual([
      'WRK-001 One present',
      'WRK-002 Gamma moved, Beta present',
      'WRK-003 Old dropped, New present',
      'WRK-005 Gamma present',
      'collision WRK-002 fixed 120 s',
      'collision WRK-003 open',
      'unused 4-4',
      'unused 6-7',
      'down 5 to 2 in Lower, up in Raise',
      'marks 1 3 5 2 3 7',
    ]);
  });

  test('since a day leaves out what ended before, but nothing that is open', async () => {
    const repo = eventful();
    const lines = await told(repo, '2030-01-01');
    expect(lines.filter((line) => !line.startsWith('WRK'))).toEqual([
      'collision WRK-003 open',
      'unused 4-4',
      'unused 6-7',
      'marks ',
    ]);
    expect(await told(repo, '2020-01-01T00:00:00Z')).toEqual(await told(repo));
    for (const since of ['yesterday', '2026-13-45'])
      expect(await failure(audit({ cwd: repo.root, since }))).toMatch(/^usage: .* is not a date/u);
  });

  test('looks at HEAD alone, and finds nothing where a merge parted two things as it brought them', async () => {
    const repo = createRepo();
    repo.commit('Start', items(1, 'WRK-001 One'));
    repo.branch('topic');
    repo.commit('Gamma', items(2, 'WRK-001 One', 'WRK-002 Gamma'));
    const moved = { ...gamma(repo), id: 'WRK-003' };
    repo.checkout('main');
    repo.commit('Beta', items(2, 'WRK-001 One', 'WRK-002 Beta'));
    expect(await told(repo)).toEqual(['WRK-001 One present', 'WRK-002 Beta present', 'marks 1 2']);
    repo.merge('topic', items(3, 'WRK-001 One', 'WRK-002 Beta', moved));
    expect((await told(repo)).filter((line) => line.startsWith('collision'))).toEqual([]);
  });

  test('a mark that is gone, directories of other prefixes, and what was before the first mark', async () => {
    const repo = createRepo();
    repo.commit('Adopt', { ...items(9, 'WRK-008 One'), 'changes/OLD-001_x/a.md': '# x\n' });
    repo.commit('Specify', { [changeFile('WRK-008 One')]: '# One\n' });
    repo.commit('Forget', { [B]: backlog({ mark: null, items: ['WRK-008 One'] }) });
    expect(await told(repo)).toEqual(['WRK-008 One present', 'down 9 to 0 in Forget, still', 'marks 9']);
  });

  test('of a history without any, with a broken backlog, and of a clone that lacks the beginning', async () => {
    const repo = createRepo();
    repo.commit('Empty', { 'README.md': '# Here\n' });
    expect(await failure(told(repo))).toMatch(/^no-backlog/u);
    repo.commit('Begin', { [B]: 'items: []\n' });
    expect(await told(repo)).toEqual(['marks ']);
    repo.commit('Break', { [B]: 'items: [\n' });
    expect(await told(repo)).toEqual([
      'marks ',
      'BACKLOG.yaml cannot be read in HEAD; `tidemark check` says why.',
    ]);
    repo.commit('Start', items(1, 'WRK-001 One'));
    repo.commit('Break again', { [B]: 'items: [\n' });
    expect(await told(repo)).toEqual([
      'WRK-001 One dropped',
      'marks 1',
      'BACKLOG.yaml cannot be read in HEAD; the last readable version is used instead. `tidemark check` says why.',
    ]);
    expect((await told(repo.clone('--depth', '1')))[1]).toContain('This clone is shallow');
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s while it reads: no page, and nothing beside it',
  async (signal) => {
    const repo = eventful();
    const bin = openTestRepo(freshDirectory('bin'));
    const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
    const hangs = `case "$*" in *diff-tree*) echo $$ >${shellQuote(bin.path('hangs'))}; exec sleep 60;; esac`;
    bin.write({ git: { executable: `#!/bin/sh\n${hangs}\nexec ${shellQuote(real)} "$@"\n` } });
    const env = { ...process.env, PATH: `${bin.root}${delimiter}${process.env['PATH']}` };
    const before = readdirSync(repo.root);
    const args = [BIN, 'audit', '--format', 'html', '--output', 'ids.html'];
    const child = spawn(process.execPath, args, { cwd: repo.root, env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    while (!existsSync(bin.path('hangs'))) await sleep(20);
    child.kill(signal);
    expect(await ended).toEqual([signal === 'SIGINT' ? 130 : 143, null]);
    process.kill(Number(readFileSync(bin.path('hangs'), 'utf8')));
    expect(readdirSync(repo.root)).toEqual(before);
  },
);
