import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { RULES } from '../../src/core/rules/index.ts';
import { chapter, row } from '../support/rules-page.ts';

const page = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');

/** Without git, so that a changed word is seen at once: the printed report is taken from the page. */
test.each(RULES)('docs/rules.md says what the code says of $id', (rule) => {
  const [, after = ''] = page.split(`\n## ${rule.id}\n`);
  const [, output = ''] = /^\$ tidemark check\n(.*?)```$/msu.exec(after) ?? [];
  expect(page).toContain(`\n${row(rule)}\n`);
  expect(page).toContain(`\n\n${chapter(rule, output)}\n`);
});
