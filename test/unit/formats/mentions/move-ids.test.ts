import { describe, expect, test } from 'vitest';

import { moveItems, movePointers } from '../../../../src/formats/mentions/move-ids.ts';

/** An item that its day of creation tells from others, with more fields below. */
function item(number: number | string, title: string, ...more: readonly string[]): string {
  const fields = [`title: ${title}`, `created: "${title.length}"`, ...more];
  return `- id: WRK-${number}\n  ${fields.join('\n  ')}\n`;
}

const backlog = (...items: readonly string[]): string => `items:\n${items.join('')}next_item_id: 20\n`;
const to = (number: number, title: string) => ({
  from: `WRK-00${number}`,
  to: `WRK-01${number}`,
  name: `WRK-01${number}`,
  title,
  created: `${title.length}`,
});

const UNREADABLE = 'items: [\n';

describe('items get their new IDs', () => {
  test.each([
    ['by their `created`', backlog(item('003', 'Alpha')), backlog(item('013', 'Alpha'))],
    ['but none of another', backlog(item('003', 'Others')), backlog(item('003', 'Others'))],
    ['but none of another ID', backlog(item('004', 'Alpha')), backlog(item('004', 'Alpha'))],
    [
      'but none that is spelled with escapes',
      backlog(item('003', 'Alpha').replace('WRK-003', '"WRK-\\x3003"')),
      backlog(item('003', 'Alpha').replace('WRK-003', '"WRK-\\x3003"')),
    ],
    ['but none that has no ID', backlog(item('+3', 'Alpha')), backlog(item('+3', 'Alpha'))],
    [
      'with what points to them',
      backlog(item('003', 'Alpha'), item('005', 'One', 'dependencies: [WRK-003, WRK-001]')),
      backlog(item('013', 'Alpha'), item('005', 'One', 'dependencies: [WRK-013, WRK-001]')),
    ],
    ['but not where nothing can be read', UNREADABLE, UNREADABLE],
  ])('%s', (_, text, expected) => {
    expect(moveItems(text, [to(3, 'Alpha')])).toBe(expected);
  });

  test('as they are padded, and without `created` by their title', () => {
    const { created: _, ...byTitle } = to(3, 'Alpha');
    expect(moveItems(backlog(item('3', 'Alpha')), [{ ...byTitle, name: 'WRK-13' }])).toBe(
      backlog(item('13', 'Alpha')),
    );
    expect(moveItems(backlog(item('3', 'Beta')), [byTitle])).toBe(backlog(item('3', 'Beta')));
  });

  test('what points to an item that has just left is known by the text before', () => {
    const pointing = (number: string) => backlog(item('005', 'One', `origin: WRK-${number}`));
    const before = backlog(item('003', 'Alpha'));
    expect(moveItems(pointing('003'), [to(3, 'Alpha')], before)).toBe(pointing('013'));
    expect(moveItems(pointing('003'), [to(3, 'Alpha')])).toBe(pointing('003'));
    expect(moveItems(pointing('003'), [to(3, 'Alpha')], UNREADABLE)).toBe(pointing('003'));
  });
});

describe('pointers are as they were meant', () => {
  const pointing = (number: string) => backlog(item('005', 'One', `dependencies: [WRK-${number}]`));
  const moves = [to(3, 'Alpha')];
  test.each([
    ['where they once had the new ID', pointing('013'), pointing('001'), '013'],
    ['but not where they mean the old one', pointing('013'), pointing('003'), '003'],
    ['but not where they never had the new one', pointing('001'), pointing('001'), '003'],
    ['but not where what was meant cannot be read', UNREADABLE, pointing('001'), '003'],
  ])('%s', (_, meant, known, expected) => {
    expect(movePointers(pointing('003'), moves, { meant, known })).toBe(pointing(expected));
  });

  test('but not those to others, or where nothing can be read', () => {
    const sides = { meant: pointing('014'), known: pointing('001') };
    expect(movePointers(pointing('004'), moves, sides)).toBe(pointing('004'));
    expect(movePointers(UNREADABLE, moves, sides)).toBe(UNREADABLE);
  });
});
