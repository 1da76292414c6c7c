import { describe, expect, test } from 'vitest';

import { audit, radar, trace } from '../../src/index.ts';
import type { Contest, ToldCollision } from '../../src/index.ts';
import { CORPORA, loadCorpus, REAL_LEDGERS, stemOf } from '../support/real-ledgers.ts';
import type { Landed, Loaded } from '../support/real-ledgers.ts';

const WHERE = REAL_LEDGERS ? '' : ' (not here: ../shared/real/ledgers)';

/** `000042` → `42`, `BACK-7` → `back-7`. */
const numberOf = (id: string): string =>
  id
    .toLowerCase()
    .replace(/^0+(?=\d)/u, '')
    .replaceAll('_', '.');

const namesOf = ({ things }: ToldCollision): readonly string[] =>
  things.map(({ place }) => stemOf(place.path));

describe.skipIf(!REAL_LEDGERS)(`the history of real ledgers${WHERE}`, () => {
  test.each(CORPORA)(
    '$name: each collision and each reuse, with its two commits, and how it ended',
    async (corpus) => {
      const loaded = loadCorpus(corpus);
      const { truth } = loaded;
      const collisions = await collisionsIn(loaded);
      const at = (number: string): readonly ToldCollision[] =>
        collisions.filter(({ id }) => numberOf(id) === number.toLowerCase());
      const missing = [
        ...truth.landed.filter((one) => !at(one.number).some((told) => isTold(told, one.names, one.commit))),
        ...truth.reused.filter(
          ({ number, name, before, commit }) =>
            !before.some(({ file }) => at(number).some((told) => isTold(told, [name, file], commit))),
        ),
      ];
      expect(missing).toEqual([]);
      const unended = truth.landed.filter((one) => {
        const ends = truth.landed
          .filter((other) => isPairOf(one, other))
          .flatMap(({ ended }) => ended.flatMap(endsOf));
        return !at(one.number).some(
          (told) => isTold(told, one.names, one.commit) && ends.includes(endOf(told)),
        );
      });
      expect(unended).toEqual([]);
      expect(collisions.every(({ since, things }) => since && things.every(({ commit }) => commit))).toBe(
        true,
      );
      if (truth.landed.length + truth.reused.length === 0) expect(collisions).toEqual([]);
    },
  );

  test('what stands double at the tip is open, and nothing else', async () => {
    const open = await Promise.all(
      CORPORA.map(async (corpus) => {
        const all = await collisionsIn(loadCorpus(corpus));
        return `${corpus.name} ${all.filter(({ state }) => state === 'open').length}`;
      }),
    );
    expect(open).toEqual([
      'curie 0',
      'warmbly 0',
      'dataverse 0',
      'backlog-md 9',
      'ibc-go 0',
      'license-manager 0',
      'optio 6',
    ]);
  });

  test.each([
    ['warmbly', ['000034', '000035'], 'api-key-suffix'],
    ['warmbly', ['000035', '000037'], 'api-key-smart-limits'],
    ['warmbly', ['000020', '000034'], 'scheduled-deletions'],
    ['curie', ['0037', '0038'], 'observability-cli-helper-for-the-agent-dev-loop'],
    ['backlog-md', ['task-33', 'task-34', 'back-34'], 'split-readme-md-for-users-and-contributors'],
  ] as const)('%s: %s are one life, from whichever of them one asks', async (name, ids, title) => {
    const corpus = CORPORA.find((one) => one.name === name);
    if (!corpus) throw new Error(name);
    const { repo, configPath } = loadCorpus(corpus);
    for (const id of ids) {
      const found = await trace(id, { cwd: repo.root, configPath });
      expect(found?.lives.find((life) => life.title === title)?.ids).toEqual(ids);
    }
  });
});

describe.skipIf(!REAL_LEDGERS)(`radar on real ledgers${WHERE}`, () => {
  const curie = CORPORA[0];
  const loaded = curie && REAL_LEDGERS ? loadCorpus(curie) : undefined;

  test('curie: every number that is contested at the tips, by whom and for what; no other', async () => {
    if (!loaded) throw new Error('no corpus');
    const { repo, configPath, truth } = loaded;
    const { contested, unchecked } = await radar({ cwd: repo.root, configPath, bases: ['main', 'next'] });
    const told = contested.flatMap(({ id, holders }) =>
      holders.flatMap(({ ref, also, place }) =>
        [ref, ...also].map((branch) => `${numberOf(id)} ${branch} ${place.path}`),
      ),
    );
    const trains = new Set(['main', 'next']);
    const seen = truth.contested.filter((one) => one.seen === 'tips');
    const known = seen.flatMap(({ number, claims }) => {
      const onTrain = new Set(
        claims.filter(({ branch, at_tip }) => at_tip && trains.has(branch)).map(({ name }) => name),
      );
      // Who has just what a train has is in nobody's way.
      const open = claims.filter(
        ({ branch, name, at_tip }) =>
          at_tip && (branch === 'main' || (!trains.has(branch) && !onTrain.has(name))),
      );
      return open.map(({ branch, name }) => `${number} ${branch} ${name}`);
    });
    expect(told.filter((line) => !line.includes(' next ')).toSorted()).toEqual(known.toSorted());
    expect(seen.length).toBe(5);
    expect(unchecked).toEqual([]);
  });

  test.each(CORPORA.filter(({ name }) => name !== 'ibc-go'))(
    '$name: what a merge brought together, before it did, and as soon as both were drawn',
    async (corpus) => {
      const { repo, configPath, truth, commits } = loadCorpus(corpus);
      const missing: string[] = [];
      for (const landed of truth.landed.filter(isNews)) {
        const merge = commits.get(landed.commit) ?? '';
        const [, ...parents] = repo.git('rev-list', '--parents', '-n', '1', merge).split(' ');
        const [one = '', other = ''] = parents;
        const draws = [drawnBy(repo, one, other, landed), drawnBy(repo, other, one, landed)];
        const base = repo.git('merge-base', one, other);
        for (const [from, tips] of [
          [one, [other]],
          [base, draws],
        ] as const) {
          const { contested } = await radar({
            cwd: repo.root,
            configPath,
            bases: [from],
            refsFrom: tips.join('\n'),
          });
          if (!contested.some((contest) => isAbout(contest, landed)))
            missing.push(`${landed.commit} ${landed.number} against ${from}`);
        }
      }
      expect(missing).toEqual([]);
    },
  );
});

async function collisionsIn({ repo, configPath }: Loaded): Promise<readonly ToldCollision[]> {
  repo.git('symbolic-ref', 'HEAD', 'refs/heads/main');
  const { ledgers, unchecked } = await audit({ cwd: repo.root, configPath });
  expect(unchecked).toEqual([]);
  return ledgers.flatMap(({ collisions }) => collisions);
}

/** A pair is told once, however often and on however many lines it came together. */
function isPairOf(one: Landed, { number, names }: Landed): boolean {
  const known = names.map(stemOf);
  return number === one.number && one.names.every((name) => known.includes(stemOf(name)));
}

/** `renumbered 31`, `deleted`, `still`. What was dropped while a copy was elsewhere is both. */
function endsOf({ how, to }: Landed['ended'][number]): readonly string[] {
  const moved = to === undefined ? [] : [`renumbered ${numberIn(to)}`];
  return how === 'dropped' ? ['deleted', ...moved] : moved.length > 0 ? moved : [how];
}

function endOf({ state, fixed }: ToldCollision): string {
  if (!fixed) return state === 'open' ? 'still' : state;
  return fixed.to === null ? 'deleted' : `renumbered ${numberOf(fixed.to)}`;
}

/** The number that the name of a file begins with. */
function numberIn(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/^V/u, '');
  return numberOf(/^(?:[a-z]+-)?\d+(?:[._]\d+)*/iu.exec(name)?.[0] ?? '');
}

/** By both names; one that was retitled since by the other one and the commit. */
function isTold(told: ToldCollision, files: readonly string[], commit: string): boolean {
  const names = namesOf(told);
  const known = files.map(stemOf).filter((name) => names.includes(name)).length;
  return known > 1 || (known === 1 && told.since?.subject === commit);
}

/** The first commit of one side alone that has one of the things; else the side itself. */
function drawnBy(repo: Loaded['repo'], side: string, other: string, { names }: Landed): string {
  const found = repo.git('rev-list', '--reverse', '--topo-order', side, `^${other}`, '--', ...names);
  return found.split('\n').find(Boolean) ?? side;
}

function isAbout({ id, holders }: Contest, { number, names }: Landed): boolean {
  const known = names.map(stemOf);
  const told = holders.filter(({ place }) => known.includes(stemOf(place.path)));
  return numberOf(id) === number.toLowerCase() && told.length > 1;
}

/** Two that had not stood together before, and are both in use. */
function isNews({ came, archived = false, again }: Landed): boolean {
  return came === 'merge' && !archived && again === undefined;
}
