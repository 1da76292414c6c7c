import { describe, expect, test } from 'vitest';

import { verdict } from '../support/check.ts';
import { tidemark } from '../support/cli.ts';
import { LEDGERS, startLedger } from '../support/ledgers.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const ADDED: Readonly<Record<string, readonly string[]>> = {
  adr: ['docs/adr/0002-use-it.md'],
  'golang-migrate': ['migrations/000002_use_it.up.sql', 'migrations/000002_use_it.down.sql'],
  flyway: ['db/migration/V1.2__use_it.sql'],
  django: ['app/migrations/0002_use_it.py'],
  'backlog-md': ['backlog/tasks/task-2 - Use-it.md'],
  files: ['rfcs/0002-use-it/README.md'],
};

describe.each(LEDGERS)('$kind', (ledger) => {
  test('a new entry is named as the others are, and the check takes it', async () => {
    const repo = startLedger(ledger);
    const shown = tidemark(repo.root, ['add', 'Use it', '--dry-run']);
    expect(shown.stdout).toContain(`+++ b/${ADDED[ledger.kind]?.[0]}`);
    const { code, stdout, stderr } = tidemark(repo.root, ['add', 'Use it']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').filter(Boolean)).toEqual(ADDED[ledger.kind]);
    repo.stage();
    expect(await verdict(repo, 'index')).toEqual([]);
    expect(tidemark(repo.root, ['next', '--ledger', ledger.kind]).stdout).toMatch(/3\n$/u);
  });
});

test('what a first entry of each kind says', () => {
  const texts = LEDGERS.map(({ kind, config }) => {
    const repo = createRepo();
    repo.commit('Start', { '.tidemark.yaml': `ledgers:\n- ${config}\n` });
    const { stdout } = tidemark(repo.root, ['add', 'Use it']);
    const texts = stdout
      .split('\n')
      .filter(Boolean)
      .map((path) => `${path}\n${repo.read(path)}`);
    return [kind, texts.join('\n').replaceAll(/\d{4}-\d\d-\d\d/gu, 'DATE')];
  });
  expect(Object.fromEntries(texts)).toMatchInlineSnapshot(`
    {
      "adr": "docs/adr/0001-use-it.md
    # 1. Use it

    Date: DATE

    ## Status

    ## Context

    ## Decision

    ## Consequences
    ",
      "backlog-md": "backlog/tasks/task-1 - Use-it.md
    ---
    id: task-1
    title: "Use it"
    status: To Do
    created_date: 'DATE'
    ---

    ## Description
    ",
      "django": "app/migrations/0001_use_it.py
    # Use it
    from django.db import migrations


    class Migration(migrations.Migration):

        dependencies = []

        operations = []
    ",
      "files": "rfcs/0001-use-it/README.md
    # Use it
    ",
      "flyway": "db/migration/V1__use_it.sql
    -- Use it
    ",
      "golang-migrate": "migrations/000001_use_it.up.sql
    -- Use it

    migrations/000001_use_it.down.sql
    -- Undo: Use it
    ",
    }
  `);
});

function adr(more = '', files = {}): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { '.tidemark.yaml': `ledgers:\n- kind: adr\n  path: docs/adr\n${more}`, ...files });
  return repo;
}

test('begins as the template of the ledger', () => {
  const repo = adr('  template: docs/adr/template.md\n', {
    'docs/adr/template.md': '# {number:1}. {title}\n\n{id} {slug}\n',
    'docs/adr/0041-one.md': '# 41. One\n',
  });
  expect(tidemark(repo.root, ['add', 'Use it']).stdout).toBe('docs/adr/0042-use-it.md\n');
  expect(repo.read('docs/adr/0042-use-it.md')).toBe('# 42. Use it\n\n0042 use-it\n');
  expect(tidemark(repo.root, ['add', 'Use it', '--format', 'json']).stdout).toContain('"id": "0043"');
});

test.each<[string, readonly string[], RegExp]>([
  [
    'a title that leaves no name',
    ['add', '!?', '--ledger', 'adr'],
    /No name of a file can be made of "!\?"/u,
  ],
  ['a ledger that is none', ['add', 'x', '--ledger', 'rfcs'], /There is no ledger "rfcs"/u],
  [
    'a field of an item',
    ['add', 'x', '--ledger', 'adr', '--size', 'small'],
    /--size is for items of a backlog/u,
  ],
  ['which of several', ['add', 'x'], /There are several ledgers/u],
  [
    'a template that is not there',
    ['add', 'x', '--ledger', 'rfc'],
    /nowhere\.md, the template of rfc, is not there/u,
  ],
])('%s is refused', (_, args, said) => {
  const repo = adr(
    "- kind: files\n  name: rfc\n  path: rfcs\n  pattern: '{number}'\n  template: nowhere.md\n",
  );
  const { code, stderr } = tidemark(repo.root, args);
  expect(stderr).toMatch(said);
  expect(code).toBe(2);
});

test('no two draw one number, and nothing is overwritten', async () => {
  const repo = adr();
  const said = [1, 2, 3].map((at) => tidemark(repo.root, ['add', `One ${at}`]).stdout);
  expect(said).toEqual([1, 2, 3].map((at) => `docs/adr/000${at}-one-${at}.md\n`));
  repo.git('branch', '-q', 'other');
  repo.git('worktree', 'add', '-q', repo.path('elsewhere'), 'other');
  expect(tidemark(repo.path('elsewhere'), ['add', 'There']).stdout).toBe('docs/adr/0004-there.md\n');
  expect(tidemark(repo.root, ['add', 'Here']).stdout).toBe('docs/adr/0005-here.md\n');
});
