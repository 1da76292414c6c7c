import { describe, expect, test } from 'vitest';
import { checkRepo, told, verdict } from '../support/check.ts';
import { createRepo, type Files, type TestRepo } from '../support/repo.ts';
import { filesOf } from '../support/state.ts';
import { backlog, changeFile, worklog } from '../support/texts.ts';

const ONE = 'WRK-001 Retry limits';
const TWO = 'WRK-002 Colour output';
const created = '2026-01-02T03:04:05.678901234+00:00';
const retitled = (title: string) => ({ items: [ONE, { id: 'WRK-002', title, created }] });

function history(...commits: readonly Files[]): TestRepo {
  const repo = createRepo();
  for (const [index, files] of commits.entries()) repo.commit(`Commit ${index}`, files);
  return repo;
}

describe('a directory', () => {
  test('under the title that its item had before', async () => {
    const repo = history(filesOf(retitled('Colour output')), filesOf(retitled('No colours')), {
      [changeFile(TWO)]: '',
    });
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('under the title that its item gets in the same commit', async () => {
    const repo = history(
      filesOf(retitled('No colours')),
      filesOf({ ...retitled('Colour output'), dirs: [TWO] }),
    );
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('under a title that its item never had', async () => {
    const repo = history(filesOf(retitled('Dark mode')), filesOf(retitled('No colours')), {
      [changeFile(TWO)]: '',
    });
    const report = await checkRepo(repo, 'rev HEAD');
    expect(told(report)).toEqual(['error change-dir-conflict WRK-002']);
    expect(report.findings[0]?.related.map(({ message }) => message)).toEqual([
      expect.stringContaining('“No colours”'),
      expect.stringContaining('“Dark mode”'),
    ]);
  });

  test('that moves with the configured path is the same one', async () => {
    const before = { ...filesOf({ items: [ONE] }), 'changes/WRK-001_other-name/SCOPE.md': '' };
    const repo = history(before, {
      'changes/WRK-001_other-name/SCOPE.md': null,
      'docs/changes/WRK-001_other-name/SCOPE.md': '',
      '.tidemark.yaml': 'changes: docs/changes\n',
    });
    expect(await verdict(repo, 'rev HEAD~1')).toEqual(['warning change-dir-conflict WRK-001']);
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });
});

describe('a worklog', () => {
  const entries = [{ item: ONE }, { item: 'WRK-002 Dark mode' }];
  const before = filesOf({ items: [ONE, TWO], entries });

  test.each<[string, Files]>([
    [
      'rotated into another file',
      { '_worklog/2026-01.md': null, '_worklog/archive/2026.md': worklog(entries) },
    ],
    [
      'cut in two',
      {
        '_worklog/2026-01.md': worklog(entries.slice(0, 1)),
        '_worklog/2026-02.md': worklog(entries.slice(1)),
      },
    ],
    [
      'at another configured path',
      {
        '_worklog/2026-01.md': null,
        'docs/log/2026-01.md': worklog(entries),
        '.tidemark.yaml': 'worklog: docs/log\n',
      },
    ],
  ])('%s has no new entries', async (_name, files) => {
    const repo = history(before, files);
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('that gets an entry about something else has one', async () => {
    const repo = history(before, {
      '_worklog/2026-02.md': worklog([{ item: 'WRK-001 Quiet mode', at: '2026-02-02T00:00:00Z' }]),
    });
    const report = await checkRepo(repo, 'rev HEAD');
    expect(told(report)).toEqual(['error worklog-conflict WRK-001']);
    expect(report.findings[0]?.place).toEqual({ path: '_worklog/2026-02.md', line: 1, column: 1 });
  });
});

describe('the last entry of an item', () => {
  const last = (title: string) => ({ entries: [{ item: `WRK-002 ${title}`, outcome: 'done' as const }] });
  const gone = { mark: 2, items: [ONE] };

  test('belongs to the item that goes, whatever its title', async () => {
    const repo = history(filesOf({ items: [ONE, TWO] }), filesOf({ ...gone, ...last('Dark mode') }));
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('may come a commit later', async () => {
    const repo = history(
      filesOf({ items: [ONE, TWO] }),
      filesOf(gone),
      filesOf({ ...gone, ...last('Colour output') }),
    );
    expect(await verdict(repo, 'rev HEAD')).toEqual([]);
  });

  test('but then not under another title', async () => {
    const repo = history(
      filesOf({ items: [ONE, TWO] }),
      filesOf(gone),
      filesOf({ ...gone, ...last('Dark mode') }),
    );
    expect(await verdict(repo, 'rev HEAD')).toEqual(['error worklog-conflict WRK-002']);
  });
});

test('what could not be checked does not hide what was found', async () => {
  const repo = history(
    filesOf({ items: [ONE, TWO] }),
    filesOf({ mark: 2, items: [ONE] }),
    { x: '1' },
    { 'BACKLOG.yaml': backlog({ mark: 1, items: [ONE, 'WRK-002 Quiet mode'] }) },
  );
  const report = await checkRepo(repo.clone('--depth=2'), 'rev HEAD');
  expect(told(report)).toContain('error mark-regressed WRK-002');
  expect(report.unchecked).toHaveLength(1);
});
