import { describe, expect, test } from 'vitest';

import type { ExampleFiles } from '../../src/core/examples/example.ts';
import { EXAMPLES } from '../../src/core/examples/index.ts';
import { RULE_IDS } from '../../src/core/finding.ts';
import type { RuleId } from '../../src/core/finding.ts';
import { check } from '../../src/guard.ts';
import { renderHuman } from '../../src/reporters/human.ts';
import { createRepo } from '../support/repo.ts';
import { rulesPage } from '../support/rules-page.ts';
import { PLAIN } from '../unit/reporters/reports.ts';

/** What `tidemark check` reports for a change on top of commits. */
async function reportOn(before: readonly ExampleFiles[], change: ExampleFiles) {
  const repo = createRepo();
  for (const files of before) repo.commit('Work', files);
  repo.write(change);
  return check({ cwd: repo.root, target: { kind: 'worktree' }, strict: false });
}

const outputs = new Map<RuleId, string>();

describe.each(RULE_IDS)('the example of %s', (id) => {
  const { before, fails, passes } = EXAMPLES[id];

  test('fails, by that rule alone', async () => {
    const report = await reportOn(before, fails);
    expect(report.findings.map(({ rule, inherited }) => ({ rule, inherited }))).toEqual([
      { rule: id, inherited: false },
    ]);
    expect(report.unchecked).toEqual([]);
    outputs.set(id, withoutCommits(renderHuman(report, PLAIN)));
  });

  test('passes', async () => {
    expect(await reportOn(before, passes)).toMatchObject({ findings: [], unchecked: [] });
  });
});

/** `vitest -u` writes it anew. */
test('docs/rules.md is what the code says', async () => {
  expect(outputs.size).toBe(RULE_IDS.length);
  await expect(rulesPage(outputs)).toMatchFileSnapshot('../../docs/rules.md');
});

/** Commits made by a test are named differently each time. */
function withoutCommits(text: string): string {
  return text.replaceAll(/\bin [0-9a-f]{10}\b/gu, 'in 5f1e3c9a07');
}
