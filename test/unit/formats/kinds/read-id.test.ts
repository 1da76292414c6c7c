import { expect, test } from 'vitest';

import { filesKind } from '../../../../src/formats/kinds/files.ts';
import { FIXED_KINDS } from '../../../../src/formats/kinds/index.ts';
import type { Kind } from '../../../../src/formats/kinds/kind.ts';
import { readId } from '../../../../src/formats/kinds/read-id.ts';

const { adr, flyway, 'backlog-md': tasks, 'golang-migrate': sql } = FIXED_KINDS;
const rfcs = filesKind({ pattern: 'RFC-{number}-{slug}.md', order: false, reuse: false, heading: false });
const KEYS = ['42', '42.1', '6.1', '2a', 'TASK-42', 'DRAFT-42', 'TASK-42.1'];

test.each<[string, Kind, string, string, string]>([
  ['a number', adr, 'adr', '42', '42 TASK-42 DRAFT-42'],
  ['padded', adr, 'adr', '0042', '42 TASK-42 DRAFT-42'],
  ['with a letter', adr, 'adr', '002A', '2a'],
  ['as people call the kind', adr, 'adr', 'ADR-0042', '42'],
  ['as people call the ledger', adr, 'decisions', 'decision 42', '42'],
  ['a version', flyway, 'flyway', 'V6_1_0', '6.1'],
  ['a version without its letter', flyway, 'flyway', '6.01', '6.1'],
  ['a prefix that names have', tasks, 'tasks', 'Task-42', '42 TASK-42'],
  ['another prefix', tasks, 'backlog-md', 'draft-42', 'DRAFT-42'],
  ['a part of a task', tasks, 'backlog-md', 'task-42.1', '42.1 TASK-42.1'],
  ['what stands in a pattern', rfcs, 'rfcs', 'rfc42', '42'],
  ['another ledger’s', sql, 'golang-migrate', 'WRK-042', ''],
  ['no number', adr, 'adr', 'forty-two', 'none'],
  ['a path', adr, 'adr', 'docs/0042', 'none'],
])('%s', (_name, kind, name, text, keys) => {
  const isKey = readId(kind, name, text);
  expect(isKey ? KEYS.filter(isKey).join(' ') : 'none').toBe(keys);
});
