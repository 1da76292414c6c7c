import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { FIXED_KINDS } from '../../../../src/formats/kinds/index.ts';
import { readPath } from '../../../../src/formats/kinds/read-name.ts';

const part = fc.constantFrom(
  ...'0007 7 0000 9999 20260102 2026 01 02 V adr x up down Ü - _ __ . a b1 .md .sql .py .up _down /'.split(
    ' ',
  ),
  ' ',
);
const usual = fc
  .tuple(
    fc.constantFrom('', 'V', 'adr-'),
    fc.constantFrom('0007', '12', '0000', '2026-01-02'),
    fc.constantFrom('-', '_', '__'),
    fc
      .array(fc.constantFrom('a', 'b2', '_', '-', 'up', 'down'), { maxLength: 4 })
      .map((words) => words.join('')),
    fc.constantFrom('.md', '.sql', '.up.sql', '.down.sql', '_up.sql', '.py'),
  )
  .map((parts) => parts.join(''));
const name = fc.oneof(
  usual,
  fc.array(part, { maxLength: 7 }).map((parts) => parts.join('')),
);

test.each(Object.values(FIXED_KINDS))('a plain name of $name says what it says to all', (kind) => {
  const { plain: _plain, ...slow } = kind;
  fc.assert(
    fc.property(name, (path) => {
      const paths = ['x', 'y'];
      for (const root of paths)
        expect(readPath({ kind, paths }, `${root}/${path}`)).toEqual(
          readPath({ kind: slow, paths }, `${root}/${path}`),
        );
    }),
    { numRuns: 1000 },
  );
});
