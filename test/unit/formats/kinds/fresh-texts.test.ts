import { expect, test } from 'vitest';

import { filesKind } from '../../../../src/formats/kinds/files.ts';
import { FIXED_KINDS } from '../../../../src/formats/kinds/index.ts';
import type { Kind } from '../../../../src/formats/kinds/kind.ts';

const { adr, django, flyway } = FIXED_KINDS;
const migrate = FIXED_KINDS['golang-migrate'];
const tasks = FIXED_KINDS['backlog-md'];
const files = (heading: boolean): Kind =>
  filesKind({ pattern: '{number:4}-{slug}.md', order: false, reuse: false, heading });

const textOf = ({ fresh }: Kind, path: string, previous: readonly string[] = []): string =>
  fresh.text({ id: '0042', number: '42', title: 'Drop Redis', date: '2026-03-01', path, previous });

test.each<[string, string, string]>([
  ['an ADR', textOf(adr, 'x/0042-drop-redis.md'), '# 42. Drop Redis\n\nDate: 2026-03-01\n'],
  ['an ADR in AsciiDoc', textOf(adr, 'x/0042-drop-redis.adoc'), '= 42. Drop Redis\n\nDate: 2026-03-01\n'],
  ['a migration', textOf(migrate, 'x/0042_drop_redis.up.sql'), '-- Drop Redis\n'],
  ['the one that undoes it', textOf(migrate, 'x/0042_drop_redis.down.sql'), '-- Undo: Drop Redis\n'],
  ['a versioned migration', textOf(flyway, 'x/V42__drop_redis.sql'), '-- Drop Redis\n'],
  ['a task', textOf(tasks, 'x/tasks/task-42 - Drop-Redis.md'), '---\nid: 0042\ntitle: "Drop Redis"\n'],
  ['any other file', textOf(files(false), 'x/0042-drop-redis.md'), '# Drop Redis\n'],
  ['one with its number in the heading', textOf(files(true), 'x/0042-drop-redis.md'), '# 42. Drop Redis\n'],
])('%s begins with what its kind needs', (_, text, start) => {
  expect(text.slice(0, start.length)).toBe(start);
});

test('a migration of Django depends on the last one of its app', () => {
  const path = 'shop/migrations/0042_drop_redis.py';
  expect(textOf(django, path, ['0041_add_redis'])).toContain(
    "    dependencies = [\n        ('shop', '0041_add_redis'),\n    ]\n",
  );
  expect(textOf(django, path)).toContain('    dependencies = []\n');
});
