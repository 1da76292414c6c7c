import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { acquireLock } from '../../../../../src/adapters/disk/lock/lock.ts';
import { pidOfTheDead } from '../../../../support/dead.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tidemark-lock-'));
  file = join(directory, 'tidemark', 'lock');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** The lock as its holder wrote it, with some of it replaced, last touched `ago` minutes ago. */
async function forge(replace: (text: string) => string, ago = 0): Promise<void> {
  const { release } = await acquireLock(file);
  const text = readFileSync(file, 'utf8');
  release();
  writeFileSync(file, replace(text));
  const then = Date.now() / 1000 - ago * 60;
  utimesSync(file, then, then);
}

const withPid = (pid: number, token: string) => (text: string) =>
  text.replace(/^\w+ \d+/u, `${token} ${pid}`);

test('holds host, process and start time, and leaves nothing when it is released', async () => {
  const lock = await acquireLock(file);
  expect(lock.notice).toBeUndefined();
  expect(readdirSync(join(directory, 'tidemark'))).toEqual(['lock']);
  expect(readFileSync(file, 'utf8')).toMatch(
    new RegExp(`^\\w{12} ${process.pid} (\\d+|-) ${hostname()} `, 'u'),
  );
  lock.release();
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
    lock.release();
  };
  await Promise.all(Array.from({ length: 20 }, work));
  expect(most).toBe(1);
});

test('a living holder is waited for, with a bound', async () => {
  const lock = await acquireLock(file);
  await expect(acquireLock(file, { waitMs: 50 })).rejects.toMatchObject({
    code: 'locked',
    message: `Process ${process.pid} on ${hostname()} has the lock ${file}, and last touched it 1 second ago.`,
    hint: 'Wait until it has finished, or end it, and run the command again.',
  });
  const next = acquireLock(file, { waitMs: 5000 });
  lock.release();
  expect((await next).notice).toBeUndefined();
});

test('a dead holder is reported, and many at once admit one successor', async () => {
  const pid = await pidOfTheDead();
  await forge(withPid(pid, 'abc'));
  const notices: unknown[] = [];
  const work = async () => {
    const lock = await acquireLock(file);
    notices.push(lock.notice);
    lock.release();
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
  const second = readFileSync(file, 'utf8').replace('abc', 'def');
  writeFileSync(`${file}.abc`, second);
  expect((await acquireLock(file)).notice).toContain(`process ${pid}`);
  expect(readdirSync(join(directory, 'tidemark'))).toEqual(['lock']);
});

test('what one left who died right after taking over is swept, and what the living hold stays', async () => {
  const pid = await pidOfTheDead();
  await forge(withPid(pid, 'abc'));
  const dead = readFileSync(file, 'utf8');
  rmSync(file);
  writeFileSync(`${file}.def`, dead);
  const alive = /\S+$/u.exec(
    readFileSync('/proc/self/stat', 'latin1').split(' ').slice(0, 22).join(' '),
  )?.[0];
  writeFileSync(`${file}.fed`, dead.replace(/^(\w+) \d+ \S+/u, `$1 ${process.pid} ${alive}`));
  writeFileSync(`${file}.txt`, '');
  const { notice, release } = await acquireLock(file);
  expect(notice).toBeUndefined();
  release();
  expect(readdirSync(join(directory, 'tidemark'))).toEqual(['lock.fed', 'lock.txt']);
});

test('a process that was given the number of a dead one is another', async () => {
  await forge((target) => target.replace(/^(\w+ \d+) \d+/u, '$1 1'));
  expect((await acquireLock(file)).notice).toContain(`process ${process.pid}`);
});

const elsewhere = (text: string) => text.replace(hostname(), 'elsewhere');
const otherSpace = (text: string) => text.replace(/\S+$/u, 'pid:[4026539999]');
const nobody = () => 'whatever';

describe('a holder that cannot be looked for', () => {
  const WHO: readonly [string, (text: string) => string, string][] = [
    ['on another host', elsewhere, `Process ${process.pid} on elsewhere`],
    ['in another container', otherSpace, `Process ${process.pid} of another container on ${hostname()}`],
    ['nobody can read', nobody, 'Something'],
    ['that wrote nothing', () => '', 'Something'],
  ];

  test.each(WHO)('%s counts as living for ten minutes', async (_, replace, who) => {
    await forge(replace, 9);
    for (const breakLock of [false, true]) {
      await expect(acquireLock(file, { waitMs: 30, breakLock })).rejects.toMatchObject({
        code: 'locked',
        message: `${who} has the lock ${file}, and last touched it 9 minutes ago.`,
        hint: expect.stringContaining('`--break-lock` takes the lock over ten minutes after'),
      });
    }
  });

  test.each(WHO)('%s is not waited for later, and may be taken over', async (_, replace, who) => {
    await forge(replace, 60 * 24 * 31);
    const began = Date.now();
    await expect(acquireLock(file)).rejects.toMatchObject({
      code: 'locked',
      message: `${who} has the lock ${file}, and last touched it 31 days ago.`,
      hint: expect.stringContaining('run the command again with `--break-lock`'),
    });
    expect(Date.now() - began).toBeLessThan(5000);
    const work = async () => {
      const { notice, release } = await acquireLock(file, { breakLock: true });
      release();
      return notice;
    };
    const notices = await Promise.all([work(), work(), work()]);
    expect(notices.filter(Boolean)).toEqual([`Broke the lock: ${who} had not touched it for ten minutes.`]);
    expect(readdirSync(join(directory, 'tidemark'))).toEqual([]);
  });
});

test('who lives here keeps the lock, however long it has not been touched', async () => {
  await forge((text) => text, 60);
  await expect(acquireLock(file, { waitMs: 30, breakLock: true })).rejects.toMatchObject({
    code: 'locked',
    hint: 'Wait until it has finished, or end it, and run the command again.',
  });
});

test('a lock of a former version, a symbolic link, counts as well', async () => {
  const pid = await pidOfTheDead();
  const { release } = await acquireLock(file);
  const text = readFileSync(file, 'utf8');
  release();
  symlinkSync(withPid(pid, 'abc')(text), file);
  expect((await acquireLock(file)).notice).toContain(`process ${pid}`);
});

test('something else in place of the lock is waited for, and stays', async () => {
  (await acquireLock(file)).release();
  mkdirSync(file);
  await expect(acquireLock(file, { waitMs: 30 })).rejects.toMatchObject({ code: 'locked' });
  expect(readdirSync(join(directory, 'tidemark'))).toEqual(['lock']);
});

test('where no lock can be made it says so', async () => {
  writeFileSync(join(directory, 'tidemark'), '');
  await expect(acquireLock(file)).rejects.toMatchObject({ code: 'cannot-write' });
});
