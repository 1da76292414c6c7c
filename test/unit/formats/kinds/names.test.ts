import { describe, expect, test } from 'vitest';

import { filesKind, patternProblem } from '../../../../src/formats/kinds/files.ts';
import { FIXED_KINDS } from '../../../../src/formats/kinds/index.ts';
import type { Kind } from '../../../../src/formats/kinds/kind.ts';
import { readPath } from '../../../../src/formats/kinds/read-name.ts';

/** `key slug`, with `!` where the name is odd and `?` where it is that and claims nothing; a dash for what says nothing. */
function said(kind: Kind, path: string): string {
  const { name, odd } = readPath({ kind, paths: ['x'] }, `x/${path}`);
  if (!name) return odd === undefined ? '-' : '?';
  const { key, slug, isCounted, isArchived, isUndoing } = name;
  const flags = [isCounted ? '' : '#', isArchived ? '(archived)' : '', isUndoing ? '(undoes)' : ''].join('');
  return `${key}${flags} ${slug}${odd === undefined ? '' : ' !'}`;
}

const { adr, flyway, django } = FIXED_KINDS;
const migrate = FIXED_KINDS['golang-migrate'];
const tasks = FIXED_KINDS['backlog-md'];
const files = filesKind({
  pattern: '{prefix}-{number:4}-{slug}{any}.md',
  order: false,
  reuse: false,
  heading: true,
});
const folders = filesKind({ pattern: '{number}/README.md', order: true, reuse: true, heading: false });

const linked = filesKind({
  pattern: '{number:4}-{slug}/README.md',
  order: false,
  reuse: false,
  heading: false,
});

describe('what a name says', () => {
  test.each<[Kind, string, string]>([
    [adr, '0007-use-postgres.md', '7 use-postgres'],
    [adr, '007_use_postgres.markdown', '7 use-postgres'],
    [adr, 'adr-007-Use Postgres.adoc', '7 use-postgres'],
    [adr, 'ADR-0007-C++ & C#.md', '7 c-c'],
    [adr, 'ADR0007-x.md', '7 x'],
    [adr, '0007-Überlauf.md', '7 uberlauf'],
    [adr, '0007-...md', '7  !'],
    [adr, '0007-+.md', '7 +'],
    [adr, '0007–x.md', '7 x !'],
    [adr, '0007\u2011x.md', '7 x !'],
    [adr, '０００７-x.md', '7 x !'],
    [adr, 'ｘ.md', '-'],
    [adr, '0007 - x.md', '7 x !'],
    [adr, '0007.x.md', '7 x !'],
    [adr, '7-x.md', '7 x'],
    [adr, '002a-x.md', '2a x'],
    [adr, '002alpha-x.md', '-'],
    [adr, '0000-template.md', '-'],
    [adr, '99999-last.md', '-'],
    [adr, '0-zero.md', '0 zero'],
    [adr, '12345678-x.md', '12345678# x'],
    [adr, `${'9'.repeat(39)}1-x.md`, `${'9'.repeat(39)}1# x`],
    [adr, '2026-01-02-x.md', '-'],
    [adr, '0007-x.png', '-'],
    [adr, '0007-x', '-'],
    [linked, '0007-x/README.md', '7 x'],
    [linked, '0007-x', '7 x'],
    [linked, '0007-x.md', '-'],
    [linked, '0007-x/notes.md', '-'],
    [adr, '0007.md', '7 '],
    [adr, 'ADR-7.adoc', '7 '],
    [adr, '0007-.md', '7  !'],
    [adr, '2026.md', '-'],
    [adr, '02026.md', '2026 '],
    [adr, '0000.md', '-'],
    [adr, '0007.png', '-'],
    [adr, '0007/x.md', '-'],
    [adr, 'README.md', '-'],
    [adr, 'template.md', '-'],
    [adr, 'XXXX-slug.md', '-'],
    [adr, 'old/0007-x.md', '-'],
    [migrate, '000007_x.up.sql', '7 x'],
    [migrate, '000007_x.down.sql', '7(undoes) x'],
    [migrate, '000007_x_up.sql', '7 x'],
    [migrate, '000007_x.DOWN.json', '7(undoes) x'],
    [migrate, '0007_x.sql', '7 x'],
    [migrate, '0000_first.sql', '0 first'],
    [migrate, '0007-x.sql', '7 x !'],
    [migrate, '0007.sql', '7 '],
    [migrate, '0007.up.sql', '7 '],
    [migrate, '0007.down.json', '7(undoes) '],
    [migrate, '0007.json', '-'],
    [migrate, '0007x.sql', '-'],
    [migrate, '1777200000_x.sql', '1777200000# x'],
    [migrate, 'meta/0007_snapshot.json', '-'],
    [migrate, '0007_x.json', '-'],
    [migrate, '0007_x', '-'],
    [flyway, 'V7__x.sql', '7 x'],
    [flyway, 'V07_0.0__x.sql', '7 x'],
    [flyway, 'V0__x.sql', '0 x'],
    [flyway, 'V6_5_0_8__Some_thing.java', '6.5.0.8 some-thing.java'],
    [flyway, 'V6.5.0.8.sql', '6.5.0.8 '],
    [flyway, 'deep/er/V6.5.0.8.sql', '6.5.0.8 @x/deep/er'],
    [flyway, 'deep/er/V7__x.sql', '7 x'],
    [flyway, 'V6.5.0.8.kt', '6.5.0.8 .kt'],
    [flyway, 'V20240101__x.sql', '20240101# x'],
    [flyway, 'v7__x.sql', '?'],
    [flyway, 'V7--x.sql', '?'],
    [flyway, 'V7_x.sql', '?'],
    [flyway, 'V7__x.sql.bak', '-'],
    [flyway, 'R__x.sql', '-'],
    [flyway, 'U7__x.sql', '-'],
    [django, '0007_auto_20210608_1910.py', '7 auto-20210608-1910'],
    [django, '0007.py', '7 '],
    [django, '0007_.py', '-'],
    [django, '__init__.py', '-'],
    [django, 'deep/0007_x.py', '-'],
    [tasks, 'tasks/task-12 - Some Title.md', 'TASK-12 some-title'],
    [tasks, 'tasks/BACK-012.1 - Some-Title.md', 'BACK-12.1 some-title'],
    [tasks, 'archive/tasks/task-12 - Title.md', 'TASK-12(archived) title'],
    [tasks, 'drafts/draft-3 – Title.md', 'DRAFT-3 title !'],
    [tasks, 'tasks/task-12 Title.md', '-'],
    [tasks, 'tasks/task-12 - .md', 'TASK-12 @x/tasks !'],
    [tasks, 'tasks/task-12.md', 'TASK-12 @x/tasks'],
    [tasks, 'archive/tasks/task-12.md', 'TASK-12(archived) @x/archive/tasks'],
    [tasks, 'tasks/task-12x.md', '-'],
    [tasks, 'tasks/readme.md', '-'],
    [tasks, 'task-12 - Title.md', '-'],
    [files, 'RFC-0012-x.md', 'RFC-12 x'],
    [files, 'rfc-12-x.md', 'RFC-12 x'],
    [files, 'rfc-x.md', '-'],
    [files, 'rfc-0000-x.md', '-'],
    [folders, '12/README.md', '12 '],
    [folders, '12/other.md', '-'],
  ])('%o %s', (kind, path, expected) => {
    expect(said(kind, path)).toBe(expected);
  });

  test('a path in no folder of the ledger says nothing', () => {
    expect(readPath({ kind: adr, paths: ['docs/adr'] }, 'docs/adrs/0001-x.md').name).toBeUndefined();
  });

  test('a name that is a number alone is told apart by its folder', () => {
    const slugOf = (path: string) => readPath({ kind: adr, paths: ['a', 'b/c'] }, path).name?.slug;
    expect(['a/0007.md', 'b/c/0007.md', 'b/c/0007-x.md'].map(slugOf)).toEqual(['', '@b/c', 'x']);
  });

  test('numbers are in their order', () => {
    const names = ['V1.9', 'V1.10', 'V1.10.0.1', 'V2', 'V10.1', 'V10.1000'];
    const numbers = names.map(
      (name) => readPath({ kind: flyway, paths: ['x'] }, `x/${name}.sql`).name?.id.number,
    );
    expect(numbers).toEqual(numbers.toSorted((one = 0, other = 0) => one - other));
    expect(new Set(numbers).size).toBe(names.length);
  });
});

test.each<[string, string | undefined]>([
  ['{number}', undefined],
  ['{prefix}-{number:4}-{slug}{any}.md', undefined],
  ['{slug}.md', 'has no {number}'],
  ['{number}-{nmuber}', 'has {nmuber}; there are {number}, {number:4}, {prefix}, {slug} and {any}'],
  ['{number}{number}', 'has a field twice'],
  ['{number:99}', 'has a width that is not the one to forty digits of {number}'],
  ['{number}{slug:3}', 'has a width that is not the one to forty digits of {number}'],
  ['{number}-{', 'has a brace that belongs to no field'],
])('the pattern %s', (pattern, problem) => {
  expect(patternProblem(pattern)).toBe(problem);
});
