import assert from 'node:assert/strict';
import { describe, expect, test } from 'vitest';
import { isAbout, livesIn, staysOf, titlesIn } from '../../../../src/core/identity/lives.ts';
import { useOf } from '../../../../src/core/identity/meanings.ts';
import { isUsedUpBeside } from '../../../../src/core/identity/moves.ts';
import { pastOf } from '../../../../src/core/identity/past.ts';
import { forkMark } from '../../../../src/core/identity/merge-bases.ts';
import { markBefore, timelineOfVersions, type Version } from '../../../../src/core/identity/timeline.ts';
import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { ItemPool } from '../../../../src/core/ledger/item-pool.ts';
import { viewOf } from '../../../../src/core/ledger/view.ts';
import { situation, type Scene } from '../../../support/situation.ts';
import { version } from '../../../support/versions.ts';

function timeline(...versions: readonly (readonly [string, Scene])[]) {
  const pool = new ItemPool();
  return timelineOfVersions(versions.map(([name, scene]) => version(name, scene, pool)));
}

function named(versions: readonly Version[], name: string): Version {
  const found = versions.find(({ commit }) => commit === name);
  assert.ok(found);
  return found;
}

describe('lives', () => {
  const known = () => {
    const lives = livesIn(timeline(['a', { items: ['WRK-001 Alpha @x.1'] }]));
    const [stay] = lives.at('WRK-001');
    assert.ok(stay);
    return { lives, stay };
  };

  test('a copy of an entry is the same life, wherever it stands', () => {
    const { lives, stay } = known();
    const { place, ...entry } = stay.entries[0];
    expect(lives.stayOf({ ...entry, place: { ...place, line: place.line + 9 } })).toBe(stay);
  });

  test('an entry of no version is nobody’s', () => {
    const { lives, stay } = known();
    const other = { ...stay.entries[0], title: 'Beta' };
    expect(() => lives.stayOf(other)).toThrow('No version has WRK-001 “Beta”.');
    expect(() => lives.stayOf({ ...stay.entries[0], key: 'WRK-002' })).toThrow('No version has WRK-002');
  });

  test('an item tells of its own life, whatever it says', () => {
    const { lives, stay } = known();
    expect(staysOf(lives, stay.entries[0])).toEqual([stay]);
  });

  test('an item tells of no other one of its title', () => {
    const both = timeline(
      ['c: a', { items: ['WRK-001 Alpha @x.2'] }],
      ['b: a', { items: ['WRK-001 Alpha @x.1'] }],
      ['a', {}],
    );
    const found = livesIn(both);
    expect(found.at('WRK-001')).toHaveLength(2);
    for (const one of found.at('WRK-001')) expect(staysOf(found, one.entries[0])).toEqual([one]);
  });

  test('a heading is about an item if it has any of its titles, and the newest of a scope comes first', () => {
    const retitled = timeline(
      ['c: b', { items: ['WRK-001 Fast search @x.1'] }],
      ['b: a', { items: ['WRK-001 Tag cloud @x.1'] }],
      ['a', { items: ['WRK-001 Fast search @x.1'] }],
    );
    const [one] = livesIn(retitled).at('WRK-001');
    assert.ok(one);
    const [heading] = situation({ candidate: { headings: ['WRK-001 Tag cloud'] } }).candidate.headings;
    assert.ok(heading);
    expect(isAbout(one, heading)).toBe(true);
    expect(isAbout(one, { ...heading, title: 'Dark mode' })).toBe(false);
    const told = (...names: readonly string[]) => {
      const scope = new Set(names.map((name) => named(retitled.versions, name)));
      return titlesIn(one, scope).map(({ claim, seenIn }) => `${claim.title} ${seenIn}`);
    };
    expect(told('a', 'b', 'c')).toEqual(['Fast search c', 'Tag cloud b']);
    expect(told('a', 'b')).toEqual(['Tag cloud b', 'Fast search a']);
    expect(told('a')).toEqual(['Fast search a']);
  });

  test('what no version of a scope has is told without a place to look at', () => {
    const { stay } = known();
    const facts = factsOf(situation({ candidate: {} }));
    expect(useOf(facts, stay, new Set())).toEqual({ claim: stay.entries[0], seenIn: '' });
    expect(useOf(facts, stay, stay.holders).seenIn).toBe('a');
  });
});

describe('a timeline', () => {
  test('goes on from what is known of a version’s parents', () => {
    const { versions } = timeline(['b: a lost', {}], ['a: lost', {}]);
    expect(named(versions, 'b').before).toEqual([named(versions, 'a')]);
    expect(named(versions, 'a').before).toEqual([]);
  });

  test('has the newest first', () => {
    const { versions } = timeline(['a', {}], ['m: b c', {}], ['c: a', {}], ['b: a', {}]);
    const commits = versions.map(({ commit }) => commit);
    expect(commits.filter(Boolean)).toEqual(['m', 'b', 'c', 'a']);
    expect(versions.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
  });

  test('without a mark every number is above the mark', () => {
    const merged = timeline(
      ['m: b c', {}],
      ['c: a', { mark: null }],
      ['b: a', { mark: 7 }],
      ['a', { mark: null }],
    );
    const { versions } = merged;
    const marksBefore = ['a', 'b', 'm'].map((name) => markBefore(named(versions, name)));
    expect(marksBefore).toEqual([0, 0, 7]);
    expect(forkMark(merged, named(versions, 'm'))).toBe(-1);
    expect(forkMark(merged, named(versions, 'b'))).toBeUndefined();
  });

  test('a number is used up beside a life where the mark says so', () => {
    const marked = (mark: number | null) =>
      timeline(['b: a', { items: ['WRK-005 Beta @x.1'], mark: 5 }], ['c: a', { mark }], ['a', { mark: 4 }]);
    const isUsedUp = (mark: number | null): boolean => {
      const lives = livesIn(marked(mark));
      const [stay] = lives.at('WRK-005');
      return stay !== undefined && isUsedUpBeside(lives, stay);
    };
    expect([5, 6, 4, null].map(isUsedUp)).toEqual([true, true, false, false]);
  });

  test('a view of something else has no past', () => {
    const facts = factsOf(situation({ candidate: {}, base: { items: ['WRK-001 Alpha'] } }));
    const other = viewOf({ snapshot: facts.candidate.snapshot, lent: undefined }, new Set());
    expect([...pastOf(facts, other)].flatMap(({ state }) => state.entries)).toEqual([]);
    const { of, now } = timelineOfVersions([]);
    expect(of(other)).toBe(now);
    const [base] = facts.bases;
    expect(base && [...pastOf(facts, base)].flatMap(({ state }) => state.entries)).toHaveLength(1);
  });
});
