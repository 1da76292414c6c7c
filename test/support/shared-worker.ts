import { appendFileSync } from 'node:fs';
import { argv, stdin, stdout } from 'node:process';
import { text } from 'node:stream/consumers';

import { claimNumber, isUndrawn } from '../../src/adapters/disk/drawn-numbers.ts';
import { openRepository } from '../../src/adapters/git/repository.ts';
import { openChain, whileLocked } from '../../src/drawing/shared/chain.ts';
import { drawLink } from '../../src/drawing/shared/pushing/draw-link.ts';
import { takeShared } from '../../src/drawing/shared/take-shared.ts';

/**
 * Waits until its input ends, takes numbers over origin, and notes each as soon as it has it, with how many pushes it took and how many milliseconds: one by
 * one, or of blocks, as `next --take` does once it knows the clone.
 */
const [cwd = '', log = '', count = '', size = ''] = argv.slice(2);
const { commonDir, ...repository } = await openRepository(cwd);
const chain = await openChain({ commonDir, ...repository }, 'origin');
const shared = {
  chain,
  counter: 'backlog',
  block: Number(size),
  claim: async ([number = 0]: readonly number[]) => claimNumber(commonDir, number, 0),
  isFree: async ([number = 0]: readonly number[]) => isUndrawn(commonDir, number),
};
stdout.write('ready\n');
await text(stdin);
for (let turn = 0; turn < Number(count); turn += 1) {
  const started = performance.now();
  const { number, tries } = size === '1' ? await takeOne(`Turn ${turn}`) : await takeOfBlock(`Turn ${turn}`);
  appendFileSync(log, `${number} ${tries} ${Math.round(performance.now() - started)}\n`);
}

async function takeOne(title: string): Promise<{ readonly number: number; readonly tries: number }> {
  const request = { counter: 'backlog', least: [1], count: 1, title };
  const { link, tries } = await whileLocked(chain, async () => drawLink(chain, request));
  return { number: link.draw?.from[0] ?? 0, tries };
}

async function takeOfBlock(title: string): Promise<{ readonly number: number; readonly tries: number }> {
  const { number } = await takeShared(shared, { above: [2], title });
  return { number, tries: 0 };
}
