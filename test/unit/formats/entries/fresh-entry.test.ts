import { expect, test } from 'vitest';

import { fillTemplate } from '../../../../src/formats/entries/entry-template.ts';
import { freshPaths } from '../../../../src/formats/entries/fresh-entry.ts';
import { filesKind } from '../../../../src/formats/kinds/files.ts';
import { FIXED_KINDS } from '../../../../src/formats/kinds/index.ts';

const { adr, flyway, django } = FIXED_KINDS;
const migrate = FIXED_KINDS['golang-migrate'];
const tasks = FIXED_KINDS['backlog-md'];
const files = (pattern: string) => filesKind({ pattern, order: false, reuse: false, heading: false });

test.each([
  [adr, [], '0001', 'Use Postgres!', ['x/0001-use-postgres.md']],
  [adr, ['x/ADR-0007-Use_It.markdown'], '0008', 'Drop Redis', ['x/ADR-0008-Drop_Redis.markdown']],
  [adr, ['x/adr-007-one.md'], '008', 'Don’t “cache” Ä', ['x/adr-008-dont-cache-a.md']],
  [migrate, [], '000001', 'Add users', ['x/000001_add_users.up.sql', 'x/000001_add_users.down.sql']],
  [migrate, ['x/0007_a.sql'], '0008', 'Add users', ['x/0008_add_users.sql']],
  [migrate, ['x/7_a_up.sql', 'x/7_a_down.sql'], '8', 'b', ['x/8_b_up.sql', 'x/8_b_down.sql']],
  [flyway, [], '1', 'Add users', ['x/V1__add_users.sql']],
  [flyway, ['x/y/V6_1__a-b.sql'], '6_2', 'Add users', ['x/y/V6_2__add-users.sql']],
  [flyway, ['x/V6.1.sql'], '6.2', 'Add users', ['x/V6.2.sql']],
  [django, [], '0001', 'Add users', ['x/0001_add_users.py']],
  [django, ['x/0007_a.py'], '0008', 'Größe', undefined],
  [tasks, [], '1', 'Fix the parser', ['x/tasks/task-1 - Fix-the-parser.md']],
  [tasks, ['x/completed/task-7 - Old.md'], '8', 'New one', ['x/tasks/task-8 - New-one.md']],
  [files('{number:4}-{slug}/README.md'), [], '0001', 'A b', ['x/0001-a-b/README.md']],
  [files('{prefix}{number}{any}'), [], '1', 'A b', ['x/x1']],
  [adr, [], '0001', '!?', undefined],
  [adr, ['x/README.md'], '0001', 'a', undefined],
] as const)('%o after %j: %s %s', (kind, model, digits, title, expected) => {
  expect(freshPaths({ folders: { kind, paths: ['x'] }, model, digits, title })).toEqual(expected);
});

test('nothing is new where the ledger has no folder', () => {
  const folders = { kind: adr, paths: [] };
  expect(freshPaths({ folders, model: [], digits: '0001', title: 'A b' })).toBeUndefined();
});

test('a template', () => {
  const values = {
    id: 'adr-0042',
    number: '42',
    title: 'Use {slug} $&',
    slug: 'use-it',
    date: '2026-02-12',
    path: 'x/0042_a.down.sql',
    previous: [],
  };
  expect(
    fillTemplate('{id} {number} {number:1} {number:6} {title:2} {slug} {date} {direction} {x} {', values),
  ).toBe('adr-0042 0042 42 000042 {title:2} use-it 2026-02-12 down {x} {');
  expect(fillTemplate('{title}', values)).toBe('Use {slug} $&');
  expect(fillTemplate('{direction}', { ...values, path: 'x/0042-a.md' })).toBe('up');
});
