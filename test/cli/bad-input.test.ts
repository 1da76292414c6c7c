import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { inProcess } from '../support/cli.ts';
import { createRepo, freshDirectory } from '../support/repo.ts';
import type { FileContent, TestRepo } from '../support/repo.ts';
import { backlog as backlogText } from '../support/texts.ts';

const GOOD = backlogText({ items: ['WRK-001 One', 'WRK-002 Two'] });

/** A repository whose HEAD has a good backlog and whose work tree has this in its place. */
function repoWith(content: FileContent): TestRepo {
  const repo = createRepo();
  repo.commit('Start', { 'BACKLOG.yaml': GOOD });
  repo.write({ 'BACKLOG.yaml': content });
  return repo;
}

const bomb = [
  'a: &a [x]',
  ...'bcdefghij'.split('').map((name, index) => {
    const before = 'abcdefghij'.charAt(index);
    return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
  }),
  'items: []',
  '',
].join('\n');

describe('a backlog that cannot be read is one finding with line and column', () => {
  test.each<[name: string, content: FileContent, place: string, says: RegExp]>([
    ['an empty file', '', '1:1', /empty/u],
    ['only comments', '# nothing\n\n', '1:1', /empty|comment/u],
    ['binary', Uint8Array.from({ length: 512 }, (_, index) => index % 256), '2:118', /UTF-8/u],
    ['UTF-16', Buffer.from('\uFEFFitems: []\n', 'utf16le'), '1:1', /UTF-16/u],
    ['invalid UTF-8', Buffer.concat([Buffer.from('items: []\n# '), Buffer.of(0xff, 0x0a)]), '2:3', /UTF-8/u],
    ['tabs', 'items:\n\t- id: WRK-001\n\t  title: One\n', '2:1', /[Tt]ab/u],
    ['conflict markers', `<<<<<<< HEAD\n${GOOD}=======\n${GOOD}>>>>>>> topic\n`, '1:1', /conflict/u],
    ['two next_item_id lines', `${GOOD}next_item_id: 9\n`, `${GOOD.split('\n').length}:1`, /next_item_id/u],
    [
      'duplicate keys in an item',
      'items:\n- id: WRK-001\n  title: One\n  title: Two\nnext_item_id: 1\n',
      '4:3',
      /title/u,
    ],
    ['items: null', 'items: null\nnext_item_id: 1\n', '1:8', /items/u],
    ['a list at top level', '- id: WRK-001\n  title: One\n', '1:1', /list|mapping/u],
    ['an alias bomb', bomb, '', /alias/iu],
    ['two documents', 'items: []\n---\nitems: []\n', '2:1', /document/u],
    ['50 MB of garbage', Buffer.alloc(50_000_000, 'garbage }{ '), '1:1', /./u],
    ['50 MB on one line of a list', Buffer.alloc(50_000_000, '['), '1:', /./u],
  ])('%s', async (_, content, place, says) => {
    const repo = repoWith(content);
    const { code, stdout, stderr } = await inProcess(repo.root, ['check']);
    const [first = ''] = stdout.split('\n');
    expect(first).toMatch(/^BACKLOG\.yaml:\d+:\d+: .+ \[backlog-unreadable\]$/u);
    expect(first).toContain(`BACKLOG.yaml:${place}`);
    expect(first).toMatch(says);
    expect(stdout.match(/\[[a-z]+-[a-z-]+\]$/gmu)).toHaveLength(1);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout.length).toBeLessThan(2000);
    const before = repo.bytes('BACKLOG.yaml');
    expect(await inProcess(repo.root, ['fix'])).toMatchObject({ code: 1 });
    expect(repo.bytes('BACKLOG.yaml').equals(before)).toBe(true);
  });
});

describe('what stands in the place of the backlog', () => {
  const replaceBy: Readonly<Record<string, (repo: TestRepo) => void>> = {
    nothing: (repo) => repo.write({ 'BACKLOG.yaml': null }),
    'a directory': (repo) => repo.write({ 'BACKLOG.yaml': null, 'BACKLOG.yaml/x': '' }),
    'a dangling symlink': (repo) => repo.write({ 'BACKLOG.yaml': { link: 'nowhere' } }),
    'a symlink to the real one': (repo) =>
      repo.write({ 'real.yaml': GOOD, 'BACKLOG.yaml': { link: 'real.yaml' } }),
  };

  test.each(Object.entries(replaceBy))('%s, where HEAD has one', async (_, replace) => {
    const repo = repoWith(GOOD);
    replace(repo);
    const { code, stdout, stderr } = await inProcess(repo.root, ['check']);
    expect(stdout).toMatch(/^BACKLOG\.yaml:1:1: .+ \[backlog-missing\]\n/u);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect((await inProcess(repo.root, ['fix'])).code).not.toBe(0);
  });

  test.each(Object.entries(replaceBy))('%s, where there never was one', async (_, replace) => {
    const repo = createRepo();
    repo.commit('Start', { 'README.md': 'Hello\n' });
    replace(repo);
    expect(await inProcess(repo.root, ['check'])).toEqual({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/^tidemark: .*BACKLOG\.yaml.*\n {2}.+\n$/u),
    });
  });
});

describe('a question that makes no sense', () => {
  test.each<[args: string, code: number, says: RegExp]>([
    ['check --rev nope', 3, /nope/u],
    ['check --rev HEAD~99', 3, /HEAD~99/u],
    ['check --rev=-x', 3, /-x/u],
    ['check --rev=--output=/tmp/x', 3, /--output/u],
    ['check --rev -x', 2, /--rev needs a value/u],
    ['check --rev HEAD --base nope', 3, /nope/u],
    ['check --base HEAD', 2, /--rev/u],
    ['check --staged --rev HEAD', 2, /exclude each other/u],
    ['check --stagd', 2, /did you mean --staged\?/u],
    ['check --format xml', 2, /no format xml/u],
    ['check extra', 2, /takes no arguments, only options/u],
    ['check -C nowhere', 2, /nowhere/u],
    ['check --config nowhere.yaml', 2, /nowhere\.yaml/u],
    ['fix --base nope', 3, /nope/u],
    ['fix --dry', 2, /did you mean --dry-run\?/u],
  ])('tidemark %s', async (line, code, says) => {
    const repo = repoWith(GOOD);
    const ended = await inProcess(repo.root, line.split(' '));
    expect(ended).toEqual({ code, stdout: '', stderr: expect.stringMatching(/^tidemark: .+\n {2}.+\n$/u) });
    expect(ended.stderr).toMatch(says);
    const asJson = await inProcess(repo.root, [...line.split(' '), '--format=json']);
    if (!line.includes('--format')) expect(JSON.parse(asJson.stdout)).toHaveProperty('error.code');
  });

  test('several bases that a commit would have to be merged with', async () => {
    const repo = repoWith(GOOD);
    const [start, main] = [repo.head(), repo.commit('Main')];
    for (const name of ['side', 'other']) {
      repo.branch(name, start);
      repo.commit(name);
    }
    const check = (...bases: string[]) =>
      inProcess(repo.root, ['check', '--rev', 'side', ...bases.map((base) => `--base=${base}`)]);
    expect(await check(start)).toMatchObject({ code: 0, stderr: '' });
    expect(await check(start, 'side~1')).toMatchObject({ code: 0, stderr: '' });
    expect(await check('main')).toMatchObject({ code: 0, stderr: '' });
    expect(await check('main', 'other')).toEqual({
      code: 2,
      stdout: '',
      stderr: `tidemark: side does not descend from main and other: it would have to be merged first, and that goes with one base at a time.
  Run \`tidemark check --rev side --base main\`, then \`tidemark check --rev side --base other\`.
`,
    });
    expect(await check(start, main)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^tidemark: side does not descend from \S+: it would .* one base at a time/u,
      ),
    });
    repo.git('checkout', '-q', '--orphan', 'alone');
    repo.commit('Alone');
    expect(await check('alone')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('side and alone have no history in common'),
    });
  });

  test('outside of any repository', async () => {
    expect(await inProcess(freshDirectory(), ['check'])).toEqual({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/^tidemark: .*repository.*\n {2}.+\n$/u),
    });
  });
});

describe('a configuration that does not fit', () => {
  test.each<[name: string, text: string, says: RegExp]>([
    ['an unknown key', 'backlgo: x.yaml\n', /backlgo.*backlog/u],
    ['an unknown rule', 'rules:\n  id-resued: off\n', /id-resued.*id-reused/u],
    ['an unknown level', 'rules:\n  id-reused: loud\n', /loud|error, warning|off/u],
    ['no YAML', 'rules: [\n', /\.tidemark\.yaml/u],
    ['a list', '- rules\n', /\.tidemark\.yaml/u],
    [
      'an accept entry without a reason',
      'accept:\n  - { rule: id-reused, id: WRK-1, subject: x }\n',
      /reason/u,
    ],
    ['a path that leads out', 'backlog: ../x.yaml\n', /\.\./u],
  ])('%s', async (_, text, says) => {
    const repo = repoWith(GOOD);
    repo.commit('Configure', { '.tidemark.yaml': text });
    const { code, stdout, stderr } = await inProcess(repo.root, ['check']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^tidemark: .+\n {2}.+\n$/u);
    expect(stderr).toMatch(says);
  });
});

test('a hostile title cannot steer the terminal', async () => {
  const repo = repoWith(GOOD);
  writeFileSync(
    repo.path('BACKLOG.yaml'),
    backlogText({ items: ['WRK-001 One', { id: 'WRK-001', title: '"a\\e[2J\\u202Eb\\n::set-output"' }] }),
  );
  const { code, stdout } = await inProcess(repo.root, ['check', '--color=never']);
  expect(code).toBe(1);
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028-\u202E]/u);
});
