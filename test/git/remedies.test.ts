import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { passes, served, stops } from '../support/hooked.ts';
import { MERGES_TREES } from '../support/older-git.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog, changeFile } from '../support/texts.ts';

const OLD = ['WRK-001 Retry limits', 'WRK-002 Colour output'];
const GAMMA = 'WRK-003 Quiet mode';
const items = (...list: readonly string[]): Files => ({ 'BACKLOG.yaml': backlog({ mark: 3, items: list }) });

/** Checks the branch against main, pastes each command that is offered, commits, and checks again. */
function paste(repo: TestRepo): { readonly before: readonly string[]; readonly after: number | null } {
  const checked = ['check', '--rev', 'HEAD', '--base', 'main'];
  const { findings } = JSON.parse(tidemark(repo.root, [...checked, '--format', 'json']).stdout);
  for (const { remedy } of findings) {
    const [, ...args] = remedy.split(' ');
    expect(tidemark(repo.root, args)).toMatchObject({ code: 0 });
    repo.commit(remedy);
  }
  return {
    before: findings.map(({ rule, id }: { rule: string; id: string }) => `${rule} ${id}`),
    after: tidemark(repo.root, checked).code,
  };
}

function drawOnBoth(): TestRepo {
  const repo = createRepo();
  repo.commit('Base', { 'BACKLOG.yaml': backlog({ items: OLD }) });
  repo.branch('side');
  repo.checkout('main');
  repo.commit('Ours', items(...OLD, GAMMA));
  repo.checkout('side');
  return repo;
}

test.each<[string, Files, readonly string[]]>([
  ['an item', items(...OLD, 'WRK-003 Dark mode'), ['id-reused WRK-003']],
  [
    'a directory',
    { [changeFile('WRK-003 Dark mode')]: '' },
    // Where git cannot merge the two, the branch has the mark of the fork.
    [...(MERGES_TREES ? [] : ['mark-behind WRK-003']), 'id-reused WRK-003', 'change-dir-conflict WRK-003'],
  ],
])(
  'a branch that drew the number of its target, as %s, is repaired by the command it is told',
  (_name, files, told) => {
    const repo = drawOnBoth();
    repo.commit('Theirs', files);
    repo.commit('More', { x: '' });
    expect(paste(repo)).toEqual({ before: told, after: 0 });
  },
);

test('a reuse some commits back is repaired by the command that is told', () => {
  const repo = createRepo();
  repo.commit('Base', items(...OLD, GAMMA));
  repo.commit('Leave', items(...OLD));
  repo.branch('side');
  repo.commit('Reuse', { ...items(...OLD, 'WRK-003 Dark mode'), [changeFile('WRK-002 Elsewhere')]: '' });
  repo.commit('More', { x: '' });
  expect(paste(repo)).toEqual({ before: ['id-reused WRK-003', 'change-dir-conflict WRK-002'], after: 0 });
});

test.each<[string, Files]>([
  ['lost', { 'BACKLOG.yaml': null }],
  ['garbled', { 'BACKLOG.yaml': '<<<<<<< HEAD\n' }],
])('what brings a %s backlog back, or shows what became of it, works in any directory', (_name, files) => {
  const repo = createRepo();
  repo.commit('Base', { ...items(...OLD), 'a/b': '' });
  repo.stage(files);
  const { findings } = JSON.parse(tidemark(repo.path('a'), ['check', '--format', 'json']).stdout);
  const { status, stdout } = spawnSync('sh', ['-c', findings[0].remedy], {
    cwd: repo.path('a'),
    encoding: 'utf8',
  });
  expect({ status, backlog: stdout + repo.read('BACKLOG.yaml') }).toEqual({
    status: 0,
    backlog: expect.stringContaining('Retry limits'),
  });
});

test('an entry that accepts a finding is brought to main first, as it says itself', () => {
  const { repo } = served();
  const swapped = { 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Dark mode'] }) };
  repo.write(swapped);
  const { stdout: entries } = tidemark(repo.root, ['check', '--format', 'accept']);
  expect(entries).toContain(
    '# CI and servers count an entry once the branch that this goes into has it: bring it there first, by itself.\n',
  );
  const accepting = { '.tidemark.yaml': entries.replace(/reason: .*/u, 'reason: It was never begun.') };
  repo.commit('All at once', { ...swapped, ...accepting });
  stops(repo, ['push', 'origin', 'main'], 'id-reused');
  repo.git('reset', '-q', '--hard', 'origin/main');
  repo.commit('Accept', accepting);
  passes(repo, ['push', '-q', 'origin', 'main']);
  repo.commit('Swap', swapped);
  passes(repo, ['push', '-q', 'origin', 'main']);
});
