import { describe, expect, test } from 'vitest';

import { ledgerOf } from '../../../../support/file-history.ts';
import { ancestorsOf, mergeBasesAt, onlyIn } from '../../../../../src/core/identity/files/graph.ts';
import { rootOf } from '../../../../../src/core/identity/files/things.ts';

/** The things that ever stood under a number, each by the number of its root. */
function thingsAt(told: ReturnType<typeof ledgerOf>, key: string): ReadonlySet<number> {
  return new Set([...(told.history.holders.get(key)?.keys() ?? [])].map((thing) => rootOf(thing).id));
}

const matter = (date: string, text: string): string =>
  `---\ncreated_date: ${date}\n---\n${text.repeat(60)}\n${text.repeat(50)}\n`;

describe('what is one thing', () => {
  test('by its front matter, though not a line of the rest is left', () => {
    const found = ledgerOf('backlog-md', {
      one: ['', `tasks/task-7 - Old.md=${matter('2026-01-02 10:11', 'a')}`],
      two: ['one', `tasks/task-7 - New.md=${matter('2026-01-02 10:11', 'b')}`],
    });
    expect(thingsAt(found, 'TASK-7').size).toBe(1);
    expect(found.told('two')).toEqual([]);
  });

  test('not where another number has the same moment', () => {
    const found = ledgerOf('backlog-md', {
      one: ['', `tasks/task-7 - Old.md=${matter('2026-01-02 10:11', 'a')}`],
      two: ['one', `tasks/task-8 - New.md=${matter('2026-01-02 10:11', 'b')}`],
    });
    expect(thingsAt(found, 'TASK-7')).not.toEqual(thingsAt(found, 'TASK-8'));
  });

  test('the halves of a pair count together, and each text is another one once', () => {
    const found = ledgerOf('golang-migrate', {
      one: ['', '0001_a.up.sql=a', '0001_a.down.sql=b', '0002_c.up.sql=c'],
      two: ['one', '0003_x.up.sql=a', '0003_x.down.sql=b', '0004_y.up.sql=a', '0005_z.up.sql=q'],
    });
    expect(thingsAt(found, '3')).toEqual(thingsAt(found, '1'));
    expect(thingsAt(found, '4')).not.toEqual(thingsAt(found, '1'));
  });

  test('a renumbering seen by a merge alone', () => {
    const found = ledgerOf('adr', {
      one: ['', '0001-a.md'],
      two: ['one', '0001-a.md', '0002-b.md'],
      side: ['one', '0001-a.md', '0002-c.md'],
      four: ['two side', '0001-a.md', '0002-b.md', '0003-d.md=0002-c.md'],
    });
    expect([...thingsAt(found, '3')].every((thing) => thingsAt(found, '2').has(thing))).toBe(true);
    expect(found.told('four')).toEqual([]);
  });

  test('a thing keeps its name when it moves, and states are there for as long as somebody needs them', () => {
    const found = ledgerOf('backlog-md', {
      one: ['', 'drafts/task-7 - A.md'],
      two: ['one', 'tasks/task-7 - A.md'],
      three: ['two', 'tasks/task-7 - A.md', 'readme.md'],
    });
    expect(thingsAt(found, 'TASK-7').size).toBe(1);
    expect(found.history.stateAt(0).size).toBe(0);
    expect(found.history.stateAt(2).size).toBe(0);
    expect(found.told('two')).toEqual([]);
  });
});

describe('the graph', () => {
  // 0 ─ 1 ─ 2 ─ 4, and 0 ─ 3 ─ 4; 5 stands alone.
  const graph = { parents: [[], [0], [1], [0], [2, 3], []] };

  test('ancestors, merge bases and differences', () => {
    expect([...ancestorsOf(graph, [2])]).toEqual([1, 1, 1]);
    expect([...ancestorsOf(graph, [])]).toEqual([]);
    expect(mergeBasesAt(graph, 2, [3])).toEqual([0]);
    expect(mergeBasesAt(graph, 4, [2])).toEqual([2]);
    expect(mergeBasesAt(graph, 2, [5])).toEqual([]);
    expect(onlyIn(graph, 4, [2])).toEqual([3, 4]);
  });
});
