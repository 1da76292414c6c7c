import { assert, asyncProperty } from 'fast-check';
import { expect, test } from 'vitest';
import { radar } from '../../src/index.ts';
import { createRepo } from '../support/repo.ts';
import { BEHAVED } from '../support/team-behaved.ts';
import { importCommits } from '../support/team-files.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { historyOf, newTeam, play } from '../support/team-history.ts';
import { MISBEHAVED } from '../support/team-misbehaved.ts';
import type { Graph } from '../support/team.ts';

const numRuns = Number(process.env['TORTURE_GIT_HISTORIES'] ?? 6);
const ANY = { ...BEHAVED, ...FORGETFUL, ...MISBEHAVED };

test('whatever two branches have a number for, and the base never had for the same thing, is contested', async () => {
  await assert(
    asyncProperty(historyOf(ANY), async (history) => {
      const team = newTeam();
      play(team, ANY, history, ({ parents, files }) =>
        team.graph.checkRepo(parents, files).some(({ severity }) => severity === 'error'),
      );
      const repo = createRepo();
      importCommits(repo, team.graph.commits);
      const [base, ...others] = [...new Set(team.branches.map(({ tip }) => tip))];
      for (const tip of base === undefined ? [] : others) {
        const { contested } = await radar({ cwd: repo.root, bases: [`c${base}`], refsFrom: `c${tip}\n` });
        const numbers = contested.map(({ id }) => Number(id.slice(4)));
        expect(numbers).toEqual(expect.arrayContaining([...takenNumbers(team.graph, tip, base ?? 0)]));
        const twins = contested.filter(({ kind }) => kind === 'twin').map(({ id }) => Number(id.slice(4)));
        const claimed = claimedIn(team.graph, tip);
        expect(numbers.filter((number) => !claimed.has(number) && !twins.includes(number))).toEqual([]);
      }
    }),
    { numRuns },
  );
}, 3_600_000);

/** Numbers of items that both have, for different things; and the base never had the branch's under it. */
function takenNumbers(graph: Graph, tip: number, base: number): ReadonlySet<number> {
  const old = new Set(
    [...graph.ancestors(base)].flatMap((index) =>
      graph.files(index).items.map(({ number, token }) => `${number} ${token}`),
    ),
  );
  const own = graph.files(base).items;
  const taken = graph.files(tip).items.filter(({ number, token }) => {
    const others = own.filter((item) => item.number === number);
    return (
      others.length > 0 && others.every((item) => item.token !== token) && !old.has(`${number} ${token}`)
    );
  });
  return new Set(taken.map(({ number }) => number));
}

function claimedIn(graph: Graph, tip: number): ReadonlySet<number> {
  const { items, headings, directories } = graph.files(tip);
  return new Set([...items, ...headings, ...directories].map(({ number }) => number));
}
