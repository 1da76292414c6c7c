import { describe, expect, test } from 'vitest';

import { chronicleOf } from '../../../../../src/core/history/chronicle.ts';
import { fileAuditOf } from '../../../../../src/core/history/files/file-audit.ts';
import {
  entriesAt,
  fileChronicle,
  keysAround,
  keysInGroups,
  type FilePast,
} from '../../../../../src/core/history/files/file-chronicles.ts';
import { toldTrace, traceOf } from '../../../../../src/core/history/trace.ts';
import type { FIXED_KINDS } from '../../../../../src/formats/kinds/index.ts';
import { ledgerOf, type Commits } from '../../../../support/file-history.ts';

function pastOf(kind: keyof typeof FIXED_KINDS, commits: Commits, head?: string): FilePast {
  const { history, identified, compared } = ledgerOf(kind, commits, { sharing: true });
  const { terms } = compared(Object.keys(commits)[0] ?? '');
  return { terms, history, identified, head: head ?? Object.keys(commits).at(-1) ?? '' };
}

/** Each commit a day after the one before. */
function telling({ history }: FilePast) {
  const infos = history.commits.map((commit, at) => {
    const date = new Date(Date.UTC(2026, 0, at + 1)).toISOString();
    return [commit, { commit, date, subject: commit, author: 'Kim <k@example.com>' }] as const;
  });
  return { commits: new Map(infos), people: true, isAccepted: () => false, path: 'x', since: null };
}

const audited = (past: FilePast) => fileAuditOf(past, telling(past));

/** The collisions of an audit: `2 fixed two b > 3 four`. */
function collisions(past: FilePast): readonly string[] {
  return audited(past).collisions.map(({ id, state, since, fixed }) => {
    const end = fixed ? ` ${fixed.title} > ${fixed.to ?? 'gone'} ${fixed.by.commit}` : '';
    return `${id} ${state} ${since?.commit ?? 'never'}${end}`;
  });
}

function traced(past: FilePast, key: string): readonly string[] {
  const chronicle = fileChronicle(past, keysAround(past, [key]));
  const tracing = traceOf(chronicle, key);
  const lives = tracing ? toldTrace(chronicle, tracing, telling(past)).lives : [];
  return lives.map(
    ({ ids, title, state, events }) =>
      `${ids.join(' ')} ${title} ${state}: ${events.map(({ kind, commit }) => `${kind} ${commit?.commit}`).join(', ')}`,
  );
}

const A = '0001-a.md';

describe('an audit of files', () => {
  test('counts versions, and tells the highest number, the gaps and the way of the numbers', () => {
    const past = pastOf('adr', {
      one: ['', A],
      two: ['one', A, 'readme.md'],
      three: ['two', A, '0003-c.md'],
      side: ['one', A, '0002-s.md'],
      four: ['three', A, '0003-c.md', '0006-f.md'],
    });
    expect(audited(past)).toMatchObject({
      ledger: 'adr',
      head: { commit: 'four', author: 'Kim <k@example.com>' },
      versions: 3,
      highest: '0006',
      ids: [{ id: '0001' }, { id: '0002' }, { id: '0003' }, { id: '0006' }],
      unused: [{ from: 4, to: 5 }],
      marks: [
        { commit: 'one', mark: 1 },
        { commit: 'three', mark: 3 },
        { commit: 'four', mark: 6 },
      ],
    });
  });

  test('has no way of numbers where there are several sequences, versions or dates', () => {
    const none = { unused: [], marks: [] };
    expect(
      audited(pastOf('backlog-md', { one: ['', 'tasks/task-1 - A.md', 'docs/doc-4 - B.md'] })),
    ).toMatchObject(none);
    expect(audited(pastOf('flyway', { one: ['', 'V1__a.sql', 'V6.1__b.sql'] }))).toMatchObject(none);
    expect(audited(pastOf('golang-migrate', { one: ['', '20260101101112_a.sql'] }))).toMatchObject({
      ...none,
      highest: null,
    });
    expect(audited(pastOf('adr', { one: ['', 'readme.md'] }))).toMatchObject({
      ...none,
      ids: [],
      versions: 0,
    });
  });

  test('tells what git does not know of as far as it can', () => {
    const past = pastOf('adr', { one: ['', A] });
    const audit = fileAuditOf(past, { ...telling(past), commits: new Map() });
    expect(audit).toMatchObject({ head: null, marks: [], ids: [{ things: [{ from: null }] }] });
  });

  test('orders numbers of two sequences by what they are called', () => {
    const { ids } = audited(
      pastOf('backlog-md', { one: ['', 'tasks/task-2 - B.md', 'tasks/item-1 - C.md', 'tasks/abc-2 - A.md'] }),
    );
    expect(ids.map(({ id }) => id)).toEqual(['item-1', 'abc-2', 'task-2']);
  });

  test('looks at sixty-four numbers at a time, those of one thing together', () => {
    const names = Array.from({ length: 64 }, (_, at) => `${String(at + 1).padStart(4, '0')}-entry${at}.md`);
    const whole = pastOf('adr', { one: ['', ...names] });
    expect([...keysInGroups(whole)].map((keys) => keys.size)).toEqual([64]);
    const more = pastOf('adr', { one: ['', ...names], two: ['one', ...names.slice(1), '0070-entry0.md'] });
    expect([...keysInGroups(more)].map((keys) => keys.size)).toEqual([64, 1]);
    expect([...keysAround(more, ['70'])].toSorted()).toEqual(['1', '70']);
    expect([...keysAround(more, ['99'])]).toEqual(['99']);
  });

  test('knows what a version has', () => {
    const { history } = pastOf('adr', { one: ['', A], two: ['one', A, '0002-b.md'] });
    expect(entriesAt(history, 'two').map(({ written }) => written)).toEqual(['0001', '0002']);
    expect(entriesAt(history, 'zero')).toEqual([]);
  });
});

describe('two files of one number', () => {
  const both: readonly string[] = [A, '0002-b.md', '0002-c.md'];

  test.each<[string, Commits, string | undefined, readonly string[]]>([
    ['side by side', { one: ['', A], two: ['one', ...both] }, undefined, ['0002 open two']],
    [
      'until one gets another number',
      { one: ['', A], two: ['one', ...both], three: ['two', A, '0002-b.md', '0003-c.md'] },
      undefined,
      ['0002 fixed two c > 0003 three'],
    ],
    [
      'until one is removed',
      {
        one: ['', A],
        two: ['one', ...both],
        three: ['two', A, '0002-c.md'],
        four: ['three', A, '0002-c.md', '0003-d.md'],
      },
      undefined,
      ['0002 fixed two b > gone three'],
    ],
    [
      'until both are',
      { one: ['', A], two: ['one', ...both], three: ['two', A] },
      undefined,
      ['0002 fixed two b > gone three'],
    ],
    [
      'one after the other',
      { one: ['', A, '0002-b.md'], two: ['one', A], three: ['two', A, '0002-c.md'] },
      undefined,
      ['0002 reused three'],
    ],
    [
      'one after the other, the other way round',
      { one: ['', A, '0002-c.md'], two: ['one', A], three: ['two', A, '0002-b.md'] },
      undefined,
      ['0002 reused three'],
    ],
    [
      'on another branch',
      { one: ['', A], two: ['one', ...both], head: ['one', A] },
      undefined,
      ['0002 apart two'],
    ],
    [
      'on two branches',
      { one: ['', A], two: ['one', A, '0002-b.md'], three: ['one', A, '0002-c.md'] },
      undefined,
      ['0002 apart never'],
    ],
    [
      'on two branches whose merge gives one another number',
      {
        one: ['', A],
        two: ['one', A, '0002-b.md'],
        three: ['one', A, '0002-c.md'],
        four: ['two three', A, '0002-b.md', '0003-c.md'],
      },
      undefined,
      [],
    ],
    [
      'on two branches whose merge keeps one',
      {
        one: ['', A],
        two: ['one', A, '0002-b.md'],
        three: ['one', A, '0002-c.md'],
        four: ['two three', A, '0002-c.md'],
      },
      undefined,
      ['0002 reused four'],
    ],
    [
      'on a branch that had given the number up by moving',
      {
        one: ['', A],
        two: ['one', A, '0002-b.md'],
        moved: ['two', A, '0003-b.md'],
        three: ['one', A, '0002-c.md'],
        four: ['moved three', A, '0003-b.md', '0002-c.md'],
      },
      undefined,
      [],
    ],
  ])('%s', (_, commits, head, expected) => {
    expect(collisions(pastOf('adr', commits, head))).toEqual(expected);
  });
});

describe('a trace of a file', () => {
  test('tells that it was archived, and where it is', () => {
    const past = pastOf('backlog-md', {
      one: ['', 'tasks/task-1 - A.md'],
      two: ['one', 'archive/tasks/task-1 - A.md'],
      three: ['two', 'archive/tasks/task-1 - A.md', 'tasks/task-2 - B.md'],
    });
    expect(traced(past, 'TASK-1')).toEqual(['task-1 a archived: drawn one, archived two']);
    expect(traced(past, 'TASK-2')).toEqual(['task-2 b present: drawn three']);
    expect(traced(past, 'TASK-9')).toEqual([]);
  });

  test('calls a file that has no slug by its name', () => {
    const past = pastOf('flyway', { one: ['', 'V1.sql'], two: ['one', 'V1.sql=other'], three: ['two'] });
    expect(traced(past, '1')).toEqual(['1 V1.sql dropped: drawn one, dropped three']);
  });

  test('of a history without versions says nothing', () => {
    const empty = { ledger: 'adr', isOfFiles: true, versions: [], head: '', headings: [], isLost: false };
    expect(traceOf(chronicleOf(empty), '1')).toBeUndefined();
  });
});
