import { expect, test } from 'vitest';

import { COMMANDS } from '../../src/cli/registry.ts';
import { items, OLD } from '../support/collision.ts';
import { runMain } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';

function doubled() {
  const repo = createRepo();
  repo.commit('Start', items(...OLD));
  repo.stage(items(...OLD, 'WRK-003 Ours', 'WRK-003 Theirs', 'WRK-004 A', 'WRK-004 B'));
  return repo;
}

test('in the log of a run on GitHub annotations are folded away behind the report', async () => {
  const env = { GITHUB_ACTIONS: 'true' };
  const { stdout } = await runMain(['check'], { cwd: doubled().root, env });
  const [report = '', annotations = ''] = stdout.split('::group::Annotations\n');
  expect(report.match(/\[duplicate-id\]/gu)).toHaveLength(2);
  expect(report.match(/ fix: /gu)).toHaveLength(1);
  expect(annotations).toMatch(/^(?:::error .*\n){2}::endgroup::\n$/u);
  const alone = await runMain(['check', '--format', 'github'], { cwd: doubled().root });
  expect(alone.stdout).not.toContain('::group::');
});

test('a clean run has no annotations', async () => {
  const repo = createRepo();
  repo.commit('Start', items(...OLD));
  const { stdout } = await runMain(['check'], { cwd: repo.root, env: { GITHUB_ACTIONS: 'true' } });
  expect(stdout).toMatch(/^clean: .*\n$/u);
});

test('what writes files has -n for --dry-run', async () => {
  const helps = await Promise.all(COMMANDS.map(async ({ name }) => runMain([name, '--help'])));
  const writing = helps.filter(({ stdout }) => stdout.includes('--dry-run'));
  expect(writing.length).toBeGreaterThan(6);
  for (const { stdout } of writing)
    expect(stdout).toMatch(
      /^ {2}-n, --dry-run +print what would change as a unified diff, and change nothing$/mu,
    );
});
