import { array, assert, asyncProperty, boolean, constantFrom, nat, record, tuple } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';

import { bringTogether, cheat, newRemoteTeam, STEPS } from '../support/remote-team.ts';
import type { Chance, Gate, Habits, Member, RemoteTeam, StepName } from '../support/remote-team.ts';
import type { TestRepo } from '../support/repo.ts';

const numRuns = Number(process.env['TORTURE_TEAMS'] ?? 2);

const NAMES = Object.keys(STEPS).filter((name): name is StepName => name in STEPS);
const USUAL: readonly StepName[] = ['add', 'add', 'push', 'pull'];

const chance: Arbitrary<Chance> = record({ who: nat(7), pick: nat(31) });
/** The suite has short histories, and `npm run torture` long ones. */
const maxLength = numRuns > 2 ? 24 : 10;
const days = array(tuple(constantFrom(...NAMES, ...USUAL), chance), { maxLength, size: 'max' });
const sharedDays = array(tuple(constantFrom(...NAMES, ...USUAL), chance), {
  minLength: 6,
  maxLength,
  size: 'max',
});
const flags = tuple(boolean(), boolean(), boolean());
const habitsOf = (gate: Gate): Arbitrary<Habits> =>
  record({ gate: constantFrom(gate), driver: flags, hooks: flags });

test.each(['pre-receive', 'pre-push', 'ci'] as const)(
  'whoever does what is printed gets through %s, and no ID that is published ever means another thing',
  async (gate) => {
    await assert(
      asyncProperty(habitsOf(gate), days, async (habits, history) => {
        const team = newRemoteTeam(habits, expectReal);
        const watch = watched(team);
        for (const [name, { who, pick }] of history) {
          const member = team.members[who % team.members.length];
          if (member) await STEPS[name](team, member, pick);
          watch();
        }
        await bringTogether(team, watch);
        expectAllThere(team);
      }),
      // Each case takes seconds: the story tells what went wrong, without a shorter one.
      { numRuns, endOnFailure: true },
    );
  },
  3_600_000,
);

test.each(['pre-receive', 'pre-push', 'ci'] as const)(
  'whoever swaps two items in a merge is stopped at %s',
  async (gate) => {
    await assert(
      asyncProperty(habitsOf(gate), days, async (habits, history) => {
        const team = newRemoteTeam(habits, () => {});
        for (const [name, { who, pick }] of history) {
          const member = team.members[who % team.members.length];
          if (member) await STEPS[name](team, member, pick);
        }
        const [cheater] = team.members;
        const before = team.server.head('main');
        const said = cheater && (await cheat(team, cheater));
        if (!said) return;
        expect(said.code, said.text).not.toBe(0);
        expect(said.text).toContain('[id-reused]');
        expect(team.server.head('main')).toBe(before);
      }),
      { numRuns: Math.ceil(numRuns / 2), endOnFailure: true },
    );
  },
  3_600_000,
);

test('a team that shares its numbers over a ref of the server never collides, in any commit of any clone', async () => {
  await assert(
    asyncProperty(habitsOf('ci'), sharedDays, async (habits, history) => {
      const team = newRemoteTeam({ ...habits, isShared: true }, ({ story }) =>
        expect.fail(`A gate stopped somebody:\n${story.join('\n')}`),
      );
      for (const [name, { who, pick }] of history) {
        const member = team.members[who % team.members.length];
        if (member) await STEPS[name](team, member, pick);
      }
      await bringTogether(team, () => {});
      expectAllThere(team);
      expect(team.story.filter((line) => line.includes('tidemark renumber'))).toEqual([]);
      const meanings = new Map<string, Set<string>>();
      for (const { repo } of team.members) {
        for (const commit of repo.git('rev-list', '--all').split('\n')) {
          for (const [id, thing] of claimsAt(repo, commit))
            meanings.set(id, (meanings.get(id) ?? new Set()).add(thing));
        }
      }
      expect([...meanings].filter(([, things]) => things.size > 1)).toEqual([]);
    }),
    { numRuns: Math.ceil(numRuns / 2), endOnFailure: true },
  );
}, 3_600_000);

/** Looks at the main branch of the server now and then: what an ID has meant there, it always means. */
function watched({ server, story }: RemoteTeam): () => void {
  const meanings = new Map<string, string>();
  let last = '';
  return () => {
    const tip = server.head('main');
    if (tip === last) return;
    last = tip;
    for (const [id, thing] of claimsAt(server, tip)) {
      const known = meanings.get(id) ?? thing;
      expect(`${id} ${thing}`, story.join('\n')).toBe(`${id} ${known}`);
      meanings.set(id, known);
    }
  };
}

/** Everything of a commit that says what an ID is: items, entries of the worklog and directories. */
function claimsAt(repo: TestRepo, commit: string): readonly (readonly [id: string, thing: string])[] {
  const names = repo.git('ls-tree', '-r', '--name-only', commit).split('\n');
  const logs = names.filter((name) => name.startsWith('_worklog/'));
  const texts = ['BACKLOG.yaml', ...logs].map((name) => repo.git('show', `${commit}:${name}`));
  const written = texts.flatMap((text) => [
    ...text.matchAll(/^- id: (\S+)\n {2}title: (.*)$/gmu),
    ...text.matchAll(/^## \S+ — (\S+) \((.*)\)$/gmu),
  ]);
  const directories = names.flatMap((name) => [...name.matchAll(/^changes\/([A-Z]+-\d+)_([^/]+)/gu)]);
  return [...written, ...directories].map(([, id = '', title = '']) => [id, thingIn(title)]);
}

/** What a title is about, whatever became of it. */
function thingIn(title: string): string {
  return (/thing-\d+|one|two/iu.exec(title)?.[0] ?? title).toLowerCase();
}

/** A gate stops nobody but for an ID that two things have had, here or there. */
function expectReal({ repo, story }: Member): void {
  const commits = repo.git('rev-list', 'HEAD', '--not', 'origin/main').split('\n').filter(Boolean);
  const claims = ['origin/main', ...commits].flatMap((commit) => claimsAt(repo, commit));
  const known = new Map<string, string>();
  const doubled = claims.filter(([id, thing]) => {
    const first = known.get(id) ?? thing;
    known.set(id, first);
    return first !== thing;
  });
  expect(doubled.length, `A false alarm:\n${story.join('\n')}`).toBeGreaterThan(0);
}

/** Whatever anybody ever added is an item of the main branch, or an entry of its worklog says that it left. */
function expectAllThere({ server, story, things }: RemoteTeam): void {
  const there = new Set(claimsAt(server, 'main').map(([, thing]) => thing));
  const added = story.join('\n').matchAll(/tidemark add (Thing-\d+)/gu);
  const lost = [...added].filter(([, thing = '']) => !there.has(thing.toLowerCase()));
  expect(
    lost.map(([, thing]) => thing),
    `Of ${things}:\n${story.join('\n')}`,
  ).toEqual([]);
}
