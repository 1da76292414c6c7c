import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { runMain } from '../support/cli.ts';
import { expectClean, expectRefusal, repoWith, run, usual } from '../support/operations.ts';
import { freshDirectory } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const MONTH = `_worklog/${new Date().toISOString().slice(0, 7)}.md`;

describe('ingest', () => {
  test('takes titles and mappings, in YAML or JSON', async () => {
    const repo = usual();
    repo.write({
      'ups.yaml': '- First follow-up\n- title: Second\n  suggested_size: large\n  origin: inbox\n',
    });
    expect((await run(repo, 'ingest', 'ups.yaml', '--origin', 'WRK-001/build')).stdout).toBe(
      'WRK-003\nWRK-004\n',
    );
    expect(repo.read('BACKLOG.yaml')).toMatch(
      /title: First follow-up\n[^]*origin: WRK-001\/build\n[^]*size: large\n[^]*origin: inbox/u,
    );
    const { code, stdout } = await runMain(['ingest', '-'], { cwd: repo.root, stdin: '["Third"]' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'WRK-005\n' });
    expect(repo.read('BACKLOG.yaml')).toContain('next_item_id: 5\n');
    repo.write({ 'ups.yaml': null });
    await expectClean(repo);
  });

  test('an empty list adds nothing', async () => {
    const repo = usual();
    const { code, stdout } = await runMain(['ingest', '-'], { cwd: repo.root, stdin: '[]' });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(repo.git('status', '--porcelain')).toBe('');
  });

  test.each([
    ['title: a', /standard input: it is not a list/u],
    ['', /standard input: it is not a list/u],
    ['[a, {b: c}]', /follow-up 2: its `title` has to be a text/u],
    ['["a", "b\\nc"]', /follow-up 2: its `title` is invalid: A title must fit on one line/u],
    ['[a', /standard input: 1:\d/u],
  ])('%j is refused as a whole', async (stdin, sentence) => {
    await expectRefusal(usual(), ['ingest', '-'], 2, sentence, stdin);
  });

  test('a file that is not there', async () => {
    await expectRefusal(
      usual(),
      ['ingest', 'no.yaml'],
      3,
      /no.yaml could not be read: there is no such file/u,
    );
  });
});

describe('archive', () => {
  const text = backlog({
    items: [
      { id: 'WRK-001', title: 'First (1)', phase: 'review', status: 'done' },
      { id: 'WRK-002', title: 'Second', dependencies: '\n  - WRK-001\n  - WRK-003' },
      'WRK-003 Third',
    ],
  });
  const entry = (item: string, phase = '') =>
    new RegExp(
      `## \\d{4}-\\d\\d-\\d\\dT[\\d:]+\\.\\d{9}\\+00:00 — ${item}\n\n- \\*\\*Status:\\*\\* Done\n${phase}\n---\n\n`,
      'u',
    );

  test('writes the entry, takes the item out, and out of what others depend on', async () => {
    const repo = repoWith({ 'BACKLOG.yaml': text });
    expect(await run(repo, 'archive', 'WRK-001')).toEqual({ code: 0, stdout: 'WRK-001\n', stderr: '' });
    expect(repo.read(MONTH)).toMatch(
      entry(String.raw`WRK-001 \(First \(1\)\)`, String.raw`- \*\*Phase:\*\* review` + '\n'),
    );
    const after = text.replace(/- id: WRK-001[^]*?(?=- id)/u, '').replace('  - WRK-001\n', '');
    expect(repo.read('BACKLOG.yaml')).toBe(after);
    await expectClean(repo);
    repo.commit('archive');
    await expectClean(repo);
  });

  test('appends to what is there, whatever its bytes are', async () => {
    const repo = repoWith({ 'BACKLOG.yaml': text, [MONTH]: Buffer.from('# old \xff\r\n', 'latin1') });
    await run(repo, 'archive', 'WRK-001', 'wrk-3', '--force');
    const bytes = repo.bytes(MONTH).toString('latin1');
    expect(bytes.startsWith('# old \xff\r\n\r\n## ')).toBe(true);
    expect(bytes.replaceAll('\r\n', '')).not.toContain('\n');
    expect(repo.read('BACKLOG.yaml')).not.toContain('dependencies');
  });

  test('killed between worklog and backlog: check explains it, and a second run completes it without a second entry', async () => {
    const repo = repoWith({ 'BACKLOG.yaml': text });
    await run(repo, 'archive', 'WRK-001');
    const log = repo.read(MONTH);
    repo.write({ 'BACKLOG.yaml': text });
    await expectClean(repo);
    expect((await run(repo, 'archive', 'WRK-001')).stdout).toBe('WRK-001\n');
    expect(repo.read(MONTH)).toBe(log);
    expect(repo.read('BACKLOG.yaml')).not.toContain('WRK-001');
  });

  test('an item that came back and is done again gets an entry of its own', async () => {
    const repo = repoWith({ 'BACKLOG.yaml': text });
    await run(repo, 'archive', 'WRK-001');
    const later = '2999-01-01T00:00:00.5+00:00';
    repo.write({
      'BACKLOG.yaml': backlog({ items: [{ id: 'WRK-001', title: 'First (1)', updated: later }] }),
    });
    await run(repo, 'archive', 'WRK-001', '--force');
    expect(repo.read(MONTH).match(/WRK-001/gu)).toHaveLength(2);
  });

  test('what was archived before is reported', async () => {
    const repo = repoWith({ 'BACKLOG.yaml': text });
    await run(repo, 'archive', 'WRK-001');
    const { code, stdout, stderr } = await run(repo, 'archive', 'WRK-001', 'WRK-002', '--force');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'WRK-002\n' });
    expect(stderr).toContain(`WRK-001 was archived before: ${MONTH}:1.`);
  });

  test('takes only what is done, unless it is forced', async () => {
    const repo = repoWith({ 'BACKLOG.yaml': text });
    const sentence = 'WRK-002 “Second” is not done: its status is new.';
    await expectRefusal(repo, ['archive', 'WRK-001', 'WRK-002'], 2, sentence);
    expect((await run(repo, 'archive', 'WRK-001', 'WRK-002', '--force')).stdout).toBe('WRK-001\nWRK-002\n');
    expect(repo.read(MONTH)).toMatch(
      entry(String.raw`WRK-002 \(Second\)`, String.raw`- \*\*Phase:\*\* N/A` + '\n'),
    );
    await expectClean(repo);
  });

  test.each([
    ['Done, in any letters', 'DONE', 0],
    ['something else', 'closed', 2],
    ['no text', '[a]', 2],
  ])('a status that is %s', async (_, status, code) => {
    const repo = repoWith({
      'BACKLOG.yaml': backlog({ items: [{ id: 'WRK-001', title: 'First', status }] }),
    });
    expect((await run(repo, 'archive', 'WRK-001')).code).toBe(code);
  });

  test('where items have no status nothing speaks against it', async () => {
    const repo = repoWith({ 'BACKLOG.yaml': 'items:\n- id: FE-7\n  title: First\nnext_item_id: 7\n' });
    expect(await run(repo, 'archive', 'fe-007')).toMatchObject({ code: 0, stdout: 'FE-7\n' });
    expect(repo.read(MONTH)).toContain(' — FE-7 (First)\n');
  });

  test('--dry-run shows both files', async () => {
    const repo = repoWith({ 'BACKLOG.yaml': text });
    const { stdout } = await run(repo, 'archive', 'WRK-001', '--dry-run');
    expect(stdout).toMatch(
      new RegExp(`--- /dev/null\n\\+\\+\\+ b/${MONTH}\n[^]*--- a/BACKLOG.yaml\n[^]*-- id: WRK-001`, 'u'),
    );
    expect(repo.git('status', '--porcelain')).toBe('');
  });

  test.each<[string[], RegExp]>([
    [['archive', 'WRK-009'], /There is no item WRK-009 in the backlog/u],
    [['archive', 'WRK-001', 'nonsense'], /There is no item nonsense in the backlog/u],
    [['archive', 'WRK-001', 'wrk-1'], /wrk-1 is named twice/u],
    [['archive'], /Usage: tidemark archive ID…/u],
  ])('%j is refused as a whole', async (argv, sentence) => {
    await expectRefusal(repoWith({ 'BACKLOG.yaml': text }), argv, 2, sentence);
  });

  test('an ID of two items is refused', async () => {
    const repo = repoWith({ 'BACKLOG.yaml': backlog({ items: ['WRK-001 a', 'WRK-01 b'] }) });
    await expectRefusal(repo, ['archive', 'WRK-001'], 2, /2 items have the ID WRK-001/u);
  });

  test('a directory, a link or a read-only file instead of the worklog: nothing is lost', async () => {
    const directory = repoWith({ 'BACKLOG.yaml': text, x: '' });
    mkdirSync(directory.path(MONTH), { recursive: true });
    await expectRefusal(directory, ['archive', 'WRK-001'], 3, /could not be read: it is a directory/u);
    const link = repoWith({ 'BACKLOG.yaml': text });
    symlinkSync(freshDirectory(), link.path('_worklog'));
    await expectRefusal(link, ['archive', 'WRK-001'], 3, /_worklog is a symbolic link/u);
    const readOnly = repoWith({ 'BACKLOG.yaml': text, [MONTH]: '# mine\n' });
    chmodSync(readOnly.path(MONTH), 0o444);
    await expectRefusal(readOnly, ['archive', 'WRK-001'], 3, /could not be written/u);
  });
});
