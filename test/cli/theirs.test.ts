import { describe, expect, test } from 'vitest';
import { runMain } from '../support/cli.ts';
import { expectClean, expectRefusal, json, repoWith, run, usual } from '../support/operations.ts';
import type { TestRepo } from '../support/repo.ts';

/** A backlog that no orchestrator wrote. */
const THEIRS = `items:
- id: FE-12
  title: Keyboard shortcuts
  owner: kim
  status: todo
  created: 2026-01-01T10:00:00.5Z
- id: OPS-9
  title: Backups
  owner: lee
  status: doing
  created: 2026-01-02T10:00:00.5Z
next_item_id: 12
`;
const FRONT_END = THEIRS.replace(/- id: OPS[^]*(?=next)/u, '');
const MOMENT = /\d{4}-\d\d-\d\dT[\d:]+\.\d{9}\+00:00/gu;

function theirs(text = FRONT_END, files = {}): TestRepo {
  return repoWith({ 'BACKLOG.yaml': text, ...files });
}

describe('add writes an item as the others are', () => {
  test('with its own fields in their order, and none of the orchestrator’s', async () => {
    const repo = theirs();
    expect(await run(repo, 'add', 'Dark mode', '--set', 'status=todo', '--set', 'owner=kim')).toEqual({
      code: 0,
      stdout: 'FE-13\n',
      stderr: '',
    });
    expect(repo.read('BACKLOG.yaml').replace(MOMENT, 'NOW')).toBe(
      FRONT_END.replace(
        'next_item_id: 12',
        '- id: FE-13\n  title: Dark mode\n  owner: kim\n  status: todo\n  created: NOW\nnext_item_id: 13',
      ),
    );
    await expectClean(repo);
  });

  test('what all of them have and nobody can guess is told', async () => {
    const { stdout, stderr } = await run(theirs(), 'add', 'Dark mode');
    expect(stdout).toBe('FE-13\n');
    expect(stderr).toBe(
      'tidemark: All other items have owner and status. To give them at once: --set owner=VALUE --set status=VALUE\n',
    );
  });

  test('also from a list', async () => {
    const repo = theirs();
    const { stdout } = await runMain(['ingest', '-'], {
      cwd: repo.root,
      stdin: '[{title: Dark mode, owner: kim}, Contrast]',
    });
    expect(stdout).toBe('FE-13\nFE-14\n');
    expect(repo.read('BACKLOG.yaml')).not.toMatch(/requires_human_review|updated/u);
  });

  test('from a list, with what is set for those that do not say it', async () => {
    const repo = theirs();
    const argv = ['ingest', '-', '--set', 'status=todo', '--set', 'owner=lee'];
    const stdin = '[{title: Dark mode, owner: kim}, Contrast]';
    const { stdout, stderr } = await runMain(argv, { cwd: repo.root, stdin });
    expect({ stdout, stderr }).toEqual({ stdout: 'FE-13\nFE-14\n', stderr: '' });
    const text = repo.read('BACKLOG.yaml');
    expect(text.match(/owner: .*/gu)).toEqual(['owner: kim', 'owner: kim', 'owner: lee']);
    expect(text.match(/status: todo/gu)).toHaveLength(3);
  });

  test('of values that are numbers, lists, or nothing', async () => {
    const { items } = await json(
      theirs(),
      'add',
      'x',
      '--set',
      'points=3',
      '--set',
      'tags=[a, b]',
      '--set',
      'due=',
    );
    expect(items).toMatchObject([{ points: 3, tags: ['a', 'b'], due: '' }]);
  });

  test('fields of the orchestrator’s can be set, too', async () => {
    const { items } = await json(usual(), 'add', 'x', '--set', 'status=ready', '--set', 'phase=spec');
    expect(items).toMatchObject([{ status: 'ready', phase: 'spec', requires_human_review: false }]);
  });

  test.each<[string[], string]>([
    [['--set', 'owner'], '--set: owner is not KEY=VALUE.'],
    [['--set', 'id=FE-1'], '--set: id cannot be set.'],
    [['--set', 'a=1', '--set', 'a=2'], '--set: a is set twice.'],
    [['--set', 'size=XL', '--size', 'small'], '--set: size is given by another option already.'],
  ])('%j is refused', async (options, sentence) => {
    await expectRefusal(theirs(), ['add', 'x', ...options], 2, sentence);
  });
});

describe('IDs are written as the file has them', () => {
  test.each([
    ['not padded', FRONT_END, 'FE-13'],
    ['padded to four digits', FRONT_END.replace('FE-12', 'FE-0012'), 'FE-0013'],
    ['in small letters', FRONT_END.replace('FE-12', 'fe-012'), 'fe-013'],
    ['padded to three', FRONT_END.replace('FE-12', 'FE-012'), 'FE-013'],
  ])('%s', async (_, text, id) => {
    const repo = theirs(text);
    expect((await run(repo, 'next')).stdout).toBe(`${id}\n`);
    expect(await json(repo, 'next', '--take')).toMatchObject({ id, number: 13 });
    expect((await run(repo, 'add', 'New')).stdout).toBe(`${id.replace('13', '14')}\n`);
    const { backlog } = await json(repo, 'check');
    expect(backlog.next).toBe(id.replace('13', '15'));
  });

  test('also when all of them have been archived', async () => {
    const repo = theirs();
    await run(repo, 'archive', 'FE-12', '--force');
    expect((await run(repo, 'next')).stdout).toBe('FE-13\n');
    repo.commit('Archive');
    expect((await run(repo, 'next')).stdout).toBe('FE-13\n');
  });

  test('in findings, their JSON, and the entries to accept them', async () => {
    const repo = theirs();
    repo.write({ 'BACKLOG.yaml': THEIRS.replace('OPS-9', 'FE-13') });
    expect((await run(repo, 'check')).stdout).toContain(
      'next_item_id is 12, but FE-13 is taken by BACKLOG.yaml:7',
    );
    repo.write({
      'BACKLOG.yaml': THEIRS.replace('OPS-9', 'FE-12'),
      'changes/FE-12_a/x': '',
      'changes/FE-12_b/x': '',
    });
    const { stdout } = await run(repo, 'check');
    expect(stdout).toMatch(/^FE-12: \d findings$/mu);
    expect(stdout).not.toContain('FE-012');
    const { findings } = await json(repo, 'check');
    expect(new Set(findings.map(({ id }: { id: string }) => id))).toEqual(new Set(['FE-12']));
    repo.write({ changes: null });
    const accepted = (await run(repo, 'check', '--format', 'accept')).stdout;
    expect(accepted).toContain('id: "FE-12"');
    repo.commit('Twice', { '.tidemark.yaml': accepted.replaceAll('REPLACE ME: ', '') });
    await expectClean(repo);
  });

  test('by renumber, in the file, in the names of directories and in what it says', async () => {
    const repo = theirs(FRONT_END, { 'changes/FE-12_keyboard-shortcuts/FE-12_PRD.md': '# FE-12\n' });
    repo.commit('Twice', {
      'BACKLOG.yaml': THEIRS.replace('OPS-9', 'FE-12').replace('lee', 'see FE-12'),
      'changes/FE-12_backups/FE-12_PRD.md': '# FE-12\n',
    });
    const { stdout, stderr } = await run(repo, 'renumber', 'FE-12');
    expect({ stdout, stderr }).toEqual({
      stdout: 'FE-13\n',
      stderr: expect.stringContaining('“Backups” becomes FE-13\n'),
    });
    expect(stderr).toContain('FE-12 means 2 things.');
    expect(`${stdout}${stderr}`).not.toMatch(/FE-01/u);
    expect(repo.read('BACKLOG.yaml')).toContain('- id: FE-13\n  title: Backups\n');
    expect(repo.read('changes/FE-13_backups/FE-13_PRD.md')).toBe('# FE-13\n');
  });

  test('two spellings of one ID are shown as they are', async () => {
    const repo = theirs(THEIRS.replace('OPS-9', 'FE-012'));
    expect((await run(repo, 'check')).stdout).toContain(
      'FE-12 is the ID of two items: “Keyboard shortcuts” (line 2) and “Backups” (FE-012, line 7)',
    );
  });
});

describe('the prefix', () => {
  test.each(['add', 'next', 'ingest'])('is asked for where there are several: %s', async (command) => {
    const words = { add: ['New'], next: [], ingest: ['-'] }[command] ?? [];
    const repo = theirs(THEIRS);
    await expectRefusal(repo, [command, ...words], 2, 'Several prefixes are in use: FE, OPS.', '[New]');
    const { code, stdout } = await runMain([command, ...words, '--prefix', 'ops'], {
      cwd: repo.root,
      stdin: '[New]',
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'OPS-13\n' });
  });

  test('the question names the choices, and how not to be asked', async () => {
    const { stderr } = await run(theirs(THEIRS), 'next');
    expect(stderr).toContain('`--prefix FE`');
    expect(stderr).toContain('`prefixes: [FE, OPS]`');
  });

  test('is the first of those in the configuration, and there are no others', async () => {
    const repo = theirs(THEIRS, { '.tidemark.yaml': 'prefixes: [OPS, FE]\n' });
    expect((await run(repo, 'next')).stdout).toBe('OPS-13\n');
    expect((await run(repo, 'next', '--prefix', 'fe')).stdout).toBe('FE-13\n');
    const sentence = 'OSP is not among the prefixes in .tidemark.yaml: OPS, FE.';
    await expectRefusal(repo, ['add', 'x', '--prefix', 'OSP'], 2, sentence);
    expect((await run(repo, 'next', '--prefix', 'OSP')).stderr).toContain('`prefixes: [OPS, FE, OSP]`');
  });

  test('a new one is reported', async () => {
    const { stdout, stderr } = await run(theirs(), 'next', '--prefix', 'EF', '--take');
    expect({ stdout, stderr }).toEqual({
      stdout: 'EF-13\n',
      stderr: 'tidemark: No item had the prefix EF before; in use: FE.\n',
    });
  });

  test('where IDs are numbers alone, there is one to be chosen, and those numbers are taken', async () => {
    const repo = theirs('items:\n- id: 12\n  title: A\n- id: 20240101\n  title: B\n');
    await expectRefusal(
      repo,
      ['next'],
      2,
      'No prefix is in use: the IDs here are such as 12, and only PREFIX-NUMBER can be guarded.',
    );
    expect((await run(repo, 'next', '--prefix', 'FE', '--take')).stdout).toBe('FE-013\n');
  });

  test('that a program’s settings name is the one to use, whatever else there is', async () => {
    const repo = theirs(THEIRS, { 'phase-golem.toml': '[project]\nprefix = "OPS"\n' });
    expect((await run(repo, 'next')).stdout).toBe('OPS-13\n');
    expect((await run(repo, 'next', '--prefix', 'NEW')).stdout).toBe('NEW-13\n');
  });
});

describe('what an item refers to', () => {
  test('is there, and is written as it is there', async () => {
    const repo = theirs(THEIRS);
    const argv = [
      'add',
      'x',
      '--prefix',
      'FE',
      '--depends-on',
      'fe-012',
      '--depends-on',
      'OPS-009',
      '--origin',
      'ops-09/review',
    ];
    const { items } = await json(repo, ...argv);
    expect(items).toMatchObject([{ dependencies: ['FE-12', 'OPS-9'], origin: 'OPS-9/review' }]);
    expect(await json(repo, 'add', 'y', '--prefix', 'FE', '--origin', 'inbox')).toMatchObject({
      items: [{ origin: 'inbox' }],
    });
    expect(await json(repo, 'add', 'z', '--prefix', 'FE', '--origin', 'FE-12')).toMatchObject({
      items: [{ origin: 'FE-12' }],
    });
  });

  test.each<[string[], string]>([
    [['--depends-on', 'FE-99'], '“x” cannot depend on FE-99: there is no such item.'],
    [['--depends-on', 'nonsense'], '“x” cannot depend on nonsense, which is not an ID.'],
    [['--origin', 'FE-99/review'], '“x” cannot come from FE-99: there is no such item.'],
    [['--origin', 'garbage'], '“x” cannot come from garbage, which is not an ID.'],
    [['--set', 'dependencies=[FE-99]'], '“x” cannot depend on FE-99: there is no such item.'],
  ])('%j is refused', async (options, sentence) => {
    await expectRefusal(theirs(), ['add', 'x', ...options], 2, sentence);
  });

  test('of a list each is checked, and none is added', async () => {
    const stdin = '[{title: a, origin: inbox}, {title: b, dependencies: [FE-99]}]';
    await expectRefusal(theirs(), ['ingest', '-'], 2, '“b” cannot depend on FE-99', stdin);
    await expectRefusal(
      theirs(),
      ['ingest', '-', '--origin', 'FE-99/x'],
      2,
      '“a” cannot come from FE-99',
      '[a]',
    );
  });

  test('may have been archived, if it only raised the item', async () => {
    const repo = theirs(THEIRS);
    await run(repo, 'archive', 'OPS-9', '--force');
    expect(await json(repo, 'add', 'x', '--origin', 'ops-9/review')).toMatchObject({
      items: [{ id: 'FE-13', origin: 'OPS-9/review' }],
    });
    await expectRefusal(
      repo,
      ['add', 'y', '--depends-on', 'OPS-9'],
      2,
      '“y” cannot depend on OPS-9, which is not in the backlog any more.',
    );
  });

  test('is nobody’s business where these fields say something else', async () => {
    const text = FRONT_END.replace('  owner', '  origin: a customer\n  dependencies: [legal]\n  owner');
    const { items } = await json(
      theirs(text),
      'add',
      'x',
      '--origin',
      'another customer',
      '--depends-on',
      'money',
    );
    expect(items).toMatchObject([{ origin: 'another customer', dependencies: ['money'] }]);
  });
});

describe('numbers that were drawn and are not in use', () => {
  test('are listed, with when that was', async () => {
    const repo = usual();
    expect(await run(repo, 'next', '--drawn')).toEqual({ code: 0, stdout: '', stderr: '' });
    for (const argv of [
      ['next', '--take'],
      ['add', 'Used'],
      ['next', '--take'],
      ['next', '--take'],
    ])
      await run(repo, ...argv);
    const { stdout } = await run(repo, 'next', '--drawn');
    expect(stdout.replace(MOMENT, 'NOW')).toBe('WRK-003\tNOW\nWRK-005\tNOW\nWRK-006\tNOW\n');
    const { drawn } = await json(repo, 'next', '--drawn');
    expect(drawn).toMatchObject([
      { id: 'WRK-003', number: 3 },
      { id: 'WRK-005', number: 5 },
      { id: 'WRK-006', number: 6 },
    ]);
  });

  test('whatever branch or worktree uses the others', async () => {
    const repo = usual();
    repo.branch('topic');
    await run(repo, 'add', 'There');
    repo.commit('Topic');
    repo.checkout('main');
    repo.git('worktree', 'add', '-q', '--detach', '../beside-drawn');
    await runMain(['add', 'Beside'], { cwd: repo.path('../beside-drawn') });
    await run(repo, 'next', '--take');
    expect((await run(repo, 'next', '--drawn')).stdout).toMatch(/^WRK-005\t.*\n$/u);
  });

  test('without a prefix where it is not clear for which they were', async () => {
    const repo = theirs(THEIRS);
    await run(repo, 'next', '--take', '--prefix', 'FE');
    expect((await run(repo, 'next', '--drawn')).stdout).toMatch(/^13\t/u);
    expect(await json(repo, 'next', '--drawn')).toMatchObject({ drawn: [{ id: null, number: 13 }] });
  });

  test('--drawn stands alone', async () => {
    await expectRefusal(
      usual(),
      ['next', '--drawn', '--take'],
      2,
      '--drawn cannot be combined with other options of next.',
    );
  });
});

test.each([
  ['- dash', "tidemark add -- '- dash'"],
  ['-5 degrees', "tidemark add -- '-5 degrees'"],
  ['-x', 'tidemark add -- -x'],
  ['--dry run', "tidemark add -- '--dry run'"],
])('a title such as %s looks like an option, and the way around it is named', async (title, command) => {
  const repo = usual();
  await expectRefusal(repo, ['add', title], 2, `“${title}” looks like an option, and there is none like it.`);
  expect((await run(repo, 'add', title)).stderr).toContain(`\`${command}\``);
  expect((await run(repo, 'add', '--', title)).code).toBe(0);
});
