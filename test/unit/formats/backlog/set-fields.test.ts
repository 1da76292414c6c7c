import { expect, test } from 'vitest';
import { parseFields } from '../../../../src/formats/backlog/set-fields.ts';

test.each<[string, unknown]>([
  ['owner=me', 'me'],
  ['owner=', ''],
  ['status=in progress', 'in progress'],
  ['points=3', 3],
  ['done=true', true],
  ['owner=null', null],
  ['owner=~', null],
  ['tags=[a, b c]', ['a', 'b c']],
  ['meta={a: 1}', { a: 1 }],
  ['note="3"', '3'],
  ['note=a: b', 'a: b'],
  ['note=- a', '- a'],
  ['note=fix #12', 'fix #12'],
  ['note=# 12', '# 12'],
  ['note=a\nb', 'a\nb'],
  ['note=[a', '[a'],
  ['note=a=b', 'a=b'],
  ['note=*x', '*x'],
  ['due=2026-01-01', '2026-01-01'],
])('%j', (text, value) => {
  expect(parseFields([text])).toEqual({ fields: new Map([[text.split('=')[0], value]]) });
});

test.each([
  ['owner', 'owner is not KEY=VALUE'],
  ['=me', '=me is not KEY=VALUE'],
  ['two words=me', 'two words=me is not KEY=VALUE'],
  ['-owner=me', '-owner=me is not KEY=VALUE'],
  ['id=FE-1', 'id cannot be set'],
  ['title=x', 'title cannot be set'],
  ['created=now', 'created cannot be set'],
])('%j is refused', (text, problem) => {
  expect(parseFields([text])).toEqual({ problem });
});

test('each is set once', () => {
  expect(parseFields(['a=1', 'b=2', 'a=3'])).toEqual({ problem: 'a is set twice' });
  expect(parseFields(['b=2', 'a=1'])).toEqual({
    fields: new Map([
      ['b', 2],
      ['a', 1],
    ]),
  });
  expect(parseFields([])).toEqual({ fields: new Map() });
});
