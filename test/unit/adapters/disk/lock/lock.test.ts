import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { acquireLock } from '../../../../../src/adapters/disk/lock/lock.ts';
import { pidOfTheDead } from '../../../../support/dead.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tidemark-lock-'));
  file = join(directory, 'tidemark', 'lock');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** The lock as its holder wrote it, with some of it replaced. */
async function forge(replace: (target: string) => string): Promise<void> {
  const { release } = await acquireLock(file);
  const target = readlinkSync(file);
  await release();
  symlinkSync(replace(target), file);
}

const withPid = (pid: number, token: string) => (target: string) =>
  target.replace(/^\w+ \d+/u, `${token} ${pid}`);

test('holds host, process and start time, and leaves nothing when it is released', async () => {
  const lock = await acquireLock(file);
  expect(lock.notice).toBeUndefined();
  expect(readlinkSync(file)).toMatch(new RegExp(`^\\w{12} ${process.pid} (\\d+|-) ${hostname()} `, 'u'));
  await lock.release();
  expect(readdirSync(join(directory, 'tidemark'))).toEqual([]);
});

test('admits one holder at a time', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    const lock = await acquireLock(file);
    most = Math.max(most, ++inside);
    await sleep(2);
    inside -= 1;
    await lock.release();
  };
  await Promise.all(Array.from({ length: 20 }, work));
  expect(most).toBe(1);
});

test('a living holder is waited for, with a bound', async () => {
  const lock = await acquireLock(file);
  await expect(acquireLock(file, 50)).rejects.toMatchObject({
    code: 'locked',
    message: `Process ${process.pid} on ${hostname()} has been holding the lock ${file} for more than 0 s.`,
  });
  const next = acquireLock(file, 5000);
  await lock.release();
  expect((await next).notice).toBeUndefined();
});

test('a dead holder is told of, and many at once admit one successor', async () => {
  const pid = await pidOfTheDead();
  await forge(withPid(pid, 'abc'));
  const notices: unknown[] = [];
  const work = async () => {
    const lock = await acquireLock(file);
    notices.push(lock.notice);
    await lock.release();
  };
  await Promise.all([work(), work(), work()]);
  expect(readdirSync(join(directory, 'tidemark'))).toEqual([]);
  expect(notices.filter((notice) => notice !== undefined)).toEqual([
    `Took over the lock of process ${pid}, which ended without releasing it.`,
  ]);
});

test('one who died while taking over is taken over too', async () => {
  const pid = await pidOfTheDead();
  await forge(withPid(pid, 'abc'));
  const second = readlinkSync(file).replace('abc', 'def');
  symlinkSync(second, `${file}.abc`);
  expect((await acquireLock(file)).notice).toContain(`process ${pid}`);
  expect(readdirSync(join(directory, 'tidemark'))).toEqual(['lock']);
});

test('what one left who died right after taking over is swept, and what the living hold stays', async () => {
  const pid = await pidOfTheDead();
  await forge(withPid(pid, 'abc'));
  const dead = readlinkSync(file);
  rmSync(file);
  symlinkSync(dead, `${file}.def`);
  symlinkSync(dead.replace(String(pid), String(process.pid)), `${file}.fed`);
  writeFileSync(`${file}.txt`, '');
  const { notice, release } = await acquireLock(file);
  expect(notice).toBeUndefined();
  await release();
  expect(readdirSync(join(directory, 'tidemark'))).toEqual(['lock.fed', 'lock.txt']);
});

test('a process that was given the number of a dead one is another', async () => {
  await forge((target) => target.replace(/^(\w+ \d+) \d+/u, '$1 1'));
  expect((await acquireLock(file)).notice).toContain(`process ${process.pid}`);
});

test.each([
  [
    'of another host',
    (target: string) => target.replace(hostname(), 'elsewhere'),
    /^Process \d+ on elsewhere has/u,
  ],
  ['nobody can read', () => 'whatever', /^Something has been holding/u],
])('a holder %s counts as living', async (_, replace, message) => {
  await forge(replace);
  await expect(acquireLock(file, 30)).rejects.toThrow(message);
});

test('a file in place of the lock is waited for, and stays', async () => {
  await (await acquireLock(file)).release();
  writeFileSync(file, 'mine');
  await expect(acquireLock(file, 30)).rejects.toMatchObject({ code: 'locked' });
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('where no lock can be made it says so', async () => {
  writeFileSync(join(directory, 'tidemark'), '');
  await expect(acquireLock(file)).rejects.toMatchObject({ code: 'cannot-write' });
});
