import { execFileSync } from 'node:child_process';

import { formatLink } from '../../src/formats/number-chain.ts';

/** Gives a bare repository a chain of so many draws, of one number each. */
export function longChain(server: string, draws: number): void {
  const lines: string[] = [];
  for (let serial = 0; serial <= draws; serial += 1) {
    const number = [serial + 2];
    const message = formatLink({
      chain: 'c'.repeat(32),
      serial,
      nonce: serial.toString(16).padStart(32, '0'),
      draw:
        serial === 0
          ? undefined
          : { counter: 'backlog', from: number, to: number, title: `Number ${serial}` },
      counters: new Map([['backlog', number]]),
    });
    lines.push(
      `commit refs/tidemark/numbers\ncommitter T <t@example.com> ${1_700_000_000 + serial} +0000\ndata ${Buffer.byteLength(message)}\n${message}\n`,
    );
  }
  execFileSync('git', ['fast-import', '--quiet'], { cwd: server, input: lines.join('') });
}
