import { describe, expect, test } from 'vitest';

import { drawnKeys, namesakes, uniteAlike } from '../../../../src/core/radar/file-draws.ts';
import { contestedIn } from '../../../../src/core/radar/contested.ts';
import type { BranchTip, RadarGround } from '../../../../src/core/radar/branch-draws.ts';
import { heldUnder } from '../../../../src/core/identity/files/file-history.ts';
import { project } from '../../../../src/core/identity/files/projection.ts';
import { highestOf } from '../../../../src/core/identity/files/prefix-lines.ts';
import { sketchOf } from '../../../../src/core/identity/files/similarity.ts';
import { rootOf } from '../../../../src/core/identity/files/things.ts';
import { stateWith } from '../../../../src/core/ledger/ledger-state.ts';
import type { FIXED_KINDS } from '../../../../src/formats/kinds/index.ts';
import { ledgerOf, type Commits } from '../../../support/file-history.ts';

/** Branches of a ledger of files, and the bases; the next number is 99, if any. */
function ground(
  kind: keyof typeof FIXED_KINDS,
  commits: Commits,
  bases: readonly string[],
  tips: readonly string[],
  {
    ordered = false,
    next = '99',
    isReusable = false,
  }: { ordered?: boolean; next?: string; isReusable?: boolean } = {},
): RadarGround {
  const { history, identified, at } = ledgerOf(kind, commits);
  const positions = [...bases, ...tips].map((name) => at(name).position);
  const keys = new Set(history.holders.keys());
  const projection = project(history, identified, keys, positions, () => undefined);
  const tell = (commit: string): BranchTip => {
    const { position } = at(commit);
    const entries = projection.entriesAt(position);
    const state = stateWith({ path: 'x', entries, mark: highestOf(history.lines[position]) });
    const date = '2026-01-01T00:00:00Z';
    return {
      ref: commit,
      branch: commit,
      switchTo: commit,
      commit,
      author: 'Kim',
      date,
      state,
      headings: [],
      directories: [],
    };
  };
  return {
    ledger: kind,
    ordered,
    bases: bases.map(tell),
    tips: tips.map(tell),
    versions: projection.versions,
    knownDirectories: new Set(),
    maxLeap: 1000,
    files: {
      newNumbers: () => () => (next === '' ? undefined : next),
      move: (_tip, { key }, number) => `move ${key} to ${number ?? '?'}`,
      isReusable,
    },
  };
}

const told = (given: RadarGround): readonly string[] =>
  contestedIn(given).map(
    ({ kind, id, holders, next, because, remedy }) =>
      `${kind} ${id} ${holders.map(({ ref }) => ref).join(', ')}, next ${next}: ${because}; ${remedy}`,
  );

const A = '0001-a.md';
const twoBranches: Commits = {
  main: ['', A],
  b: ['main', A, '0002-b.md'],
  c: ['main', A, '0002-c.md'],
};

describe('files that branches draw', () => {
  test('what was drawn first keeps the number, and what a base has before that', () => {
    expect(told(ground('adr', twoBranches, ['main'], ['c', 'b']))).toEqual([
      'both-draw 0002 b, c, next 99: “b” was drawn first; git switch c && tidemark renumber 0002 --ledger adr --against b',
    ]);
    expect(told(ground('adr', twoBranches, ['c'], ['b']))).toEqual([
      'taken-on-base 0002 c, b, next 99: “c” is in c already; git switch b && tidemark renumber 0002 --ledger adr --against c',
    ]);
  });

  test('where no number comes next, the files are moved by hand', () => {
    expect(told(ground('adr', twoBranches, ['main'], ['b', 'c'], { next: '' }))).toEqual([
      'both-draw 0002 b, c, next null: “b” was drawn first; git switch c && move 2 to ?',
    ]);
  });

  test('that come before those of the base', () => {
    const commits: Commits = {
      main: ['', '0001_a.sql', '0005_e.sql'],
      b: ['main', '0001_a.sql', '0005_e.sql', '0003_c.sql'],
    };
    const given = ground('golang-migrate', commits, ['main'], ['b'], { ordered: true });
    expect(told(given)).toEqual([
      'order 0005 main, b, next 99: “e” is in main already; git switch b && move 3 to 99',
    ]);
  });

  test('under the number of what is archived, where that comes back', () => {
    const old = 'archive/tasks/task-7 - Old.md';
    const commits: Commits = { main: ['', old], b: ['main', old, 'tasks/task-7 - New.md'] };
    expect(told(ground('backlog-md', commits, ['main'], ['b'], { isReusable: true }))).toEqual([]);
    expect(told(ground('backlog-md', commits, ['main'], ['b']))).toHaveLength(1);
  });
});

describe('which numbers are looked at', () => {
  const commits: Commits = {
    one: ['', A],
    main: ['one', A, '0002-m.md'],
    next: ['one', A, '0003-n.md'],
    topic: ['one', A, '0004-t.md', '0005-m.md'],
  };
  test('those that came on the way to a tip, and those about which bases disagree', () => {
    const { history, at } = ledgerOf('adr', commits);
    const [main, next, topic] = ['main', 'next', 'topic'].map((name) => at(name).position);
    expect([...drawnKeys(history, [Number(main)], [Number(topic)])]).toEqual(['4', '5']);
    expect([...drawnKeys(history, [Number(main), Number(next)], [Number(topic)])]).toEqual([
      '4',
      '5',
      '2',
      '3',
    ]);
    expect([...drawnKeys(history, [], [Number(main)])]).toEqual(['1', '2']);
  });

  test('one that has the name of what a base has may be that, if their texts are alike', () => {
    const found = ledgerOf('adr', commits);
    const onBase = heldUnder(found.history, '2');
    const keys = new Set(['2', '4', '5', '9']);
    const pairs = namesakes(found.history, keys, onBase);
    expect(pairs.map((pair) => pair.map(({ entry }) => entry.key))).toEqual([['5', '2']]);
    const isOne = () => pairs.every(([one, other]) => rootOf(one.thing) === rootOf(other.thing));
    const oids = pairs.flat().flatMap(({ entry }) => entry.files.map(({ oid }) => oid ?? ''));
    uniteAlike(pairs, new Map());
    uniteAlike(pairs, new Map(oids.map((oid, index) => [oid, sketchOf(Buffer.from(`text ${index}`))])));
    expect(isOne()).toBe(false);
    uniteAlike(pairs, new Map(oids.map((oid) => [oid, sketchOf(Buffer.from('the same'))])));
    expect(isOne()).toBe(true);
    expect(namesakes(found.history, keys, onBase)).toEqual([]);
    const { history } = ledgerOf('flyway', { one: ['', 'V1.sql'], two: ['one', 'V1.sql', 'V2.sql'] });
    expect(namesakes(history, new Set(['2']), heldUnder(history, '1'))).toEqual([]);
  });
});
