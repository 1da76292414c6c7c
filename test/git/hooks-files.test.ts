import { describe, expect, test } from 'vitest';

import { createHooked, FORGOTTEN, hook, ONE, passes, stops, TWO } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const commit = ['commit', '-q', '-m', 'Next'];

describe('a backlog that goes away', () => {
  test.each<[string, (repo: TestRepo) => void]>([
    ['deleted', (repo) => repo.git('rm', '-q', 'BACKLOG.yaml')],
    ['taken out of the index alone', (repo) => repo.git('rm', '-q', '--cached', 'BACKLOG.yaml')],
    ['renamed', (repo) => repo.git('mv', 'BACKLOG.yaml', 'OLD.yaml')],
    [
      'turned into a symbolic link',
      (repo) => repo.stage({ 'real.yaml': ONE, 'BACKLOG.yaml': { link: 'real.yaml' } }),
    ],
    [
      'turned into a submodule',
      (repo) => {
        repo.git('rm', '-q', '--cached', 'BACKLOG.yaml');
        repo.git('update-index', '--add', '--cacheinfo', `160000,${repo.head()},BACKLOG.yaml`);
      },
    ],
  ])('%s', (_name, change) => {
    const repo = createHooked();
    change(repo);
    stops(repo, commit, 'backlog-missing');
  });

  test('moved to the other place where it is looked for: no loss', () => {
    const repo = createHooked();
    repo.stage({ 'BACKLOG.yaml': null, '.dev/BACKLOG.yaml': TWO });
    passes(repo, commit);
  });

  test('moved along with the configuration: no loss; and what moves is checked', () => {
    const repo = createHooked();
    repo.stage({
      'BACKLOG.yaml': null,
      'docs/plan.yaml': FORGOTTEN,
      '.tidemark.yaml': 'backlog: docs/plan.yaml\n',
    });
    stops(repo, commit, 'mark-behind');
    repo.stage({ 'docs/plan.yaml': TWO });
    passes(repo, commit);
  });
});

test('an intent to add is not yet there', () => {
  const repo = hook(createRepo());
  repo.stage({ 'notes.txt': 'notes\n' });
  repo.write({ 'BACKLOG.yaml': FORGOTTEN });
  repo.git('add', '-N', 'BACKLOG.yaml');
  passes(repo, commit);
  repo.git('add', 'BACKLOG.yaml');
  stops(repo, commit, 'mark-behind');
});

describe('line endings and encodings', () => {
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');

  test.each(['true', 'false', 'input'])('CRLF with core.autocrlf=%s', (autocrlf) => {
    const repo = createHooked();
    repo.git('config', 'core.autocrlf', autocrlf);
    repo.stage({ 'BACKLOG.yaml': crlf(TWO) });
    passes(repo, commit);
    repo.stage({ 'BACKLOG.yaml': crlf(TWO.replace('next_item_id: 2', 'next_item_id: 1')) });
    stops(repo, commit, 'mark-regressed');
  });

  test('a byte order mark', () => {
    const repo = createHooked();
    repo.stage({ 'BACKLOG.yaml': `\uFEFF${TWO}` });
    passes(repo, commit);
    repo.stage({ 'BACKLOG.yaml': `\uFEFF${ONE}` });
    stops(repo, commit, 'mark-regressed');
  });

  test('a working-tree-encoding', () => {
    const repo = createHooked({ '.gitattributes': 'BACKLOG.yaml working-tree-encoding=UTF-16LE-BOM\n' });
    const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
    repo.stage({ 'BACKLOG.yaml': utf16(TWO) });
    passes(repo, commit);
    repo.stage({ 'BACKLOG.yaml': utf16(ONE) });
    stops(repo, commit, 'mark-regressed');
  });

  test('text that is no UTF-8', () => {
    const repo = createHooked();
    repo.stage({ 'BACKLOG.yaml': Buffer.concat([Buffer.from(TWO), Buffer.from([0xff, 0xfe])]) });
    stops(repo, commit, 'backlog-unreadable');
  });
});

describe('hostile settings of git', () => {
  test('every one at once', () => {
    const repo = createHooked({ '.gitattributes': '* diff=odd filter=odd\n' });
    const settings: Readonly<Record<string, string>> = {
      'diff.external': 'false',
      'diff.odd.textconv': 'false',
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.relative': 'true',
      'diff.renames': 'copies',
      'diff.ignoreSubmodules': 'all',
      'diff.orderFile': '/dev/null',
      'color.ui': 'always',
      'log.showSignature': 'true',
      'core.quotePath': 'false',
      'core.fsmonitor': 'false',
      'core.untrackedCache': 'true',
      'core.ignoreCase': 'true',
      'core.precomposeUnicode': 'true',
      'core.pager': 'false',
      'core.abbrev': '4',
      'status.relativePaths': 'false',
      'submodule.recurse': 'true',
      'grep.lineNumber': 'true',
    };
    for (const [key, value] of Object.entries(settings)) repo.git('config', key, value);
    repo.stage({ 'BACKLOG.yaml': TWO });
    passes(repo, commit);
    repo.stage({ 'BACKLOG.yaml': ONE });
    stops(repo, commit, 'mark-regressed');
  });

  test.each(['GIT_LITERAL_PATHSPECS', 'GIT_GLOB_PATHSPECS', 'GIT_NOGLOB_PATHSPECS', 'GIT_ICASE_PATHSPECS'])(
    'pathspecs by %s',
    (name) => {
      const repo = createHooked({ '.tidemark.yaml': 'backlog: "plans/[a]*.yaml"\n', 'plans/[a]*.yaml': ONE });
      repo.stage({ 'plans/[a]*.yaml': FORGOTTEN });
      stops(repo, commit, 'mark-behind', { [name]: '1' });
    },
  );

  test.each([
    'plans/ü ber.yaml',
    'plans/a*b.yaml',
    ':(top)x.yaml',
    '-x.yaml',
    'plans/a"b.yaml',
    'plans/日本.yaml',
  ])('a backlog at %j', (path) => {
    const repo = createHooked({
      'BACKLOG.yaml': null,
      '.tidemark.yaml': `backlog: ${JSON.stringify(path)}\n`,
      [path]: ONE,
    });
    repo.stage({ [path]: TWO });
    passes(repo, commit);
    repo.stage({ [path]: ONE });
    stops(repo, commit, 'mark-regressed');
  });
});

test('a configuration that cannot be used says so in the first line', () => {
  const repo = createHooked();
  repo.stage({ '.tidemark.yaml': 'backlgo: x.yaml\n' });
  const { status, stderr } = repo.tryGit(commit);
  expect(stderr).toMatch(/^tidemark: The commit was stopped: the configuration cannot be used\.\n/u);
  expect(stderr).toContain('backlog');
  expect(status).toBe(1);
});

test('sparse checkout with a sparse index', () => {
  const repo = createHooked({ 'changes/WRK-001_retry-limits/PRD.md': 'x\n', 'src/a.txt': 'a\n' });
  // Since 2.32; without, the index names every file.
  const { status } = repo.tryGit(['sparse-checkout', 'init', '--cone', '--sparse-index']);
  if (status === 129) repo.git('sparse-checkout', 'init', '--cone');
  else expect(status).toBe(0);
  repo.git('sparse-checkout', 'set', 'src');
  repo.write({ 'BACKLOG.yaml': TWO });
  passes(repo, ['commit', '-q', '-a', '-m', 'Two']);
  repo.write({ 'BACKLOG.yaml': TWO.replace('next_item_id: 2', 'next_item_id: 1') });
  stops(repo, ['commit', '-a', '-m', 'Lower'], 'mark-regressed');
});

test('a repository with SHA-256 names', () => {
  const repo = createHooked({}, '--object-format=sha256');
  repo.stage({ 'BACKLOG.yaml': TWO });
  passes(repo, commit);
  repo.stage({ 'BACKLOG.yaml': ONE });
  stops(repo, commit, 'mark-regressed');
  expect(repo.head()).toHaveLength(64);
});

test('a partial clone without network', () => {
  const origin = createRepo();
  origin.git('config', 'uploadpack.allowFilter', 'true');
  origin.commit('First', { 'BACKLOG.yaml': ONE, 'changes/WRK-001_retry-limits/PRD.md': 'x\n' });
  origin.commit('Second', { 'BACKLOG.yaml': TWO });
  const repo = hook(origin.clone('--filter=blob:none'));
  repo.git('remote', 'set-url', 'origin', 'file:///nowhere');
  repo.stage({ 'BACKLOG.yaml': FORGOTTEN });
  stops(repo, commit, 'mark-regressed');
  repo.stage({ 'BACKLOG.yaml': TWO.replace('Search by tag', 'Search') });
  passes(repo, commit);
});
