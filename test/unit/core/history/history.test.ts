import { describe, expect, test } from 'vitest';
import { auditOf } from '../../../../src/core/history/audit.ts';
import { chronicleOf, type LedgerHistory } from '../../../../src/core/history/chronicle.ts';
import { toldTrace, traceOf } from '../../../../src/core/history/trace.ts';
import type { LedgerVersion } from '../../../../src/core/ledger/situation.ts';
import { groupBy } from '../../../../src/core/ids/group-by.ts';
import { ItemPool } from '../../../../src/core/ledger/item-pool.ts';
import { situation, type Scene } from '../../../support/situation.ts';
import { version } from '../../../support/versions.ts';

type Named = Readonly<Record<string, Scene>>;

/** Commits as `'name: parents'`, the oldest first; the last is the head unless told otherwise. Directories and headings are those of the scenes. */
function history(commits: Named, head?: string): LedgerHistory {
  const pool = new ItemPool();
  const versions = Object.entries(commits).map(([name, scene]): LedgerVersion => {
    const { inRange: _, ...made } = version(name, scene, pool);
    if (!scene.dirs) return made;
    const { directories } = situation({ candidate: scene }).candidate;
    return { ...made, directories: groupBy(directories, ({ key }) => key) };
  });
  const last = Object.values(commits).at(-1) ?? {};
  const { headings } = situation({ candidate: last }).candidate;
  const own = head ?? versions.at(-1)?.commit ?? '';
  return {
    ledger: 'adr',
    isOfFiles: false,
    versions: versions.toReversed(),
    head: own,
    headings,
    isLost: false,
  };
}

/** Each commit a day after the one before, but for those that have a date of their own. */
function telling({ versions }: LedgerHistory, dates: Readonly<Record<string, string>> = {}) {
  const infos = versions.toReversed().map(({ commit }, at) => {
    const date = dates[commit] ?? new Date(Date.UTC(2026, 0, at + 1)).toISOString();
    return [commit, { commit, date, subject: commit, author: 'Kim <k@example.com>' }] as const;
  });
  return { commits: new Map(infos), people: false, isAccepted: () => false, path: null, since: null };
}

function traced(
  given: LedgerHistory,
  key: string,
  dates?: Readonly<Record<string, string>>,
): readonly string[] {
  const chronicle = chronicleOf(given);
  const tracing = traceOf(chronicle, key);
  if (!tracing) return [];
  const { lives, collisions } = toldTrace(chronicle, tracing, telling(given, dates));
  return [
    ...lives.map(({ ids, title, state, events }) => {
      const told = events.map(({ kind, commit }) => `${kind} ${commit?.commit ?? '-'}`);
      return `${ids.join(' ')} ${title} ${state}: ${told.join(', ')}`;
    }),
    ...collisions.map(({ id, state, since, fixed }) => {
      const end = fixed ? ` ${fixed.title} > ${fixed.to ?? 'gone'} ${fixed.by.commit}` : '';
      return `${id} ${state} ${since?.commit ?? 'never'}${end}`;
    }),
  ];
}

const ONE = 'WRK-001 One @t.1';
const BETA = 'WRK-002 Beta @t.2';
const GAMMA = 'WRK-002 Gamma @t.3';
const both = { items: [ONE, BETA, GAMMA] };

describe('a trace', () => {
  test('of nothing at all', () => {
    expect(traced(history({}), 'WRK-001')).toEqual([]);
    const empty = history({});
    expect(auditOf(chronicleOf(empty), telling(empty))).toMatchObject({
      ledger: 'adr',
      head: null,
      ids: [],
      marks: [],
    });
  });

  test('goes by the graph where clocks are wrong, and by time where nothing else orders', () => {
    const given = history({
      a: { items: [ONE] },
      'b: a': { items: [ONE, BETA] },
      'c: b': { items: [ONE, 'WRK-002 Better @t.2'] },
      'd: a': { items: [ONE, BETA] },
      'e: c d': { items: [ONE, 'WRK-002 Better @t.2'] },
    });
    const line = 'WRK-002 Better present: drawn b, copied d, retitled c';
    expect(traced(given, 'WRK-002', { b: '2026-01-09', c: '2026-01-01', d: '2025-01-01' })).toEqual([
      'WRK-002 Better present: copied d, drawn b, retitled c',
    ]);
    expect(traced(given, 'WRK-002', { c: '2026-02-01' })).toEqual([line]);
  });

  test('tells what git does not know as far as it can', () => {
    const given = history({ a: { items: [ONE], headings: ['WRK-001 One @soon'] } });
    const chronicle = chronicleOf(given);
    const tracing = traceOf(chronicle, 'WRK-001');
    const nothing = { ...telling(given), commits: new Map() };
    expect(tracing && toldTrace(chronicle, tracing, nothing).lives[0]?.events).toMatchObject([
      { kind: 'drawn', date: null, commit: null },
      { kind: 'worklog', date: 'soon' },
    ]);
    const { regressions, marks, ids } = auditOf(chronicle, nothing);
    expect([regressions, marks, ids[0]?.things]).toMatchObject([[], [], [{ from: null, to: null }]]);
    const lowered = history({ a: { items: [], mark: 4 }, 'b: a': { items: [], mark: 2 } });
    const unknown = { ...telling(lowered), commits: new Map() };
    expect(auditOf(chronicleOf(lowered), unknown).regressions).toEqual([]);
  });

  test('of an item that one line removed and a merge does not bring back', () => {
    const given = history({
      a: { items: [ONE, BETA] },
      'b: a': { mark: 2, items: [ONE] },
      'c: a': { items: [ONE, BETA, 'WRK-003 C @t.9'] },
      'd: b c': { mark: 3, items: [ONE, 'WRK-003 C @t.9'] },
    });
    expect(traced(given, 'WRK-002')).toEqual(['WRK-002 Beta dropped: drawn a, dropped b']);
  });

  test('of an item that a merge lost, and of one that was done when it left', () => {
    const given = history({
      a: { items: [ONE] },
      'b: a': { items: [ONE, BETA] },
      'c: a': { items: [ONE, 'done WRK-003 C @t.9'] },
      'd: b c': { mark: 3, items: [ONE] },
    });
    expect(traced(given, 'WRK-002')).toEqual(['WRK-002 Beta dropped: drawn b, dropped d']);
    expect(traced(given, 'WRK-003')).toEqual(['WRK-003 C archived: drawn c, archived d']);
  });

  test('of directories and entries that are about nothing, or about something else', () => {
    const given = history({
      a: { items: [], dirs: ['WRK-001_one'] },
      'b: a': {
        items: [],
        dirs: ['WRK-001_one', 'WRK-001_'],
        headings: ['WRK-001 One', 'WRK-001 Other thing'],
      },
    });
    expect(traced(given, 'WRK-001')).toEqual([
      'WRK-001 one present: directory a, worklog -, directory b',
      'WRK-001 Other thing present: worklog -',
      'WRK-001 open b',
    ]);
  });
});

describe('how a collision ends', () => {
  test('by a number for one of them, at the first commit that gives it', () => {
    const given = history({
      a: { items: [ONE] },
      'b: a': both,
      'c: b': { items: [ONE, BETA, 'WRK-003 Gamma @t.3'] },
      'd: c': { items: [ONE, BETA, 'WRK-007 Gamma @t.3'] },
    });
    expect(traced(given, 'WRK-002').at(-1)).toBe('WRK-002 fixed b Gamma > WRK-003 c');
    expect(traced(given, 'WRK-007').at(-1)).toBe('WRK-002 fixed b Gamma > WRK-003 c');
  });

  test('not at all where only another branch has both', () => {
    const given = history({
      a: { items: [ONE] },
      'b: a': { items: [ONE, BETA] },
      'c: b': both,
      'd: b': { items: [ONE, BETA] },
    });
    expect(traced(given, 'WRK-002').at(-1)).toBe('WRK-002 apart c');
  });

  test('by a directory under a higher number, all that is left', () => {
    const given = history({
      a: { items: [ONE], dirs: [] },
      'b: a': { ...both, dirs: ['WRK-002_gamma'] },
      'c: b': { items: [ONE, BETA], mark: 5, dirs: ['WRK-005_gamma'] },
    });
    expect(traced(given, 'WRK-002').at(-1)).toBe('WRK-002 fixed b Gamma > WRK-005 c');
  });

  test('by a directory that is renamed, some commits ago', () => {
    const given = history({
      a: { items: [ONE], dirs: ['WRK-001_export'] },
      'b: a': { items: [ONE, BETA], dirs: [] },
      'c: b': { items: [ONE], mark: 2, dirs: [] },
    });
    expect(traced(given, 'WRK-001').at(-1)).toBe('WRK-001 fixed a export > gone b');
  });
});

describe('what a branch took over from what everybody starts from', () => {
  /** Main has Beta under an ID; a branch that had Gamma under it moves that and takes Beta over, without a merge. */
  const commits = {
    a: { items: [ONE], mark: 1 },
    'main: a': { items: [ONE, BETA] },
    'topic: a': { items: [ONE, GAMMA] },
    'picked: topic': { items: [ONE, BETA, 'WRK-003 Gamma @t.3'] },
  };
  const all = history(commits);
  const own = { ...all, versions: all.versions.filter(({ commit }) => commit !== 'main') };
  const withPublished = (of: LedgerHistory, commit: string): LedgerHistory => ({
    ...of,
    published: { commit, versions: all.versions },
  });
  const statesIn = (of: LedgerHistory): readonly string[] =>
    auditOf(chronicleOf(of), telling(all)).collisions.map(({ state }) => state);

  test('is no collision, for a trace nor for an audit', () => {
    expect(traced(withPublished(all, 'main'), 'WRK-002').filter((line) => line.includes('open'))).toEqual([]);
    expect(statesIn(withPublished(own, 'main'))).toEqual([]);
  });

  test('is one as long as others do not start from it', () => {
    expect(traced(all, 'WRK-002').at(-1)).toBe('WRK-002 open picked');
    expect(statesIn(withPublished(own, 'a'))).toEqual(['open']);
    expect(statesIn(own)).toEqual(['open']);
  });

  test('ends where the two are merged, under the number that the branch gave', () => {
    const merged = history({ ...commits, 'm: main picked': { items: [ONE, BETA, 'WRK-003 Gamma @t.3'] } });
    expect(traced(merged, 'WRK-002').at(-1)).toBe('WRK-002 fixed picked Gamma > WRK-003 m');
  });
});

describe('an audit', () => {
  test('orders IDs of one number by prefix, and takes a mark that is gone for 0', () => {
    const given = history({
      a: { items: ['WRK-001 One @t.1', 'FE-001 Two @t.2'], mark: 4 },
      'b: a': { items: ['WRK-001 One @t.1'], mark: null },
      'c: b': { items: ['WRK-001 One @t.1'], mark: 4, headings: ['WRK-002 Old @2026-01-01T00:00:00Z'] },
    });
    const audit = auditOf(chronicleOf(given), telling(given));
    expect(audit.ids.map(({ id, things }) => `${id} ${things[0]?.from?.slice(0, 10)}`)).toEqual([
      'FE-001 2026-01-01',
      'WRK-001 2026-01-01',
      'WRK-002 2026-01-01',
    ]);
    expect(audit.regressions).toMatchObject([{ from: 4, to: 0, regained: { commit: 'c' } }]);
    const later = history({
      a: { items: [], mark: 4 },
      'b: a': { items: [], mark: 2 },
      'c: b': { items: [], mark: null },
    });
    expect(auditOf(chronicleOf(later), telling(later)).regressions).toMatchObject([
      { regained: null },
      { regained: null },
    ]);
  });

  test('numbers that nothing ever had, since the first mark', () => {
    const given = history({
      a: { items: ['WRK-002 Beta @t.2'], mark: 2 },
      'b: a': { items: ['WRK-005 Five @t.5', 'WRK-006 Six @t.6'], mark: 9 },
    });
    expect(auditOf(chronicleOf(given), telling(given)).unused).toEqual([
      { from: 3, to: 4 },
      { from: 7, to: 9 },
    ]);
  });

  test('a collision that nobody merged has no day, and is told whatever day is asked for', () => {
    const given = history({
      a: { items: [ONE] },
      'b: a': { items: [ONE, GAMMA] },
      'c: a': { items: [ONE, BETA] },
    });
    const since = { ...telling(given), since: '2030-01-01T00:00:00Z' };
    expect(auditOf(chronicleOf(given), since).collisions).toMatchObject([{ state: 'apart', since: null }]);
  });
});

describe('the events of a life', () => {
  test('removed and restored, done once, documents as they come and go', () => {
    const given = history({
      a: { items: [ONE], dirs: ['WRK-001_one'] },
      'b: a': { items: ['done WRK-001 One @t.1'], dirs: ['WRK-001_one: one_PRD'] },
      'c: b': { items: ['done WRK-001 One @t.1'], dirs: ['WRK-001_one: one_PRD one_DESIGN'] },
      'd: c': { items: [], mark: 1, dirs: [] },
      'e: d': { items: ['done WRK-001 One @t.1'] },
    });
    expect(traced(given, 'WRK-001')).toEqual([
      'WRK-001 One present: drawn a, directory a, done b, documents b, documents c, archived d, directory-gone d, restored e',
    ]);
  });

  test('a last entry says that an item was archived, and whoever asks for people gets them', () => {
    const given = history({
      a: { items: [ONE] },
      'b: a': { items: [], mark: 1, headings: ['done WRK-001 One'] },
    });
    expect(traced(given, 'WRK-001')).toEqual(['WRK-001 One archived: drawn a, worklog -, archived b']);
    const chronicle = chronicleOf(given);
    const tracing = traceOf(chronicle, 'WRK-001');
    const told = tracing && toldTrace(chronicle, tracing, { ...telling(given), people: true });
    expect(told?.lives[0]?.events.map(({ text, commit }) => `${text} ${commit?.author ?? '-'}`)).toEqual([
      'One Kim <k@example.com>',
      'One (done) -',
      'One Kim <k@example.com>',
    ]);
  });

  test('a directory of a prefix that nothing else has is no ID', () => {
    const given = history({ a: { items: [ONE], dirs: ['OTH-004_other', 'WRK-002_two'] } });
    expect(auditOf(chronicleOf(given), telling(given)).ids.map(({ id }) => id)).toEqual([
      'WRK-001',
      'WRK-002',
    ]);
  });
});

describe('what is no collision, or not any more', () => {
  test('a directory that may be about either of two items', () => {
    const given = history({ a: { items: ['WRK-001 One @t.1', 'WRK-001 Two @t.2'], dirs: ['WRK-001_'] } });
    expect(traced(given, 'WRK-001').slice(2)).toEqual(['WRK-001  present: directory a', 'WRK-001 open a']);
  });

  test('what a merge gives another number when it brings two together', () => {
    const given = history({
      a: { items: [ONE] },
      'b: a': { items: [ONE, BETA] },
      'c: a': { items: [ONE, GAMMA] },
      'd: b c': { items: [ONE, BETA, 'WRK-003 Gamma @t.3'] },
    });
    expect(traced(given, 'WRK-002').slice(2)).toEqual([]);
  });

  test('ends by the older one as well', () => {
    const given = history({
      a: { items: [ONE] },
      'b: a': { items: [ONE, BETA] },
      'c: a': { items: [ONE, GAMMA] },
      'd: b c': both,
      'e: d': { items: [ONE, GAMMA, 'WRK-003 Beta @t.2'] },
    });
    expect(traced(given, 'WRK-002').at(-1)).toBe('WRK-002 fixed d Beta > WRK-003 e');
  });

  test('what is brought back under another number after a merge had lost it', () => {
    const given = history({
      a: { items: [ONE] },
      'b: a': { items: [ONE, BETA] },
      'c: a': { items: [ONE, GAMMA] },
      'd: b c': { items: [ONE, GAMMA] },
      'e: d': { items: [ONE, GAMMA, 'WRK-003 Beta @t.2'] },
    });
    expect(traced(given, 'WRK-002').at(-1)).toBe('WRK-002 fixed d Beta > WRK-003 e');
    const removed = {
      r: { items: [ONE] },
      'a: r': { items: [ONE, BETA] },
      'b: a': { items: [ONE], mark: 2 },
      'g: r': { items: [ONE, GAMMA] },
    };
    const back = { items: [ONE, GAMMA, 'WRK-003 Beta @t.2'] };
    const byCommit = history({ ...removed, 'e: b g': { items: [ONE, GAMMA] }, 'f: e': back });
    expect(traced(byCommit, 'WRK-002').at(-1)).toBe('WRK-002 open e');
    const bySide = history({
      ...removed,
      'c: a': { items: ['WRK-001 Won @t.1', BETA] },
      'd: b c': { items: [ONE], mark: 2 },
      'e: d g': { items: [ONE, GAMMA] },
      'f: e': back,
    });
    expect(traced(bySide, 'WRK-002').at(-1)).toBe('WRK-002 open e');
  });

  test('two directories, one of which is renamed', () => {
    const given = history({
      a: { items: [], dirs: ['WRK-001_export', 'WRK-001_import'] },
      'b: a': { items: [], dirs: ['WRK-001_export'] },
    });
    expect(traced(given, 'WRK-001').at(-1)).toBe('WRK-001 fixed a import > gone b');
    const other = history({
      a: { items: [], dirs: ['WRK-001_export', 'WRK-001_import'] },
      'b: a': { items: [], dirs: ['WRK-001_import'] },
    });
    expect(traced(other, 'WRK-001').at(-1)).toBe('WRK-001 fixed a export > gone b');
  });

  test('what the configuration accepts', () => {
    const given = history({ a: { items: [ONE] }, 'b: a': both });
    const accepting = {
      ...telling(given),
      isAccepted: (key: string, names: readonly string[]) => key === 'WRK-002' && names.includes('Gamma'),
    };
    expect(auditOf(chronicleOf(given), accepting).collisions.map(({ state }) => state)).toEqual(['accepted']);
  });
});
