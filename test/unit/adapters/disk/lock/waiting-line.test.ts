import { readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { ownIdentity } from '../../../../../src/adapters/disk/temporary-files.ts';
import { inTurn } from '../../../../../src/adapters/disk/lock/waiting-line.ts';
import { freshDirectory } from '../../../../support/repo.ts';

const PATIENT = { each: 1, most: 60_000 };

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

async function ticket(at: number, process: Partial<{ pid: number; started: string; host: string }>) {
  const me = { ...(await ownIdentity()), ...process };
  return `ticket-${String(at).padStart(14, '0')}-${me.pid}.${me.started}.${me.host}`;
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
  expect(await inTurn(directory, { each: 1, most: 20 }, async () => Promise.resolve(7))).toBe(7);
  expect(readdirSync(directory).toSorted()).toEqual(['something-else', left].toSorted());
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
