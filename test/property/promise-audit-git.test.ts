import { assert, asyncProperty, boolean } from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditReport } from '../../src/index.ts';
import { inProcess } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import { BEHAVED } from '../support/team-behaved.ts';
import { importCommits } from '../support/team-files.ts';
import { FORGETFUL } from '../support/team-forgetful.ts';
import { historyOf, newTeam, play } from '../support/team-history.ts';
import { doubleNumbers } from '../support/team-meanings.ts';
import { MISBEHAVED } from '../support/team-misbehaved.ts';
import type { Graph } from '../support/team.ts';

const numRuns = Number(process.env['TORTURE_GIT_HISTORIES'] ?? 6);
const ANY = { ...BEHAVED, ...FORGETFUL, ...MISBEHAVED };

test('the command finds nothing in a guarded history, and in an unguarded one every ID whose items mean two things', async () => {
  await assert(
    asyncProperty(historyOf(ANY), boolean(), async (history, isGuarded) => {
      const team = newTeam();
      play(team, ANY, history, ({ parents, files }) =>
        isGuarded ? team.graph.checkRepo(parents, files).some(({ severity }) => severity === 'error') : false,
      );
      const repo = createRepo();
      const oids = importCommits(repo, team.graph.commits);
      for (const tip of tipsOf(team.graph)) {
        repo.git('update-ref', '--no-deref', 'HEAD', oids[tip] ?? '');
        const { stdout } = await inProcess(repo.root, ['audit', '--format', 'json']);
        const { ledgers }: AuditReport = JSON.parse(stdout);
        const collisions = ledgers.flatMap((ledger) => ledger.collisions);
        const found = collisions.filter(({ things }) => things.every(({ kind }) => kind === 'item'));
        const open = found.flatMap(({ id, state }) => (state === 'open' ? [Number(id.slice(4))] : []));
        if (isGuarded) expect(found.map(({ id, state }) => `${id} ${state}`)).toEqual([]);
        else expect(open).toEqual(expect.arrayContaining([...doubleNumbers(team.graph, tip)]));
      }
    }),
    { numRuns },
  );
}, 3_600_000);

/** Commits that nothing goes on from. */
function tipsOf({ commits }: Graph): readonly number[] {
  const passed = new Set(commits.flatMap(({ parents }) => parents));
  return commits.map(({ index }) => index).filter((index) => !passed.has(index));
}
