import { describe, expect, test } from 'vitest';

import { commitAt, FileHistory, heldUnder } from '../../../../../src/core/identity/files/file-history.ts';
import { sketchOfEntry } from '../../../../../src/core/identity/files/former.ts';
import { identify, sampleOids } from '../../../../../src/core/identity/files/identify.ts';
import { withOtherNumbers } from '../../../../../src/core/identity/files/projection.ts';
import { sketchOf } from '../../../../../src/core/identity/files/similarity.ts';
import { rootOf } from '../../../../../src/core/identity/files/things.ts';
import { entryOf } from '../../../../../src/core/ledger/files/file-ledger.ts';
import { FIXED_KINDS } from '../../../../../src/formats/kinds/index.ts';
import { readPath } from '../../../../../src/formats/kinds/read-name.ts';
import { ledgerOf } from '../../../../support/file-history.ts';

const read = (path: string) => readPath({ kind: FIXED_KINDS.adr, paths: ['x'] }, path).name;
const A = '0001-a.md';

/** The things that have a number, each by its root. */
function rootsAt(history: FileHistory, key: string): ReadonlySet<number> {
  return new Set(heldUnder(history, key).map(({ thing }) => rootOf(thing).id));
}

describe('a history of files', () => {
  test('may begin where git was told to stop', () => {
    const history = new FileHistory(read);
    const at = history.add({ commit: 'b', parents: ['a'], changes: [{ path: `x/${A}`, oid: '1' }] }, 0);
    expect([history.parents[at], commitAt(history, at), commitAt(history, 7)]).toEqual([[], 'b', '']);
    expect(heldUnder(history, '1')).toHaveLength(1);
    expect(heldUnder(history, '2')).toEqual([]);
  });

  test('a branch that nobody goes on from changes nothing for the others', () => {
    const { history, told } = ledgerOf('adr', {
      one: ['', A, '0002-b.md'],
      edit: ['one', `${A}=z`, '0003-c.md'],
      two: ['one', A, '0002-b.md', '0003-d.md'],
      three: ['two', A, '0002-b.md', '0003-d.md', '0004-e.md'],
    });
    expect(rootsAt(history, '1').size).toBe(1);
    expect(history.turnovers.map(({ gone }) => gone.map(({ entry }) => entry.key))).toEqual([['2'], [], []]);
    expect(told('three')).toEqual([]);
  });

  test('a merge of a side that has less has lost nothing of it', () => {
    const { history } = ledgerOf('adr', {
      one: ['', A],
      two: ['one', A, '0002-b.md'],
      side: ['one', A, '0003-c.md'],
      merge: ['two side', A, '0002-b.md', '0003-c.md', '0004-d.md'],
    });
    expect(history.turnovers.filter(({ looksBack }) => !looksBack)).toEqual([]);
  });

  test('what a thing ever had, and nothing for a number that is unknown', () => {
    const { history, identified } = ledgerOf('adr', { one: ['', A], two: ['one', '0004-a.md'] });
    expect([...withOtherNumbers(history, identified, ['1', '9'])]).toEqual(['1', '4', '9']);
  });
});

describe('texts', () => {
  test('that could not be read are like no others', () => {
    const { history } = ledgerOf('adr', { one: ['', `${A}=a`], two: ['one', '0002-b.md=a'] });
    const things = () => [rootsAt(history, '1'), rootsAt(history, '2')];
    const { history: unread } = ledgerOf('adr', { one: ['', `${A}=a`], two: ['one', '0002-b.md=c'] });
    identify(unread, new Map());
    expect(things()[0]).toEqual(things()[1]);
    expect(rootsAt(unread, '1')).not.toEqual(rootsAt(unread, '2'));
  });

  test('of the halves of an entry count together; those on the disk have no name', () => {
    const name = read(`x/${A}`);
    if (!name) throw new Error('no name');
    const entry = entryOf([
      { ...name, path: 'x/0001-a.up', oid: 'u' },
      { ...name, path: 'x/0001-a.down', oid: 'd' },
    ]);
    const text = sketchOf(Buffer.from('a\n'));
    const whole = sketchOfEntry(
      entry,
      new Map([
        ['u', text],
        ['d', text],
      ]),
    );
    expect([...(whole?.lines.values() ?? [])]).toEqual([4]);
    const onDisk = entryOf([{ ...name, path: `x/${A}`, oid: undefined }]);
    expect(sketchOfEntry(onDisk, new Map())).toBeUndefined();
    expect(sampleOids([entry, onDisk])).toEqual(['d']);
  });
});

test.each([
  [false, true],
  [true, false],
])('what goes as a ledger moves (%s) begins nothing again', (isMove, restarts) => {
  const paths = Array.from({ length: 12 }, (_, at) => `x/${String(at + 1).padStart(4, '0')}-a${at}.md`);
  const history = new FileHistory(read);
  history.add({ commit: 'one', parents: [], changes: paths.map((path) => ({ path, oid: path })) }, 1);
  const gone = paths.map((path) => ({ path, oid: undefined }));
  history.add({ commit: 'two', parents: ['one'], changes: gone, isMove }, 0);
  expect(identify(history, new Map()).restarts.has(1)).toBe(restarts);
});
