import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

const items = ['WRK-002 Retry limits'];
const one = { items, dirs: ['WRK-002_retry-limits'] };
const two = { items, dirs: ['WRK-002_retry-limits', 'WRK-002_retry'] };
const DUPLICATE = 'error change-dir-duplicate WRK-002';

checkAll([
  [
    'one directory for each ID',
    { base: one, candidate: { items, mark: 3, dirs: ['WRK-002_retry-limits', 'WRK-003_retry-limits'] } },
  ],
  [
    'one number under two prefixes',
    { base: one, candidate: { items, dirs: ['WRK-002_retry', 'HAMY-002_retry'], prefixes: ['HAMY'] } },
  ],
  ['two directories with one ID', { base: one, candidate: two }, DUPLICATE],
  [
    'however the ID is written',
    { base: one, candidate: { items, dirs: ['WRK-002_retry-limits', 'wrk-2_retry-limits'] } },
    DUPLICATE,
  ],
  [
    'one of them without a slug',
    { base: one, candidate: { items, dirs: ['WRK-002_retry-limits', 'WRK-002'] } },
    DUPLICATE,
  ],
  ['a prefix that is not the project’s', { base: one, candidate: { items, dirs: ['RFC-2_a', 'RFC-2_b'] } }],
  ['old trouble', { base: two, candidate: two }, 'warning change-dir-duplicate WRK-002 (inherited)'],
  [
    'old trouble in directories that claim only now',
    {
      base: { items, dirs: ['HAMY-009_a', 'HAMY-009_b'] },
      candidate: { items: [...items, 'HAMY-010 Kappa'], dirs: ['HAMY-009_a', 'HAMY-009_b'] },
    },
    'warning change-dir-duplicate HAMY-009 (inherited)',
  ],
  [
    'a third directory',
    { base: two, candidate: { items, dirs: [...two.dirs, 'WRK-002_limits'] } },
    DUPLICATE,
  ],
]);

test('two things are parted, not joined', () => {
  const things = { items, dirs: ['WRK-002_retry-limits', 'WRK-002_exports'] };
  expect(onlyFinding({ base: things, candidate: things })).toContain(
    'run tidemark renumber WRK-002 --stage\n',
  );
});

test('it points at the new one, wherever it stands', () => {
  expect(onlyFinding({ base: one, candidate: { items, dirs: ['WRK-002_retry', 'WRK-002_retry-limits'] } }))
    .toBe(`\
changes/WRK-002_retry:1:1 error change-dir-duplicate WRK-002
WRK-002 has two directories: changes/WRK-002_retry-limits/ and changes/WRK-002_retry/
see changes/WRK-002_retry-limits:1:1 a directory “retry-limits”
run mv -n changes/WRK-002_retry/* changes/WRK-002_retry-limits/ && rmdir changes/WRK-002_retry
accept {"subject":"retry"}`);
});

test('of several it names all, and the new one last', () => {
  const three = { items, dirs: ['WRK-002', 'WRK-002_retry', 'WRK-002_retry-limits'] };
  expect(onlyFinding({ base: one, candidate: three })).toContain(
    'WRK-002 has three directories: changes/WRK-002/, changes/WRK-002_retry-limits/ and changes/WRK-002_retry/\n',
  );
});
