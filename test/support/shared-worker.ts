import { appendFileSync } from 'node:fs';
import { argv, stdin, stdout } from 'node:process';
import { text } from 'node:stream/consumers';

import { openRepository } from '../../src/adapters/git/repository.ts';
import { openChain, withChain } from '../../src/drawing/shared/chain.ts';
import { drawLink } from '../../src/drawing/shared/draw-link.ts';

/** Waits until its input ends, draws over origin, and notes each range as soon as it has it: its ends, how many pushes it took, and milliseconds. */
const [cwd = '', log = '', count = '', size = ''] = argv.slice(2);
const chain = await openChain(await openRepository(cwd), 'origin');
stdout.write('ready\n');
await text(stdin);
for (let turn = 0; turn < Number(count); turn += 1) {
  const started = performance.now();
  const { link, tries } = await withChain(chain, async (store) =>
    drawLink(chain, store, async ({ counters }) => {
      const [before = 0] = counters.get('backlog') ?? [];
      const to = [before + Number(size)];
      const draw = { counter: 'backlog', from: [before + 1], to, title: `Turn ${turn}` };
      return { draw, counters: new Map([...counters, ['backlog', to]]) };
    }),
  );
  const took = Math.round(performance.now() - started);
  appendFileSync(log, `${link.draw?.from.join('.')} ${link.draw?.to.join('.')} ${tries} ${took}\n`);
}
