import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { contentsOf, copyOf, CRASHING, leftoversIn, prepare } from '../support/crashing.ts';
import type { Contents } from '../support/crashing.ts';
import type { TestRepo } from '../support/repo.ts';
import { canSabotage, HOWS, sabotage } from '../support/saboteur.ts';
import type { DiskCall, Sabotage, Sabotaged } from '../support/saboteur.ts';

/** `all`: every command, killed and failing in every way. Otherwise some, killed; in both at every call that changes the disk. */
const all = process.env['TORTURE_CRASHES'] === 'all';
const FAST = new Set(['archive', 'renumber']);
/** These write single files, without a lock: nobody could tell what a killed one left from what another needs. */
const UNLOCKED = new Set(['install', 'uninstall', 'merge driver']);
const able = canSabotage();

describe.skipIf(!able)('whatever is killed or fails on the way', () => {
  test.each(Object.entries(CRASHING).filter(([name]) => all || FAST.has(name)))(
    '%s leaves every file old or new, and the next command works',
    (name, argv) => {
      const start = prepare(name);
      const before = contentsOf(start);
      const whole = copyOf(start);
      const { calls } = sabotage(whole.root, argv);
      const after = contentsOf(whole);
      expect(after).not.toEqual(before);
      const sabotages = sabotagesOf(calls);
      if (all) process.stdout.write(`${name}: ${calls.length} calls, ${sabotages.length} sabotages\n`);
      const failures = sabotages.flatMap((one) => {
        const repo = copyOf(start);
        const ended = sabotage(repo.root, argv, one);
        try {
          expectContract(ended);
          expectOldOrNew(contentsOf(repo), { before, after, ended });
          expectUsable(repo);
          if (!UNLOCKED.has(name)) expect(leftoversIn(repo)).toEqual([]);
          if (name.startsWith('renumber')) expectWhole(contentsOf(repo), { before, after });
          return [];
        } catch (error) {
          return [`${name}, ${one.how} at ${one.at}: ${callText(ended.calls[one.at - 1])}: ${String(error)}`];
        }
      });
      expect(failures.join('\n')).toBe('');
    },
    7_200_000,
  );
});

if (!able) test.skip('to be tried where a C compiler can make a library to preload');

function sabotagesOf(calls: readonly DiskCall[]): readonly Sabotage[] {
  const hows = (call: DiskCall) => HOWS.filter((how) => how !== 'TORN' || /write/u.test(call.name));
  return calls.flatMap((call, index) =>
    (all ? hows(call) : (['KILL'] as const)).map((how) => ({ at: index + 1, how })),
  );
}

function callText(call: DiskCall | undefined): string {
  return call ? `${call.name} ${call.path}` : 'not reached';
}

function expectContract({ code, stderr }: Sabotaged): void {
  expect({ code }).toEqual({ code: expect.toBeOneOf([0, 1, 2, 3, null]) });
  expect({ stderr }).toEqual({ stderr: expect.not.stringMatching(/^ {4}at /mu) });
}

interface Expected {
  readonly before: Contents;
  readonly after: Contents;
}

/** Success is the whole of it. */
function expectOldOrNew(
  now: Contents,
  { before, after, ended }: Expected & { readonly ended: Sabotaged },
): void {
  if (ended.code === 0) return expect({ now }).toEqual({ now: after });
  const texts = new Set([...before.values(), ...after.values()]);
  for (const [path, text] of now)
    if (!texts.has(text)) expect({ path, text, stderr: ended.stderr }).toBe('old or new');
  const kept = [...before.keys()].filter((path) => after.has(path));
  expect([...now.keys()]).toEqual(expect.arrayContaining(kept));
}

/** The lock is free or taken over, what was left behind is swept, and nobody gets a number twice. */
function expectUsable(repo: TestRepo): void {
  // Git's own locks are git's affair: it names them and how to get rid of them.
  repo.write({ '.git/index.lock': null, '.git/config.lock': null });
  const { code, stdout, stderr } = tidemark(repo.root, ['add', 'Afterwards']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringMatching(/^ {4}at /mu) });
  expect({ found: repo.read('BACKLOG.yaml').split(`id: ${stdout.trim()}\n`).length }).toEqual({ found: 2 });
}

/** A renumbering is all there, or not at all, but for what the next command added to the backlog. */
function expectWhole(now: Contents, { before, after }: Expected): void {
  const rest = (contents: Contents) =>
    [...contents].filter(([path]) => path !== 'BACKLOG.yaml' && path !== 'index');
  expect([rest(before), rest(after)]).toContainEqual(rest(now));
  const isNew = /WRK-004\n {2}title: Spell-check/u;
  const done = isNew.test(now.get('BACKLOG.yaml') ?? '');
  expect({ rest: rest(now) }).toEqual({ rest: rest(done ? after : before) });
}
