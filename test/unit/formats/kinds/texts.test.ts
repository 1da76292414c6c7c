import { expect, test } from 'vitest';

import { settledBy } from '../../../../src/formats/kinds/django.ts';
import { FIXED_KINDS } from '../../../../src/formats/kinds/index.ts';
import { numberIn } from '../../../../src/formats/entries/number-in-text.ts';

const { adr, django } = FIXED_KINDS;
const tasks = FIXED_KINDS['backlog-md'];

test.each([
  [adr, '# 7. Title\n', '7 1'],
  [adr, '# ADR-0007: Title\n', 'ADR-0007 1'],
  [adr, '= ADR 7 – Title\n', 'ADR 7 1'],
  [adr, '\r\n# 7\r\n', '7 2'],
  [adr, '# Use 7 servers\n# 8. x\n', undefined],
  [adr, 'No heading\n', undefined],
  [adr, '---\nnumber: "0007"\n---\n# 8. x\n', '0007 2'],
  [adr, '---\ntitle: x\n---\n# 8. x\n', '8 4'],
  [adr, '---\ntitle: x\n', undefined],
  [adr, '---\nid: none\n---\n', undefined],
  [tasks, '---\nid: task-12.1\n---\n', 'task-12.1 2'],
  [tasks, '---\nnumber: 7\n---\n# 7. x\n', undefined],
  [django, '# 7. x\n', undefined],
])('%o %j', (kind, text, expected) => {
  const found = numberIn(text, kind);
  expect(found && `${found.text} ${found.line}`).toBe(expected);
});

test('Django migrations are in order as soon as one is built upon', () => {
  const at = (name: string) => ({ place: { path: `app/migrations/${name}.py` } });
  const texts = [
    "    dependencies = [\n        ('app', '0002_alpha'),\n    ]\n",
    '    replaces = [("app", "0004_old")]\n',
    "    dependencies = [('app', '0007_never",
  ];
  const isSettled = settledBy(texts);
  expect(isSettled(at('0002_alpha'), at('0002_beta'))).toBe(true);
  expect(isSettled(at('0002_gamma'), at('0002_alpha'))).toBe(true);
  expect(isSettled(at('0004_new'), at('0004_old'))).toBe(true);
  expect(isSettled(at('0003_alpha'), at('0003_beta'))).toBe(false);
});
