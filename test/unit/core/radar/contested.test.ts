import { describe, expect, test } from 'vitest';
import { drawsIn, type BranchTip, type RadarGround } from '../../../../src/core/radar/branch-draws.ts';
import { contestedIn } from '../../../../src/core/radar/contested.ts';
import { version } from '../../../support/versions.ts';
import { situation, type Scene } from '../../../support/situation.ts';

/** Branches by name, each with its scene; a name in front of a colon is the branch that it is a copy of. */
function ground(bases: Readonly<Record<string, Scene>>, tips: Readonly<Record<string, Scene>>): RadarGround {
  const tell = ([name, scene]: [string, Scene]): BranchTip => {
    const [ref = '', branch = ref] = name.split(':');
    const { candidate } = situation({ candidate: scene });
    const { headings, directories } = candidate;
    const { state } = versions.find(({ commit }) => commit === name) ?? version(name, scene);
    const date = '2026-01-01T00:00:00Z';
    return { ref, branch, switchTo: ref, commit: name, author: 'Kim', date, state, headings, directories };
  };
  const all = Object.entries({ ...bases, ...tips });
  const versions = all.map(([name, scene]) => version(name, scene));
  return {
    ledger: 'adr',
    ordered: false,
    bases: Object.entries(bases).map(tell),
    tips: Object.entries(tips).map(tell),
    versions,
    knownDirectories: new Set(),
    maxLeap: 1000,
  };
}

function told(given: RadarGround): readonly string[] {
  return contestedIn(given).map(
    ({ kind, id, holders, next }) =>
      `${kind} ${id} ${holders.map(({ ref, title }) => `${ref} ${title}`).join(', ')}, next ${next}`,
  );
}

const ONE = 'WRK-001 One @t.1';

describe('a ledger whose order counts', () => {
  const late = ground(
    { main: { items: [ONE, 'WRK-005 Five @t.5'] } },
    { topic: { items: [ONE, 'WRK-003 Late @t.9'] } },
  );

  test('a number that does not come after those of the base', () => {
    expect(told(late)).toEqual([]);
    expect(told({ ...late, ordered: true })).toEqual(['order WRK-005 main Five, topic Late, next WRK-006']);
  });

  test('a mark that nothing has stands for no entry', () => {
    const given = ground(
      { main: { mark: 7, items: [ONE] } },
      { topic: { items: [ONE, 'WRK-003 Late @t.9'] } },
    );
    expect(told({ ...given, ordered: true })).toEqual([]);
  });
});

describe('who holds what', () => {
  test('the ledger is named', () => {
    const [contest] = contestedIn(
      ground({ main: {} }, { a: { items: [ONE] }, b: { items: ['WRK-001 Two @t.2'] } }),
    );
    expect(contest).toMatchObject({
      ledger: 'adr',
      keeps: 'a',
      remedy: 'git switch b && tidemark renumber WRK-001 --ledger adr --against a',
    });
  });

  test('a branch and its copy are one', () => {
    const copies = { 'topic:o': { items: [ONE] }, 'origin/topic:o': { items: ['WRK-001 Two @t.2'] } };
    expect(told(ground({ main: {} }, copies))).toEqual([]);
  });

  test('items, entries and directories of one subject are one thing', () => {
    const given = ground(
      { main: { items: [] } },
      {
        a: { items: ['WRK-001 One @t.1'], headings: ['WRK-001 One'], dirs: ['WRK-001_one'] },
        b: { dirs: ['WRK-001_one'] },
        c: { headings: ['WRK-001 Two @2026-01-01T00:00:00Z'] },
      },
    );
    expect(told(given)).toEqual(['both-draw WRK-001 a One, c Two, next WRK-002']);
    expect(
      drawsIn(given)
        .drawn.get('WRK-001')?.[0]
        ?.holders.map(({ claims }) => claims.length),
    ).toEqual([3, 1]);
  });

  test('nobody is older: the first by name', () => {
    const given = ground({ main: {} }, { a: { dirs: ['WRK-001_one'] }, b: { dirs: ['WRK-001_two'] } });
    expect(contestedIn(given)[0]).toMatchObject({ keeps: 'a', because: 'neither is older' });
  });

  test('what a base logged, was there', () => {
    const given = ground(
      { main: { mark: 1, headings: ['done WRK-001 One'] } },
      { a: { items: [ONE], headings: ['done WRK-001 One'] }, b: { items: [ONE] } },
    );
    expect(told(given)).toEqual([]);
  });

  test('a leap does not count for the next number', () => {
    const tips = {
      a: { items: [ONE] },
      b: { items: ['WRK-001 Two @t.2'] },
      c: { items: ['WRK-9999 Typo @t.3'] },
    };
    expect(told(ground({ main: {} }, tips))).toEqual(['both-draw WRK-001 a One, b Two, next WRK-002']);
  });

  test('several numbers get several next ones, in order', () => {
    const tips = {
      a: { items: ['WRK-002 A @t.2', 'FE-001 B @t.3'] },
      b: { items: ['FE-001 C @t.4', 'WRK-002 D @t.5', 'WRK-001 E @t.6'] },
      c: { items: ['WRK-001 F @t.7'] },
    };
    expect(told(ground({ main: {} }, tips)).map((line) => line.replace(/ [a-c] .*,/u, ''))).toEqual([
      'both-draw FE-001 next FE-003',
      'both-draw WRK-001 next WRK-004',
      'both-draw WRK-002 next WRK-005',
    ]);
  });
});

describe('what belongs to something else', () => {
  test('a directory or an entry of a branch for an item of the base', () => {
    const main = { items: [ONE], dirs: ['WRK-001_one'], headings: ['WRK-001 One @2026-01-01T00:00:00Z'] };
    const topic = {
      items: [ONE],
      dirs: ['WRK-001_one-of-all'],
      headings: ['WRK-001 One @2026-01-02T00:00:00Z'],
    };
    expect(told(ground({ main }, { topic }))).toEqual([]);
    expect(told(ground({ main }, { topic: { items: ['WRK-001 Two @t.2'] } }))).toEqual([
      'taken-on-base WRK-001 main One, topic Two, next WRK-002',
    ]);
  });

  test('the older tip is named, whatever the order; where the reader is, nothing is switched to', () => {
    const given = ground(
      { main: {} },
      { a: { items: [ONE] }, b: { items: [ONE] }, c: { items: ['WRK-001 Two @t.2'] } },
    );
    const dates = ['2026-01-03', '2026-01-02', '2026-01-01'];
    const tips = given.tips.map((tip, at) => ({
      ...tip,
      date: dates[at] ?? '',
      switchTo: tip.ref === 'c' ? '' : tip.ref,
    }));
    expect(contestedIn({ ...given, tips })).toMatchObject([
      {
        holders: [{ ref: 'b', also: ['a'] }, { ref: 'c' }],
        remedy: 'tidemark renumber WRK-001 --ledger adr --against b',
      },
    ]);
  });
});

describe('what a base means by an ID', () => {
  const topic = { items: ['WRK-001 Two @t.2'] };
  const taken = 'taken-on-base WRK-001 main One, topic Two, next WRK-002';

  test('is what it had last', () => {
    const given = ground({ main: { mark: 1 } }, { topic });
    const old = version('old', { items: [ONE] });
    const versions = given.versions.map((one) =>
      one.commit === 'main' ? { ...one, parents: ['old'] } : one,
    );
    expect(told({ ...given, versions: [...versions, old] })).toEqual([taken]);
  });

  test('is what a directory says, where there was no item; one that may be about it is no other thing', () => {
    expect(told(ground({ main: { mark: 1, dirs: ['WRK-001_One'] } }, { topic }))).toEqual([taken]);
    expect(told(ground({ main: { mark: 1, dirs: ['WRK-001_two'] } }, { topic }))).toEqual([]);
  });

  test('of two bases that agree nothing is contested', () => {
    expect(told(ground({ main: { items: [ONE] }, next: { items: [ONE] } }, { topic: {} }))).toEqual([]);
  });
});

test('of the backlog no ledger is named', () => {
  const given = ground({ main: {} }, { a: { items: [ONE] }, b: { items: ['WRK-001 Two @t.2'] } });
  expect(contestedIn({ ...given, ledger: null })[0]?.remedy).toBe(
    'git switch b && tidemark renumber WRK-001 --against a',
  );
});

describe('twins', () => {
  const main = { main: { items: ['WRK-004 One @t.1'] } };

  test('a branch that has the thing under another ID than the base', () => {
    const given = ground(main, { a: { items: [ONE] } });
    expect(told(given)).toEqual(['twin WRK-004 main One, a One, next WRK-004']);
    expect(contestedIn(given)[0]?.remedy).toBe('On a give it the ID that main has: WRK-004.');
  });

  test('one that has both is no matter between branches', () => {
    const given = ground(main, { b: { items: [ONE, 'WRK-004 One @t.1'] } });
    const versions = given.versions.map((one) => (one.commit === 'b' ? { ...one, parents: ['main'] } : one));
    expect(told({ ...given, versions })).toEqual([]);
  });
});

describe('trains', () => {
  test('two bases that disagree; with each other they come first', () => {
    const bases = { main: { items: [ONE] }, next: { items: ['WRK-001 Two @t.2'] } };
    expect(told(ground(bases, { topic: { items: ['WRK-001 Three @t.3'] } }))).toEqual([
      'trains WRK-001 main One, next Two, next WRK-002',
    ]);
  });
});
