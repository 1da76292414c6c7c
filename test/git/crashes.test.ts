import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { COMMANDS } from '../../src/cli/registry.ts';
import { inProcess } from '../support/cli.ts';
import { CRASHING, READING } from '../support/crash-table.ts';
import { contentsOf, copyOf, leftoversIn, prepare } from '../support/crashing.ts';
import type { Contents } from '../support/crashing.ts';
import { freshDirectory, openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { canSabotage, HOWS, sabotage } from '../support/saboteur.ts';
import type { DiskCall, How, Sabotage, Sabotaged } from '../support/saboteur.ts';

/** `all`: every command, killed, interrupted and failing in every way. Otherwise these; in both at every call that changes the disk. */
const all = process.env['TORTURE_CRASHES'] === 'all';
const FAST: Readonly<Record<string, readonly How[]>> = {
  archive: ['KILL', 'INT'],
  renumber: ['KILL'],
  report: ['KILL'],
};
/** These take their time, so one command has to do. */
const SLOW: Readonly<Record<string, readonly How[]>> = { renumber: ['TERM', 'HANG'] };
const INTERRUPTED: Readonly<Partial<Record<How, number>>> = { INT: 130, TERM: 143, HANG: 130 };
/** A part of the ways, such as `INT,KILL`. */
const chosen = process.env['TORTURE_HOWS']?.split(',');
const able = canSabotage();

describe.skipIf(!able)('whatever is killed, interrupted or fails on the way', () => {
  test.each(Object.entries(CRASHING).filter(([name]) => all || name in FAST))(
    '%s leaves every file old or new, and the next command works',
    async (name, { oneIn = 1, unseen = false }) => {
      const start = prepare(name);
      const before = contentsOf(start);
      const repo = copyOf(start);
      const copies = freshDirectory('copies');
      const whole = run(name, repo, { copies });
      const after = contentsOf(repo);
      if (unseen) expect(after).toEqual(before);
      else expect(after).not.toEqual(before);
      const sabotages = sabotagesOf(name, whole.calls).filter(({ at }) => at % oneIn === 0);
      if (all) process.stdout.write(`${name}: ${whole.calls.length} calls, ${sabotages.length} sabotages\n`);
      const failures: string[] = [];
      for (const one of sabotages)
        failures.push(...(await failureOf(name, { start, one, before, after, whole, copies })));
      expect(failures.join('\n')).toBe('');
    },
    7_200_000,
  );

  test('what only reads changes nothing on disk', () => {
    const { root } = prepare('renumber');
    const told = READING.map((argv) => [...argv, sabotage(root, argv).calls]);
    expect(told).toEqual(READING.map((argv) => [...argv, []]));
  });

  test('every command is tried', () => {
    const tried = [...Object.values(CRASHING).map(({ argv }) => argv), ...READING].map(([name]) => name);
    expect(COMMANDS.map(({ name }) => name).filter((name) => !tried.includes(name))).toEqual([]);
  });
});

if (!able) test.skip('to be tried where a C compiler can make a library to preload');

function sabotagesOf(name: string, calls: readonly DiskCall[]): readonly Sabotage[] {
  const ways = all ? [...HOWS, ...(SLOW[name] ?? [])] : (FAST[name] ?? []);
  const hows = ways.filter((how) => chosen?.includes(how) ?? true);
  return calls.flatMap((call, index) =>
    hows.filter((how) => how !== 'TORN' || /write/u.test(call.name)).map((how) => ({ at: index + 1, how })),
  );
}

interface Trial extends Expected {
  readonly start: TestRepo;
  readonly one: Sabotage;
  /** It ran to its end. */
  readonly whole: Sabotaged;
  /** What was there before each call of the command itself. */
  readonly copies: string;
}

function run(name: string, repo: TestRepo, one: Parameters<typeof sabotage>[2] = {}): Sabotaged {
  const { argv = [], env } = CRASHING[name] ?? {};
  return sabotage(repo.root, argv, { ...one, env: env?.(repo) ?? {} });
}

async function failureOf(name: string, trial: Trial): Promise<readonly string[]> {
  const { one } = trial;
  const { repo, ended } = sabotaged(name, trial);
  const call = ended.calls[one.at - 1];
  try {
    expect({ reached: call }).toEqual({ reached: expect.anything() });
    expectContract(ended);
    expectInterrupted(ended, trial);
    expectOldOrNew(contentsOf(repo), { ...trial, ended, success: trial.whole.code });
    // Who is interrupted tidies up; who is cut off cannot.
    if (one.how === 'INT' || one.how === 'TERM') expect(leftoversIn(repo)).toEqual([]);
    await expectUsable(repo);
    if (CRASHING[name]?.apart) expectContract(run(name, repo));
    expect(leftoversIn(repo)).toEqual([]);
    if (name.startsWith('renumber')) expectWhole(contentsOf(repo), trial);
    return [];
  } catch (error) {
    return [
      `${name}, ${one.how} at ${one.at}: ${call?.name} ${call?.path}: ${String(error)}\n${ended.stderr}`,
    ];
  }
}

/** Killing the command itself needs no other run: what it would leave was copied. */
function sabotaged(name: string, { start, one, whole, copies }: Trial): { repo: TestRepo; ended: Sabotaged } {
  const copy = join(copies, String(one.at));
  if (one.how === 'KILL' && existsSync(copy))
    return { repo: openTestRepo(copy), ended: { ...whole, code: null, stderr: '' } };
  const repo = copyOf(start);
  return { repo, ended: run(name, repo, one) };
}

function expectContract({ code, stderr }: Sabotaged): void {
  expect({ code }).toEqual({ code: expect.toBeOneOf([0, 1, 2, 3, 130, 143, null]) });
  if (/^ {4}at /mu.test(stderr)) throw new Error(`a stack: ${stderr}`);
}

/** Whoever is interrupted by the last call can be done before the signal is heard. */
function expectInterrupted({ code, calls }: Sabotaged, { one, whole }: Trial): void {
  const due = INTERRUPTED[one.how];
  if (due === undefined) return;
  expect({ code }).toEqual({ code: expect.toBeOneOf(one.at === calls.length ? [due, whole.code] : [due]) });
}

interface Expected {
  readonly before: Contents;
  readonly after: Contents;
}

/** Success is the whole of it. */
function expectOldOrNew(
  now: Contents,
  {
    before,
    after,
    ended,
    success,
  }: Expected & { readonly ended: Sabotaged; readonly success: number | null },
): void {
  if (ended.code === success) return expect({ now }).toEqual({ now: after });
  for (const [path, text] of now) {
    const [old, whole] = [before.get(path), after.get(path)];
    // What others have appended to is never replaced: old, and as much of the new as got there.
    const part = path === 'summary.md' && text.startsWith(old ?? '?') && whole?.startsWith(text);
    if (!part && ![old, whole].includes(text)) expectMoved(text, { before, after, path });
  }
  const kept = [...before.keys()].filter((path) => after.has(path));
  expect([...now.keys()]).toEqual(expect.arrayContaining(kept));
}

/** A renumbering that was cut short can leave under one name what belongs under the other. */
function expectMoved(text: string, { before, after, path }: Expected & { readonly path: string }): void {
  if (![...before.values(), ...after.values()].includes(text)) expect({ path, text }).toBe('old or new');
}

/** The lock is free or taken over, what was left behind is swept, and nobody gets a number twice. */
async function expectUsable(repo: TestRepo): Promise<void> {
  // Git's own locks are git's affair: it names them and how to get rid of them.
  repo.write({ '.git/index.lock': null, '.git/config.lock': null });
  const { code, stdout, stderr } = await inProcess(repo.root, ['add', 'Afterwards']);
  if (code !== 0 || /^ {4}at /mu.test(stderr)) throw new Error(`the next ends with ${code}: ${stderr}`);
  expect({ found: repo.read('BACKLOG.yaml').split(`id: ${stdout.trim()}\n`).length }).toEqual({ found: 2 });
}

/** A renumbering is all there, or not at all, but for what the next command added to the backlog. */
function expectWhole(now: Contents, { before, after }: Expected): void {
  const others = /^(?:BACKLOG\.yaml|index|\.git\/tidemark\/.*)$/u;
  const rest = (contents: Contents) => [...contents].filter(([path]) => !others.test(path));
  expect([rest(before), rest(after)]).toContainEqual(rest(now));
  const isNew = /WRK-004\n {2}title: Spell-check/u;
  const done = isNew.test(now.get('BACKLOG.yaml') ?? '');
  expect({ rest: rest(now) }).toEqual({ rest: rest(done ? after : before) });
}
