import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const DOUBLED = backlog({ items: ['WRK-001 Retry limits', 'WRK-001 Search', 'WRK-002 Export'] });

function begun(how: 'untracked' | 'staged' | 'committed'): TestRepo {
  const repo = createRepo();
  repo.write({ 'BACKLOG.yaml': DOUBLED });
  if (how === 'staged') repo.stage();
  if (how === 'committed') repo.commit('First');
  return repo;
}

const remedyOf = (repo: TestRepo): string =>
  /fix: (?<line>.*)$/mu.exec(tidemark(repo.root, ['check']).stdout)?.groups?.['line'] ?? '';

describe('what collides before there is a commit, or in the first one', () => {
  test.each(['untracked', 'staged', 'committed'] as const)('%s: what is printed settles it', (how) => {
    const repo = begun(how);
    const printed = remedyOf(repo)
      .split(' && ')
      .map((command) => command.split(' ').slice(-2));
    for (const words of printed) {
      if (words.includes('BACKLOG.yaml')) repo.git('add', 'BACKLOG.yaml');
      else expect(tidemark(repo.root, words)).toMatchObject({ code: 0, stdout: 'WRK-003\n' });
    }
    expect(repo.read('BACKLOG.yaml')).toMatch(/WRK-003\n {2}title: Search\n/u);
    expect(tidemark(repo.root, ['check', '--staged'])).toMatchObject({ code: 0 });
  });

  test('without --stage', () => {
    const repo = begun('staged');
    expect(tidemark(repo.root, ['renumber', '--force'])).toMatchObject({ code: 0, stdout: 'WRK-003\n' });
    expect(tidemark(repo.root, ['check'])).toMatchObject({ code: 0 });
  });

  test('nothing collides', () => {
    const repo = createRepo();
    repo.write({ 'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits'] }) });
    expect(tidemark(repo.root, ['renumber'])).toMatchObject({
      code: 0,
      stderr: 'tidemark: No ID is used twice.\n',
    });
  });
});

describe('the same in a ledger of files', () => {
  test.each(['staged', 'committed'] as const)('%s: what is printed settles it', (how) => {
    const repo = createRepo();
    repo.stage({
      '.tidemark.yaml': 'ledgers: [{ kind: adr, path: docs/adr }]\n',
      'docs/adr/0001-drop-redis.md': '# 1. Drop Redis\n\nNobody uses it.\n',
      'docs/adr/0001-use-postgres.md': '# 1. Use Postgres\n\nIt is what we know.\n',
    });
    if (how === 'committed') repo.commit('First');
    const printed = remedyOf(repo).split(' ').slice(-4);
    expect(printed).toEqual(['renumber', '--ledger', 'adr', '--stage']);
    expect(tidemark(repo.root, printed)).toMatchObject({ code: 0, stdout: '0002\n' });
    expect(tidemark(repo.root, ['check', '--staged'])).toMatchObject({ code: 0 });
  });
});
