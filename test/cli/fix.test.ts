import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const GOOD = backlog({ items: ['WRK-001 One'] });
const BEHIND = backlog({ mark: 1, items: ['WRK-001 One', 'WRK-002 Two'] });
const MENDED = backlog({ mark: 2, items: ['WRK-001 One', 'WRK-002 Two'] });

function repoWith(text: string, path = 'BACKLOG.yaml'): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { [path]: GOOD });
  repo.write({ [path]: text });
  return repo;
}

test('fix tells what it covers up, what it did and what to do next', () => {
  const repo = repoWith(BEHIND);
  expect(tidemark(repo.root, ['fix'])).toEqual({
    code: 0,
    stderr: '',
    stdout: [
      'BACKLOG.yaml:15:15: next_item_id is 1, but WRK-002 is taken by BACKLOG.yaml:9',
      'BACKLOG.yaml: next_item_id 1 → 2',
      '  then: git add BACKLOG.yaml',
      '',
      'clean: work tree against HEAD. BACKLOG.yaml: 2 items, mark 2, highest claim 2, next ID WRK-003',
      '',
    ].join('\n'),
  });
  expect(repo.read('BACKLOG.yaml')).toBe(MENDED);
  expect(tidemark(repo.root, ['fix']).stdout).toMatch(
    /^BACKLOG\.yaml: next_item_id is 2, nothing to raise\n/u,
  );
});

test('a dry run prints a patch that git takes, alone on stdout, and writes nothing', () => {
  const repo = repoWith(BEHIND);
  const { code, stdout, stderr } = tidemark(repo.root, ['fix', '--dry-run']);
  expect(code).toBe(0);
  expect(stderr).toContain('BACKLOG.yaml: next_item_id 1 → 2, not written\n');
  expect(repo.read('BACKLOG.yaml')).toBe(BEHIND);
  repo.write({ 'patch.diff': stdout });
  repo.git('apply', 'patch.diff');
  expect(repo.read('BACKLOG.yaml')).toBe(MENDED);
});

test('the command to stage it fits where one stands, and odd names', () => {
  const repo = repoWith(BEHIND, `it's here/BACKLOG.yaml`);
  repo.commit('Configure', {
    '.tidemark.yaml': `backlog: "it's here/BACKLOG.yaml"\n`,
    [`it's here/BACKLOG.yaml`]: GOOD,
  });
  repo.write({ [`it's here/BACKLOG.yaml`]: BEHIND });
  mkdirSync(repo.path('sub'));
  const { stdout } = tidemark(repo.path('sub'), ['fix']);
  expect(stdout).toContain(String.raw`then: git add ':/it'\''s here/BACKLOG.yaml'`);
});

test('fix tells of IDs that were given away while the mark was wrong', () => {
  const items = ['WRK-001 One', 'WRK-002 Two', 'WRK-002 Three'];
  const repo = repoWith(backlog({ mark: 1, items }));
  expect(tidemark(repo.root, ['fix']).stdout).toMatch(
    /^ {2}note: while the mark was wrong, an ID may have been assigned twice;.*\n(?:.*\n)*.*\[duplicate-id\]/mu,
  );
});

test('it stops at a leap, and says how to go on', () => {
  const repo = repoWith(backlog({ mark: 1, items: ['WRK-001 One', 'WRK-90000 Typo'] }));
  const { code, stdout } = tidemark(repo.root, ['fix']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/WRK-90000 is so far above .*\n {2}try: .* `tidemark fix --allow-leap`\n/u);
  expect(tidemark(repo.root, ['fix', '--quiet'])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('WRK-90000'),
  });
  expect(tidemark(repo.root, ['fix', '--allow-leap'])).toMatchObject({ code: 0 });
  expect(repo.read('BACKLOG.yaml')).toContain('next_item_id: 90000\n');
});

test('what it cannot repair is told, with exit code 1', () => {
  const repo = repoWith(backlog({ mark: 1, items: ['WRK-001 One', 'WRK-002 Two', 'WRK-002 Other'] }));
  const { code, stdout } = tidemark(repo.root, ['fix']);
  expect(code).toBe(1);
  expect(stdout).toContain('BACKLOG.yaml: next_item_id 1 → 2\n');
  expect(stdout).toMatch(/\n\nBACKLOG\.yaml:\d+:7: WRK-002 .* \[duplicate-id\]\n/u);
});

test('quiet: nothing to say about a mark that was raised', () => {
  expect(tidemark(repoWith(BEHIND).root, ['fix', '-q'])).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('json: the change, and the report of a check afterwards', () => {
  const { code, stdout, stderr } = tidemark(repoWith(BEHIND).root, ['fix', '--format', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    path: 'BACKLOG.yaml',
    from: 1,
    to: 2,
    changed: true,
    created: null,
    diff: expect.stringContaining('-next_item_id: 1\n+next_item_id: 2\n'),
    leap: null,
    covered: [expect.objectContaining({ rule: 'mark-behind', id: 'WRK-002' })],
    notices: [],
    report: expect.objectContaining({
      version: 1,
      findings: [],
      summary: { errors: 0, warnings: 0, inherited: 0 },
    }),
  });
});
