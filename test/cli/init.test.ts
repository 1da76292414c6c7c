import { describe, expect, test } from 'vitest';

import { tidemark } from '../support/cli.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const CONFIG = '.tidemark.yaml';
const ADRS: Files = {
  'docs/adr/0001-record.md': '# 1. Record\n',
  'docs/adr/0002-redis.md': '# 2. Redis\n',
  'docs/adr/0002-postgres.md': '# 2. Postgres\n',
  'docs/adr/0004-queue.md': '# 4. Queue\n',
};
const SQL: Files = Object.fromEntries(
  ['000001_a', '000002_b', '000003_c'].map((name) => [`db/migrations/${name}.up.sql`, `${name}\n`]),
);

function project(files: Files): TestRepo {
  const repo = createRepo();
  repo.commit('Start', files);
  return repo;
}

const init = (repo: TestRepo, ...words: string[]) => tidemark(repo.root, ['init', ...words]);

describe('init', () => {
  test('says what it finds, and writes the configuration', () => {
    const repo = project({ ...ADRS, ...SQL, 'BACKLOG.yaml': backlog({ mark: 3, items: ['WRK-001 One'] }) });
    const { code, stdout } = init(repo);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 6)).toEqual([
      'BACKLOG.yaml: a backlog of 1 item, mark 3; it needs no configuration',
      'db/migrations: 3 entries, highest 000003 (golang-migrate)',
      'docs/adr: 4 entries, highest 0004 (adr); several entries have 0002',
      '',
      '.tidemark.yaml is written.',
      'Stage it: git add .tidemark.yaml',
    ]);
    expect(repo.read(CONFIG)).toBe(
      'ledgers:\n  - kind: golang-migrate\n    path: db/migrations\n  - kind: adr\n    path: docs/adr\n',
    );
    const again = init(repo);
    expect(again.stdout).toContain(
      'Nothing else is numbered here; the configuration has golang-migrate and adr.',
    );
    expect(tidemark(repo.root, ['check']).stdout).toContain('[duplicate-id]');
  });

  test('shows what it would write, and writes nothing', () => {
    const repo = project(ADRS);
    const { code, stdout, stderr } = init(repo, '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toBe(
      '--- /dev/null\n+++ b/.tidemark.yaml\n@@ -0,0 +1,3 @@\n+ledgers:\n+  - kind: adr\n+    path: docs/adr\n',
    );
    expect(stderr).toBe('docs/adr: 4 entries, highest 0004 (adr); several entries have 0002\n');
    expect(repo.git('status', '--porcelain')).toBe('');
  });

  test('completes what is there, from anywhere in the project', () => {
    const repo = project({
      ...ADRS,
      ...SQL,
      [CONFIG]: '# ours\nledgers:\n- kind: adr\n  path: docs/adr # all\nmaxLeap: 7\n',
    });
    const { stdout } = tidemark(repo.path('docs'), ['init', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      path: CONFIG,
      backlog: null,
      configured: ['adr'],
      found: [
        {
          name: 'golang-migrate',
          kind: 'golang-migrate',
          path: 'db/migrations',
          pattern: null,
          entries: 3,
          highest: '000003',
          doubles: [],
        },
      ],
      written: true,
    });
    expect(repo.read(CONFIG)).toBe(
      '# ours\nledgers:\n- kind: adr\n  path: docs/adr # all\n- kind: golang-migrate\n  path: db/migrations\nmaxLeap: 7\n',
    );
  });

  test('Django’s migrations that another one joins are not double', () => {
    const app = (name: string, text = ''): Files => ({ [`shop/migrations/${name}.py`]: text });
    const repo = project({
      ...app('0001_initial'),
      ...app('0002_a'),
      ...app('0002_b'),
      ...app('0003_join', "dependencies = [('shop', '0002_a'), ('shop', '0002_b')]\n"),
    });
    expect(init(repo).stdout).toContain('shop/migrations: 4 entries, highest 0003 (django)\n');
  });

  test('what cannot be done is said', () => {
    const empty = project({ 'a.txt': 'a\n' });
    expect(init(empty)).toMatchObject({
      code: 0,
      stdout:
        'No folder has three numbered files that fit a kind. `ledgers:` in .tidemark.yaml can name any folder.\n',
    });
    expect(init(empty, '--config', 'x.yaml').stderr).toContain(
      'init writes .tidemark.yaml, and takes no --config.',
    );
    const flow = project({ ...ADRS, [CONFIG]: '{ maxLeap: 7 }\n' });
    expect(init(flow)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('.tidemark.yaml is written in a way that nothing can be added to.'),
    });
    const broken = project({ ...ADRS, [CONFIG]: 'maxleap: 7\n' });
    expect(init(broken)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean `maxLeap`?'),
    });
    const linked = project({ ...ADRS, 'real.yaml': 'maxLeap: 7\n' });
    linked.write({ [CONFIG]: { link: 'real.yaml' } });
    expect(init(linked).code).not.toBe(0);
  });
});
