import { renameSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { formatJournal } from '../../src/formats/rewrite-journal.ts';
import { tidemark } from '../support/cli.ts';
import { contentsOf, prepare } from '../support/crashing.ts';
import type { TestRepo } from '../support/repo.ts';

const JOURNAL = '.git/tidemark/renumbering';
const OLD = 'changes/WRK-003_spell-check';
const NEW = 'changes/WRK-004_spell-check';

/** As a renumbering of two steps leaves it that was killed after the first, or before the journal went. */
function interrupted(done: 'half' | 'whole'): TestRepo {
  const repo = prepare('renumber');
  const before = repo.bytes('BACKLOG.yaml');
  const after = Buffer.from(before.toString().replace(/WRK-003(?=\n {2}title: Spell)/u, 'WRK-004'));
  repo.write({
    'BACKLOG.yaml': after,
    [JOURNAL]: formatJournal([
      { kind: 'write', path: 'BACKLOG.yaml', before, after },
      { kind: 'move', from: OLD, to: NEW },
    ]),
  });
  if (done === 'whole') renameSync(repo.path(OLD), repo.path(NEW));
  return repo;
}

function fix(repo: TestRepo): string {
  const { stdout, stderr } = tidemark(repo.root, ['fix']);
  return stdout + stderr;
}

describe('a renumbering that was cut short', () => {
  test.each([['fix'], ['archive', 'WRK-009'], ['renumber', 'WRK-001']])('is undone by %s', (...argv) => {
    const repo = interrupted('half');
    tidemark(repo.root, argv);
    expect(contentsOf(repo)).toEqual(contentsOf(prepare('renumber')));
    expect(fix(repo)).not.toContain('has been undone');
  });

  test('is reported where it is undone', () => {
    expect(fix(interrupted('half'))).toContain(
      'A renumbering that was interrupted has been undone: run it again.',
    );
  });

  test('stays, where only the journal was left', () => {
    const repo = interrupted('whole');
    const before = contentsOf(repo);
    expect(fix(repo)).toContain('interrupted when all of it was on disk');
    expect(repo.read('BACKLOG.yaml')).toContain('WRK-004');
    expect([...contentsOf(repo).keys()]).toEqual([...before.keys()]);
  });

  test.each([
    ['an edit', 'BACKLOG.yaml', (repo: TestRepo) => repo.write({ 'BACKLOG.yaml': 'items: []\n' })],
    ['a directory made again', NEW, (repo: TestRepo) => repo.write({ [`${NEW}/x.md`]: '' })],
    ['a backlog that is gone', 'BACKLOG.yaml', (repo: TestRepo) => repo.write({ 'BACKLOG.yaml': null })],
  ])('stays after %s, told of once', (_name, path, change) => {
    const repo = interrupted('half');
    change(repo);
    const before = contentsOf(repo);
    expect(fix(repo)).toContain(`It was not undone, because ${path} was changed since`);
    expect([...contentsOf(repo).keys()]).toEqual([...before.keys()]);
    expect(fix(repo)).not.toContain('was interrupted');
  });

  test('is reported by doctor', () => {
    const repo = interrupted('half');
    expect(tidemark(repo.root, ['doctor']).stdout).toContain('A renumbering was interrupted');
    repo.write({ [JOURNAL]: null });
    expect(tidemark(repo.root, ['doctor']).stdout).not.toContain('A renumbering was interrupted');
  });

  test('is not guessed at from a journal that cannot be read', () => {
    const repo = interrupted('half');
    repo.write({ [JOURNAL]: '{"version":1,"steps":[{"kind":"move","from":"../x","to":"y"}]}' });
    const before = contentsOf(repo);
    const { code, stderr } = tidemark(repo.root, ['fix']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('but cannot be read') });
    expect(contentsOf(repo)).toEqual(before);
  });
});
