import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { ownIdentity } from '../../../../../src/adapters/disk/temporary-files.ts';
import { inTurn } from '../../../../../src/adapters/disk/lock/waiting-line.ts';
import { freshDirectory } from '../../../../support/repo.ts';

const PATIENT = {
  each: 1,
  one: 60_000,
  most: 60_000,
  text: 'mine\n',
  served: () => undefined,
};
const HURRIED = { ...PATIENT, most: 20 };

test('whoever came earlier and is there is waited for', async () => {
  const directory = freshDirectory('line');
  const earlier = join(directory, await ticket(Date.now() - 1000, {}));
  writeFileSync(earlier, '');
  const events: string[] = [];
  const mine = inTurn(directory, PATIENT, async () => Promise.resolve(events.push('mine')));
  while (readdirSync(directory).length < 2) await turnOfTheLoop();
  for (let turn = 0; turn < 100; turn += 1) await turnOfTheLoop();
  events.push('left');
  unlinkSync(earlier);
  await mine;
  expect([events, readdirSync(directory)]).toEqual([['left', 'mine'], []]);
});

async function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

let tickets = 0;

function suffix(): string {
  tickets += 1;
  return tickets.toString(16).padStart(8, '0');
}

async function ticket(at: number, process: Partial<{ pid: number; started: string; host: string }>) {
  const me = { ...ownIdentity(), ...process };
  return `ticket-${String(at).padStart(14, '0')}-${me.pid}.${me.started}.${me.host}.${suffix()}`;
}

test.each<[string, number, Parameters<typeof ticket>[1]]>([
  ['is dead', Date.now() - 1000, { pid: 999_999_999 }],
  ['has another start time', Date.now() - 1000, { started: '1' }],
  ['came hours ago, from another host', Date.now() - 7_200_000, { host: '0123456789ab' }],
])('whoever %s is not waited for, and its ticket is removed', async (_name, at, process) => {
  const directory = freshDirectory('line');
  writeFileSync(join(directory, await ticket(at, process)), '');
  expect(await inTurn(directory, PATIENT, async () => Promise.resolve(7))).toBe(7);
  expect(readdirSync(directory)).toEqual([]);
});

test('whoever has waited for long enough goes on', async () => {
  const directory = freshDirectory('line');
  const left = await ticket(Date.now() - 1000, { host: '0123456789ab' });
  for (const name of [left, 'something-else']) writeFileSync(join(directory, name), '');
  expect(await inTurn(directory, HURRIED, async () => Promise.resolve(7))).toBe(7);
  expect(readdirSync(directory).toSorted()).toEqual(['something-else', left].toSorted());
});

test('whoever takes too long is passed, one after the other, and stays where it is', async () => {
  const directory = freshDirectory('line');
  const slow = [await ticket(Date.now() - 1000, {}), await ticket(Date.now() - 500, {})];
  for (const name of slow) writeFileSync(join(directory, name), '');
  const passing = { ...PATIENT, one: 0 };
  expect(await inTurn(directory, passing, async () => Promise.resolve(7))).toBe(7);
  expect(readdirSync(directory).toSorted()).toEqual(slow);
});

test('whoever is at work comes before one that came earlier and was slow to say so', async () => {
  const directory = freshDirectory('line');
  const late = await ticket(Date.now() - 1000, {});
  const [names, texts] = await inTurn(directory, PATIENT, async (behind) => {
    writeFileSync(join(directory, late), 'late');
    return Promise.resolve([readdirSync(directory).toSorted(), behind(9).map(({ text }) => text)] as const);
  });
  expect([names[1], texts, readdirSync(directory)]).toEqual([late, ['late'], [late]]);
});

test('a line that cannot be joined is none', async () => {
  const directory = join(freshDirectory('line'), 'missing');
  expect(await inTurn(directory, PATIENT, async () => Promise.resolve(7))).toBe(7);
});

test('whatever goes wrong, the ticket is given back', async () => {
  const directory = freshDirectory('line');
  await expect(inTurn(directory, PATIENT, async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(readdirSync(directory)).toEqual([]);
});

describe('those who wait behind', () => {
  test('are seen with what they wait for, the first one first, and never more than asked for', async () => {
    const directory = freshDirectory('line');
    const seen = await inTurn(directory, PATIENT, async (behind) => {
      for (const [at, text] of ['one', 'two', 'three'].entries())
        writeFileSync(join(directory, await ticket(Date.now() + 1000 + at, {})), text);
      return [behind(9), behind(2)].map((waiting) => waiting.map(({ text }) => text));
    });
    expect(seen).toEqual([
      ['one', 'two', 'three'],
      ['one', 'two'],
    ]);
  });

  test('are not seen where they are dead, and what is no file of Tidemark’s says nothing', async () => {
    const directory = freshDirectory('line');
    const texts = await inTurn(directory, PATIENT, async (behind) => {
      const at = Date.now() + 1000;
      writeFileSync(join(directory, await ticket(at, { pid: 999_999_999 })), 'dead');
      writeFileSync(join(directory, await ticket(at + 1, {})), 'x'.repeat(20_000));
      mkdirSync(join(directory, await ticket(at + 2, {})));
      spawnSync('mkfifo', [join(directory, await ticket(at + 3, {}))]);
      writeFileSync(join(directory, `x${await ticket(at + 4, {})}`), 'no ticket');
      return behind(9).map(({ text }) => text);
    });
    expect(texts).toEqual(['', '', '']);
  });

  test('whoever is served goes away with that, and does not wait for its turn', async () => {
    const directory = freshDirectory('line');
    const events: string[] = [];
    const joining = { ...PATIENT, served: () => 'served' };
    const first = await inTurn(directory, PATIENT, async (behind) => {
      const second = inTurn(directory, joining, async () => Promise.resolve('my turn'));
      for (;;) {
        await turnOfTheLoop();
        const [waiting] = behind(1);
        if (!waiting) continue;
        events.push(waiting.text);
        waiting.serve();
        return second;
      }
    });
    expect([first, events, readdirSync(directory)]).toEqual(['served', ['mine\n'], []]);
  });

  test('whoever was sent away, and finds nothing, takes its turn at once', async () => {
    const directory = freshDirectory('line');
    const outcome = await inTurn(directory, PATIENT, async (behind) => {
      const second = inTurn(directory, PATIENT, async (then) =>
        Promise.resolve([then(9).map(({ text }) => text)]),
      );
      for (;;) {
        await turnOfTheLoop();
        const [waiting] = behind(1);
        waiting?.serve();
        if (waiting) return second;
      }
    });
    expect(outcome).toEqual([['mine\n']]);
  });

  test('whoever comes first, and was served by one that died, does not do it again', async () => {
    const directory = freshDirectory('line');
    writeFileSync(join(directory, await ticket(Date.now() - 1000, { pid: 999_999_999 })), 'dead');
    const joining = { ...PATIENT, served: () => 'served' };
    expect(await inTurn(directory, joining, async () => Promise.resolve('my turn'))).toBe('served');
  });
});

test('what is waited for is readable by nobody else', async () => {
  const directory = freshDirectory('line');
  const text = await inTurn(directory, PATIENT, async () => {
    const [name = ''] = readdirSync(directory);
    return Promise.resolve([
      readFileSync(join(directory, name), 'utf8'),
      statSync(join(directory, name)).mode & 0o777,
    ]);
  });
  expect(text).toEqual(['mine\n', 0o600]);
});
