import { describe, expect, test } from 'vitest';

import { radar } from '../../src/index.ts';
import type { Contest, RadarOptions } from '../../src/index.ts';
import { repair } from '../support/collision.ts';
import { before, SHAPES, type ShapeName } from '../support/conflicts.ts';
import type { TestRepo } from '../support/repo.ts';

const SHAPE_NAMES = Object.keys(SHAPES).filter((name): name is ShapeName => name in SHAPES);

interface Arrangement {
  readonly kind: Contest['kind'];
  /** What branches there are besides `ours` and `side` (theirs), which both drew WRK-003 after `fork`. */
  readonly prepare?: (repo: TestRepo) => void;
  readonly options: (fork: string) => RadarOptions;
}

/** How two branches of one life each can be to one another. */
const ARRANGEMENTS: Readonly<Record<string, Arrangement>> = {
  'both apart from the base': {
    kind: 'both-draw',
    options: (fork) => ({ bases: [fork], refsFrom: 'ours\nside' }),
  },
  'ours on the base': { kind: 'taken-on-base', options: () => ({ bases: ['ours'], refsFrom: 'side' }) },
  'theirs on the base': { kind: 'taken-on-base', options: () => ({ bases: ['side'], refsFrom: 'ours' }) },
  'a stack on theirs': {
    kind: 'both-draw',
    prepare: (repo) => {
      repo.branch('stack', 'side');
      repo.commit('More', { 'more.txt': 'more\n' });
      repo.checkout('ours');
    },
    options: (fork) => ({ bases: [fork], refsFrom: 'ours\nside\nstack' }),
  },
  'a copy of theirs on a remote': {
    kind: 'both-draw',
    prepare: (repo) => void repo.git('update-ref', 'refs/remotes/origin/side', 'side'),
    options: (fork) => ({ bases: [fork], refsFrom: 'ours\nside\norigin/side' }),
  },
  'two release trains': { kind: 'trains', options: () => ({ bases: ['ours', 'side'], refsFrom: '' }) },
};

const KINDS = SHAPE_NAMES.flatMap((shape) => Object.keys(ARRANGEMENTS).map((name) => [shape, name] as const));

describe('each kind of branch life is seen while the branches are apart, and the one that yields is the one that moves', () => {
  test.each(KINDS)('%s, %s', async (shape, name) => {
    const arrangement = ARRANGEMENTS[name];
    if (!arrangement) throw new Error(name);
    const { kind, prepare, options } = arrangement;
    const repo = before('merge', shape, false);
    // None of them is the default branch, which would not yield to the others.
    repo.git('branch', '-m', 'main', 'ours');
    const fork = repo.git('merge-base', 'ours', 'side');
    prepare?.(repo);
    const { contested, unchecked } = await radar({ cwd: repo.root, ...options(fork) });
    expect(unchecked).toEqual([]);
    expect(contested.map((one) => `${one.id} ${one.kind}`)).toEqual([`WRK-003 ${kind}`]);
    expect(titlesIn(contested).toSorted()).toEqual(['ours thing', 'theirs thing']);
    expect(await movedAt(repo, contested)).toEqual(titlesIn(contested));
  });
});

/** That of the one that keeps the ID first. */
function titlesIn([contest]: readonly Contest[]): readonly string[] {
  return contest?.holders.map(({ title }) => plain(title)) ?? [];
}

/** What `renumber --against` would leave and move on the branch that yields. */
async function movedAt(repo: TestRepo, [contest]: readonly Contest[]): Promise<readonly string[]> {
  const [keeping, yielding] = contest?.holders ?? [];
  repo.checkout(String(yielding?.ref).replace('origin/', ''));
  const { renumberings } = await repair(repo, { dryRun: true, against: keeping?.ref });
  return renumberings.flatMap(({ keeper, parts }) =>
    [keeper?.name, ...parts.map(({ claimant }) => claimant.name)].map(plain),
  );
}

/** A title, or the slug of a directory. */
function plain(title = ''): string {
  return title.toLowerCase().replaceAll('-', ' ');
}
