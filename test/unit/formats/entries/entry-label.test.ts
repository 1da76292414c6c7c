import { expect, test } from 'vitest';

import { labelOf } from '../../../../src/formats/entries/entry-label.ts';
import { filesKind } from '../../../../src/formats/kinds/files.ts';
import { FIXED_KINDS } from '../../../../src/formats/kinds/index.ts';

const rfcs = filesKind({ pattern: '{number}-{slug}/README.md', order: false, reuse: false, heading: false });

test.each([
  [FIXED_KINDS.adr, 'x/0042-use_it.md', '0042-use_it 0042 x/0042-use_it.md'],
  [FIXED_KINDS.adr, 'x/adr-042-a.b.md', 'adr-042-a.b 042 x/adr-042-a.b.md'],
  [FIXED_KINDS['golang-migrate'], 'x/000042_a.up.sql', '000042_a 000042 x/000042_a.up.sql'],
  [FIXED_KINDS['golang-migrate'], 'x/42_a_down.sql', '42_a 42 x/42_a_down.sql'],
  [FIXED_KINDS.flyway, 'x/y/V6.1.0.4__a.sql', 'V6.1.0.4__a 6.1.0.4 x/y/V6.1.0.4__a.sql'],
  [FIXED_KINDS.flyway, 'x/V6.1.sql', 'V6.1 6.1 x/V6.1.sql'],
  [FIXED_KINDS['backlog-md'], 'x/tasks/task-4.2 - A b.md', 'task-4.2 - A b 4.2 x/tasks/task-4.2 - A b.md'],
  [rfcs, 'x/42-a/README.md', '42-a 42 x/42-a'],
  [filesKind({ pattern: '{number}', order: false, reuse: false, heading: false }), 'x/42', '42 42 x/42'],
  [FIXED_KINDS.adr, 'x/0042.md', '0042 0042 x/0042.md'],
  [FIXED_KINDS['golang-migrate'], 'x/42.up.sql', '42 42 x/42.up.sql'],
  [FIXED_KINDS.adr, 'x/README.md', undefined],
  [FIXED_KINDS.flyway, 'x/v7__a.sql', undefined],
  [FIXED_KINDS.adr, 'y/0042-a.md', undefined],
])('%o %s', (kind, path, expected) => {
  const found = labelOf({ kind, paths: ['x'] }, path);
  expect(found && `${found.label} ${found.digits} ${found.path}`).toBe(expected);
});
