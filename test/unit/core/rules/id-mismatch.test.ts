import { expect, test } from 'vitest';
import { checkAll } from '../../../support/cases.ts';
import { onlyFinding } from '../../../support/situation.ts';

const dirs = ['WRK-001_retry'];
const items = ['WRK-001 Retry', 'WRK-002 Search'];

checkAll([
  ['documents of the directory’s own ID', { candidate: { items, dirs: ['WRK-001_retry: PRD retry_SPEC'] } }],
  [
    'one whose file is named after another',
    { candidate: { items, dirs: ['WRK-001_retry: !WRK-002_PRD'] } },
    'warning id-mismatch WRK-001',
  ],
  [
    'one that was there before',
    {
      base: { items, dirs: ['WRK-001_retry: !WRK-002_PRD'] },
      candidate: { items, dirs: ['WRK-001_retry: !WRK-002_PRD !WRK-002_SPEC'] },
    },
    'warning id-mismatch WRK-001 (inherited)',
    'warning id-mismatch WRK-001',
  ],
  [
    'one of a prefix that nobody knows',
    { candidate: { items, dirs: ['WRK-001_retry: !ADR-002_PRD'], named: ['WRK-001_retry/x.md line RFC-7'] } },
  ],
  [
    'a heading and a line',
    {
      candidate: {
        items,
        dirs,
        named: ['WRK-001_retry/PRD.md heading WRK-002', 'WRK-001_retry/PRD.md line WRK-003'],
      },
    },
    'warning id-mismatch WRK-001',
    'warning id-mismatch WRK-001',
  ],
  [
    'the right ones',
    {
      candidate: {
        items,
        dirs,
        named: ['WRK-001_retry/x.md heading WRK-001', 'WRK-001_retry/x.md line WRK-1'],
      },
    },
  ],
  [
    'a heading that says what the name says',
    {
      candidate: {
        items,
        dirs: ['WRK-001_retry: !WRK-002_PRD'],
        named: ['WRK-001_retry/WRK-002_PRD.md heading WRK-002', 'WRK-001_retry/WRK-002_PRD.md line WRK-001'],
      },
    },
    'warning id-mismatch WRK-001',
  ],
  ['a document in no directory that claims', { candidate: { items, named: ['x/y.md heading WRK-002'] } }],
]);

test('it says where, and what to write', () => {
  expect(onlyFinding({ candidate: { items, dirs, named: ['WRK-001_retry/PRD.md heading WRK-002'] } })).toBe(`\
changes/WRK-001_retry/PRD.md:3:3 warning id-mismatch WRK-001
changes/WRK-001_retry/PRD.md says WRK-002 in its heading, but is in the directory of WRK-001
see changes/WRK-001_retry:1:1 a directory “retry”
run write WRK-001 there, or move the document to the directory of WRK-002
accept {"subject":"WRK-002"}`);
});
