import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

import { writeAtomically } from '../../../../src/adapters/disk/atomic-write.ts';
import { sweepTemporaries, temporaryBeside } from '../../../../src/adapters/disk/temporary-files.ts';
import { leftoverOf, pidOfTheDead } from '../../../support/dead.ts';
import { freshDirectory } from '../../../support/repo.ts';

const of = (name: string, part: RegExp, other: string) => name.replace(part, other);

test('sweeping takes what dead processes of this host left, and nothing else', async () => {
  const directory = freshDirectory();
  const dead = await leftoverOf(await pidOfTheDead());
  const own = basename(temporaryBeside(join(directory, 'a.md')));
  const anew = of(own, /\.\d+\./u, '.1.');
  const elsewhere = of(dead, /[0-9a-f]{12}(?=\.)/u, '0123456789ab');
  const strange = ['.tidemark.yaml', `${dead}.md`, `x${dead}`, '.tidemark-1.2.3.4', '.tidemark-', 'a.md'];
  const staying = [own, elsewhere, ...strange];
  for (const name of [dead, anew, ...staying]) writeFileSync(join(directory, name), '');
  sweepTemporaries(directory);
  expect(readdirSync(directory).sort()).toEqual(staying.sort());
  sweepTemporaries(join(directory, 'nowhere'));
});

test('what has such a name and cannot be removed is nobody’s trouble', async () => {
  const directory = freshDirectory();
  const name = await leftoverOf(await pidOfTheDead());
  mkdirSync(join(directory, name));
  writeFileSync(join(directory, name, 'x'), '');
  sweepTemporaries(directory);
  expect(existsSync(join(directory, name, 'x'))).toBe(true);
});

test('the next write into a directory sweeps it, and a name may be as long as names can be', async () => {
  const directory = freshDirectory();
  writeFileSync(join(directory, await leftoverOf(await pidOfTheDead())), 'half');
  const name = 'x'.repeat(255);
  await writeAtomically(join(directory, name), 'whole', { isNew: true });
  expect(readdirSync(directory)).toEqual([name]);
});
