import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { shellWord } from '../../../../src/core/messages/wording.ts';

test('a plain path stays as it is', () => {
  expect(shellWord('.dev/BACK_LOG-2.yaml')).toBe('.dev/BACK_LOG-2.yaml');
});

test('a shell takes any other path for one word', () => {
  const word = fc.string({
    unit: fc.constantFrom("'", '"', '$(id)', '`', ';', ' ', '\\', '*', '~', 'ü', 'a', '-'),
  });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
      const script = `printf '%s\\n' ${words.map(shellWord).join(' ')}`;
      expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(`${words.join('\n')}\n`);
    }),
    { numRuns: 20 },
  );
});
