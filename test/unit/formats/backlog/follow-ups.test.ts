import { expect, test } from 'vitest';

import { parseFollowUps } from '../../../../src/formats/backlog/follow-ups.ts';

test.each([
  ['- Retry limits\n- 2026\n', [{ title: 'Retry limits' }, { title: '2026' }]],
  ['["Retry limits", {"title": "Wave \\ud83c\\udf0a"}]', [{ title: 'Retry limits' }, { title: 'Wave 🌊' }]],
  ['[]', []],
  [
    '- title: |\n    Folded\n  suggested_size: small\n  suggested_risk: low\n  context: why\n',
    [{ title: 'Folded\n', size: 'small', risk: 'low', description: { context: 'why' } }],
  ],
  [
    '- {title: a, size: large, suggested_size: small, risk: null, impact: high, description: why, own: [1]}',
    [{ title: 'a', size: 'large', impact: 'high', description: { context: 'why' }, own: [1] }],
  ],
  [
    '- {title: a, size: medium, risk: medium, complexity: low}',
    [{ title: 'a', size: 'medium', risk: 'medium', complexity: 'low' }],
  ],
  [
    '- {title: 5, description: {problem: p}, context: c, dependencies: [WRK-001]}',
    [{ title: '5', description: { context: 'c', problem: 'p' }, dependencies: ['WRK-001'] }],
  ],
])('reads %j', (text, followUps) => {
  expect(parseFollowUps(text)).toEqual({ followUps });
});

test.each([
  ['', 'it is not a list'],
  ['title: a', 'it is not a list'],
  ['a: b: c', '1:4: a text'],
  ['[a, [b]]', 'follow-up 2: it has'],
  ['- [a]', 'follow-up 1: it has to be a title, or a mapping with a `title`'],
  ['- a\n- null', 'follow-up 2: its `title` has to be a text'],
  ['- a\n- " "', 'follow-up 2: its `title` is invalid: A title must not be empty'],
  ['- {size: small}', 'follow-up 1: its `title` has to be a text'],
  ['- {title: a, size: huge}', 'follow-up 1: its `size` has to be small, medium or large'],
  ['- {title: a, suggested_risk: 3}', 'follow-up 1: its `suggested_risk` has to be low, medium or high'],
  ['- {title: a, id: WRK-001}', 'follow-up 1: its `id` must not be set'],
  [
    '- {title: a, description: [x]}',
    'follow-up 1: its `description` has to be a text, or a mapping of texts',
  ],
  ['- {title: a, dependencies: WRK-1}', 'follow-up 1: its `dependencies` has to be a list of IDs'],
])('tells what is wrong with %j', (text, problem) => {
  expect(parseFollowUps(text)).toEqual({ problem: expect.stringContaining(problem) });
});

test('a problem ends without a full stop: it stands within a sentence', () => {
  expect(parseFollowUps('- " "')).toEqual({
    problem: 'follow-up 1: its `title` is invalid: A title must not be empty',
  });
});
