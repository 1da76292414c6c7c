import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import type { Example, ExampleFiles } from '../../src/core/rules/examples/example.ts';
import { EXAMPLES } from '../../src/core/rules/examples/index.ts';
import { RULE_IDS } from '../../src/core/findings/finding.ts';
import type { RuleId } from '../../src/core/findings/finding.ts';
import { check } from '../../src/checking/check.ts';
import { renderHuman } from '../../src/reporters/human.ts';
import { BIN } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { rulesPage } from '../support/rules-page.ts';
import { PLAIN } from '../unit/reporters/reports.ts';
import { UP_TO_SOMEBODY } from '../support/up-to-somebody.ts';

/** A change, staged, on top of commits, or in the midst of a merge. */
function changed(
  { before: [first = {}, ...later], merging, drawn }: Example,
  change: ExampleFiles,
): TestRepo {
  const repo = createRepo();
  repo.commit('Work', first);
  if (merging) {
    repo.branch('side');
    repo.commit('Work on a branch', merging);
    repo.checkout('main');
  }
  for (const files of later) repo.commit('Work', files);
  if (merging) repo.tryGit(['merge', '--no-commit', '--no-ff', '-s', 'ours', 'side']);
  if (drawn) repo.write({ '.git/tidemark/shared/origin/draws': drawn.map(drawnLine).join('') });
  repo.stage(change);
  return repo;
}

function drawnLine(line: string): string {
  const [number = '', ...title] = line.split(' ');
  return `backlog ${number} ${number} ${title.join(' ')}\n`;
}

const reportOn = async ({ root }: TestRepo) =>
  check({ cwd: root, target: { kind: 'worktree' }, strict: false });

const outputs = new Map<RuleId, string>();

describe.each(RULE_IDS)('the example of %s', (id) => {
  const { fails, passes } = EXAMPLES[id];

  test('fails, by that rule alone', async () => {
    const report = await reportOn(changed(EXAMPLES[id], fails));
    expect(report.findings.map(({ rule, inherited }) => ({ rule, inherited }))).toEqual([
      { rule: id, inherited: false },
    ]);
    expect(report.unchecked).toEqual([]);
    outputs.set(id, withoutCommits(renderHuman(report, PLAIN)));
  });

  test('passes', async () => {
    expect(await reportOn(changed(EXAMPLES[id], passes))).toMatchObject({ findings: [], unchecked: [] });
  });
});

test.each(RULE_IDS.filter((id) => !UP_TO_SOMEBODY.has(id)))(
  'the example of %s is fixed by the command that is named',
  async (id) => {
    const { fails } = EXAMPLES[id];
    const repo = changed(EXAMPLES[id], fails);
    const [finding] = (await reportOn(repo)).findings;
    const command = finding?.remedy.replace(/^tidemark /u, `node ${shellQuote(BIN)} `) ?? '';
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: repo.root, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    expect(await reportOn(repo)).toMatchObject({ findings: [], unchecked: [] });
  },
);

/** `vitest -u` writes it anew. */
test('docs/rules.md is what the code says', async () => {
  expect(outputs.size).toBe(RULE_IDS.length);
  await expect(rulesPage(outputs)).toMatchFileSnapshot('../../docs/rules.md');
});

/** Commits made by a test are named differently each time. */
function withoutCommits(text: string): string {
  return text.replaceAll(/\bin [0-9a-f]{10}\b/gu, 'in 5f1e3c9a07');
}
