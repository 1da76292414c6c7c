import { describe, expect, test } from 'vitest';

import { EXAMPLES } from '../../src/core/rules/examples/index.ts';
import { FORMATS } from '../../src/reporters/formats.ts';
import { runMain } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';
import { junitErrors, schemaErrors } from '../support/validate.ts';

describe('a repository full of traps', () => {
  const trap = '\u001B[2J\u202E::error::x%0A##[add-path]x';
  const title = JSON.stringify(`${trap}]]></script>|\`[x](y)\n::set-output name=a::b`);
  const repo = createRepo();
  repo.commit('Begin', { 'BACKLOG.yaml': backlog({ items: [`WRK-001 ${title}`, 'WRK-002 Two'] }) });
  repo.commit('More', {
    'BACKLOG.yaml': backlog({ items: [`WRK-001 ${title}`, `WRK-1 ${title}`, 'WRK-002 Three'] }),
    [`changes/WRK-001_a${trap}/WRK-001_a_PRD.md`]: '',
    [`changes/WRK-001_b\n::add-mask::${trap}/::error::_PRD.md`]: '',
    [`_worklog/::warning::${trap}\n.md`]: `## 2026-02-20T15:59:31Z — WRK-002 (${trap})\n`,
  });

  test.each(FORMATS)('%s comes out harmless', async (format) => {
    const { code, stdout } = await runMain(['check', '--rev', 'HEAD', '--format', format], {
      cwd: repo.root,
    });
    expect(code).toBe(1);
    expect(stdout.replaceAll('\n', '')).not.toMatch(
      /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2066-\u2069]/u,
    );
    expect(stdout).not.toContain('##[');
    if (format !== 'human' && format !== 'github' && format !== 'accept')
      expect(stdout).not.toContain('</script');
    const commands = stdout.split('\n').filter((line) => /^\s*::/u.test(line));
    expect(
      commands.filter((line) => format !== 'github' || !/^::(?:error|warning) file=/u.test(line)),
    ).toEqual([]);
    if (format === 'junit') expect(await junitErrors(stdout)).toEqual([]);
    if (format === 'sarif') expect(schemaErrors('sarif-2.1.0.json', stdout)).toEqual([]);
    if (format === 'gitlab') expect(schemaErrors('gitlab-code-quality.json', stdout)).toEqual([]);
  });
});

test.each(['mark-behind', 'mark-regressed'] as const)(
  'the fix that SARIF offers for %s is that of `tidemark fix`',
  async (id) => {
    const { before, fails } = EXAMPLES[id];
    const repo = createRepo();
    for (const files of before) repo.commit('Work', files);
    repo.write(fails);
    const { stdout } = await runMain(['check', '--format', 'sarif'], { cwd: repo.root });
    const [{ deletedRegion, insertedContent }] =
      JSON.parse(stdout).runs[0].results[0].fixes[0].artifactChanges[0].replacements;
    const lines = repo.read('BACKLOG.yaml').split('\n');
    const line = lines[deletedRegion.startLine - 1] ?? '';
    lines[deletedRegion.startLine - 1] =
      line.slice(0, deletedRegion.startColumn - 1) +
      insertedContent.text +
      line.slice(deletedRegion.endColumn - 1);
    expect((await runMain(['fix'], { cwd: repo.root })).code).toBe(0);
    expect(lines.join('\n')).toBe(repo.read('BACKLOG.yaml'));
  },
);
