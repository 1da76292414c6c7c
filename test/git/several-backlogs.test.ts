import { describe, expect, test } from 'vitest';

import { inProcess, tidemark } from '../support/cli.ts';
import { createHooked, passes, withoutBin } from '../support/hooked.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { backlog } from '../support/texts.ts';

const API = 'services/api/BACKLOG.yaml';
const WEB = 'services/web/BACKLOG.yaml';
const CONFIG = `ledgers:
  - kind: backlog
    name: api
    path: ${API}
    prefixes: [WRK]
  - kind: backlog
    name: web
    path: ${WEB}
  - kind: adr
    path: docs/adr
`;

function several(files: Files = {}): TestRepo {
  const repo = createRepo();
  repo.commit('Start', {
    '.tidemark.yaml': CONFIG,
    [API]: backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search'] }),
    [WEB]: backlog({ items: ['WRK-001 Dark mode'] }),
    'docs/adr/0001-a.md': '# 1. A\n',
    ...files,
  });
  return repo;
}

interface Told {
  readonly backlog: unknown;
  readonly ledgers: readonly object[];
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly ledger: string | null;
    readonly id: string | null;
    readonly remedy: string;
  }[];
}

async function told(repo: TestRepo, ...words: string[]): Promise<Told> {
  return JSON.parse((await inProcess(repo.root, [...words, '--format', 'json'])).stdout);
}

async function found(repo: TestRepo, ...words: string[]): Promise<readonly string[]> {
  const { findings } = await told(repo, 'check', ...words);
  return findings.map(
    ({ rule, severity, ledger, id, remedy }) => `${severity} ${rule} ${ledger} ${id}: ${remedy}`,
  );
}

test('each is checked by itself, and the same ID in two of them is none of their business', async () => {
  const repo = several();
  const { backlog: top, ledgers, findings } = await told(repo, 'check');
  expect({ top, findings }).toEqual({ top: null, findings: [] });
  expect(ledgers).toEqual([
    { name: 'api', kind: 'backlog', paths: [API], entries: 2, highest: '2', next: 'WRK-003', mark: 2 },
    { name: 'web', kind: 'backlog', paths: [WEB], entries: 1, highest: '1', next: 'WRK-002', mark: 1 },
    { name: 'adr', kind: 'adr', paths: ['docs/adr'], entries: 1, highest: '0001', next: '0002' },
  ]);
  expect((await inProcess(repo.root, ['check'])).stdout).toBe(
    [
      'clean: HEAD (nothing to compare with).',
      `api (${API}): 2 items, mark 2, highest 2, next WRK-003`,
      `web (${WEB}): 1 item, mark 1, highest 1, next WRK-002`,
      'adr (docs/adr): 1 entry, highest 0001, next 0002\n',
    ].join('\n'),
  );
});

describe('what is wrong in one of them', () => {
  const low = backlog({ mark: 1, items: ['WRK-001 Dark mode', 'WRK-002 Drafts'] });
  const stale = ['error mark-behind web WRK-002: tidemark fix --ledger web'];

  test('is told in the work tree, the index, a commit, CI and commit by commit, and repaired as printed', async () => {
    const repo = several();
    repo.write({ [WEB]: low });
    expect(await found(repo)).toEqual(stale);
    repo.git('add', '-A');
    expect(await found(repo, '--staged')).toEqual(stale);
    repo.git('commit', '-q', '-m', 'Low');
    expect(await found(repo)).toEqual(stale);
    expect(await found(repo, '--ci', '--base', 'HEAD~1', '--head', 'HEAD')).toEqual(stale);
    const { stdout } = await inProcess(repo.root, ['check', '--each', 'main', '--format', 'json']);
    const each = stdout
      .trimEnd()
      .split('\n')
      .map((line): Told => JSON.parse(line));
    expect(each.map(({ findings }) => findings.map(({ rule, ledger }) => `${rule} ${ledger}`))).toEqual([
      [],
      ['mark-behind web'],
    ]);
    expect(await inProcess(repo.root, ['fix', '--ledger', 'web'])).toMatchObject({ code: 0 });
    expect(repo.read(WEB)).toContain('next_item_id: 2');
    expect(await found(repo)).toEqual([]);
  });

  test('stops the commit; the merge driver is for all of them', () => {
    const repo = several();
    tidemark(repo.root, ['install', '--merge-driver']);
    repo.stage({ [WEB]: low, '.gitattributes': repo.read('.gitattributes') });
    expect(repo.tryGit(['commit', '-m', 'Low']).stderr).toContain('[mark-behind]');
    expect(repo.read('.gitattributes')).toBe(
      [API, 'services/api/_worklog/**/*.md', WEB, 'services/web/_worklog/**/*.md']
        .map((path) => `${path} merge=tidemark\n`)
        .join(''),
    );
  });
});

test('a commit that touches none of them needs no Node', () => {
  const repo = withoutBin(createHooked({ '.tidemark.yaml': CONFIG }));
  repo.stage({ 'notes.txt': 'more\n', 'services/BACKLOG.yaml': 'x\n', 'services/api/notes.md': 'x\n' });
  passes(repo, ['commit', '-q', '-m', 'Next']);
  for (const path of [API, 'services/web/_worklog/2026-01.md', 'services/web/changes/WRK-001_a/PRD.md']) {
    repo.stage({ [path]: 'x\n' });
    expect(repo.tryGit(['commit', '-q', '-m', 'Next']).stderr).toContain('/gone/bin.js is not there');
    repo.git('reset', '-q', '--hard');
  }
});

test('commands that are about one say which there are, and take its name', async () => {
  const repo = several({ 'list.yaml': '- Export\n' });
  const which = 'tidemark: There are several backlogs.\n  Name one of these with --ledger: api and web.\n';
  for (const words of [
    ['next'],
    ['add', 'Export'],
    ['ingest', 'list.yaml'],
    ['archive', 'WRK-001'],
    ['fix'],
    ['next', '--drawn'],
  ])
    expect(await inProcess(repo.root, words)).toMatchObject({ code: 2, stdout: '', stderr: which });
  expect(await inProcess(repo.root, ['next', '--ledger', 'wbe'])).toMatchObject({
    code: 2,
    stderr: 'tidemark: There is no ledger "wbe".\n  Name one of these with --ledger: api, web and adr.\n',
  });
  const run = async (...words: string[]) => (await inProcess(repo.root, words)).stdout;
  expect(await run('next', '--take', '--ledger', 'api')).toBe('WRK-003\n');
  expect(await run('next', '--take', '--ledger', 'web')).toBe('WRK-002\n');
  expect(await run('next', '--drawn', '--ledger', 'web')).toMatch(/^WRK-002\t/u);
  expect(await run('add', 'Export', '--ledger', 'web')).toBe('WRK-003\n');
  expect(await run('next', '--ledger', 'adr')).toBe('0002\n');
  expect(await run('archive', 'WRK-001', '--ledger', 'web', '--force')).toBe('WRK-001\n');
  expect(repo.git('status', '--porcelain', '--untracked-files=all').split('\n')).toEqual([
    ` M ${WEB}`,
    expect.stringMatching(/^\?\? services\/web\/_worklog\/\d{4}-\d\d\.md$/u),
  ]);
  expect(await found(repo)).toEqual([]);
});

describe('two branches that draw one number in one of them', () => {
  function apart(): TestRepo {
    const repo = several();
    repo.branch('topic');
    repo.commit('Topic', { [WEB]: backlog({ items: ['WRK-001 Dark mode', 'WRK-002 Drafts'] }) });
    repo.checkout('main');
    repo.commit('Main', { [WEB]: backlog({ items: ['WRK-001 Dark mode', 'WRK-002 Export'] }) });
    return repo;
  }

  test('are seen by the radar, and repaired by what it prints', async () => {
    const repo = apart();
    const { contested } = JSON.parse((await inProcess(repo.root, ['radar', '--format', 'json'])).stdout);
    expect(contested).toMatchObject([
      { ledger: 'web', remedy: 'git switch topic && tidemark renumber WRK-002 --ledger web --against main' },
    ]);
    repo.checkout('topic');
    const words = ['renumber', 'WRK-002', '--ledger', 'web', '--against', 'main', '--stage'];
    expect(await inProcess(repo.root, words)).toMatchObject({ code: 0, stdout: 'WRK-003\n' });
    expect(repo.read(WEB)).toContain('id: WRK-003');
  });

  test('are settled by resolve', async () => {
    const repo = apart();
    repo.tryGit(['merge', 'topic']);
    expect(await inProcess(repo.root, ['resolve'])).toMatchObject({ code: 0 });
    repo.git('commit', '-q', '-m', 'Merged');
    expect(await found(repo)).toEqual([]);
    expect(repo.read(WEB)).toMatch(/WRK-002[\s\S]*Export[\s\S]*WRK-003[\s\S]*Drafts/u);
    expect(repo.read(API)).not.toContain('WRK-003');
  });

  test('are told of by trace and audit', async () => {
    const repo = apart();
    const trace = await inProcess(repo.root, ['trace', 'WRK-001']);
    expect(trace).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('an ID of several ledgers: api and web'),
    });
    expect((await inProcess(repo.root, ['trace', 'WRK-002', '--ledger', 'web'])).stdout).toContain('Export');
    const audit = await told(repo, 'audit');
    expect(audit.ledgers.map((one) => Object.entries(one).find(([key]) => key === 'ledger')?.[1])).toEqual([
      'api',
      'web',
      'adr',
    ]);
  });
});

test('renumber finds the backlog that has an ID twice, and asks where several do', async () => {
  const twice = backlog({ mark: 2, items: ['WRK-001 Dark mode', 'WRK-001 Drafts', 'WRK-002 Export'] });
  const repo = several();
  repo.stage({ [WEB]: twice });
  expect(await inProcess(repo.root, ['renumber', 'WRK-001', '--dry-run'])).toMatchObject({ code: 0 });
  expect(await inProcess(repo.root, ['renumber', 'WRK-002', '--dry-run'])).toMatchObject({
    code: 2,
    stderr: 'tidemark: api and web have WRK-002.\n  Say with --ledger which of them is meant.\n',
  });
  expect(await inProcess(repo.root, ['renumber', 'WRK-007'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no WRK-007 in api and web.'),
  });
  expect(await inProcess(repo.root, ['renumber'])).toMatchObject({ code: 0, stdout: 'WRK-003\n' });
  expect(repo.read(WEB)).toMatch(/WRK-003\n\s+title: Drafts/u);
});

describe('the configuration changes', () => {
  test('a backlog that gets a name goes on from what it had', async () => {
    const repo = createRepo();
    const items = ['WRK-001 Retry limits', 'WRK-002 Search'];
    repo.commit('Start', { 'BACKLOG.yaml': backlog({ items }), 'a/BACKLOG.yaml': backlog({ items }) });
    repo.write({
      '.tidemark.yaml':
        'ledgers:\n- kind: backlog\n  name: api\n  path: BACKLOG.yaml\n- kind: backlog\n  name: a\n  path: a/BACKLOG.yaml\n',
      'BACKLOG.yaml': backlog({ mark: 2, items: ['WRK-001 Retry limits'] }),
      'a/BACKLOG.yaml': backlog({ mark: 1, items: ['WRK-001 Retry limits'] }),
    });
    expect(await found(repo)).toEqual(['error mark-regressed a WRK-002: tidemark fix --ledger a']);
  });

  const named = (name: string, path: string) =>
    `ledgers:\n- kind: backlog\n  name: ${name}\n  path: ${path}\n`;

  test.each<[string, readonly (readonly [config: string | null, path: string])[]]>([
    [
      'gets another name, and then another place',
      [
        [named('api', API), API],
        [named('core', API), API],
        [named('core', WEB), WEB],
      ],
    ],
    [
      'gets a name, and then another place',
      [
        [null, 'BACKLOG.yaml'],
        [named('api', 'BACKLOG.yaml'), 'BACKLOG.yaml'],
        [named('api', API), API],
      ],
    ],
    [
      'loses its name, and then moves',
      [
        [named('api', API), API],
        [`backlog: ${API}\n`, API],
        [`backlog: ${WEB}\n`, WEB],
      ],
    ],
    [
      'has one of the usual places, and loses its name',
      [
        [named('api', 'BACKLOG.yaml'), 'BACKLOG.yaml'],
        [null, 'BACKLOG.yaml'],
      ],
    ],
  ])('a backlog that %s forgets no ID', async (_, steps) => {
    const repo = createRepo();
    const kept = ['WRK-001 Retry limits', 'WRK-003 Export'];
    const [start, ...moves] = steps;
    let last = start?.[1] ?? '';
    repo.commit('Start', {
      ...(start?.[0] && { '.tidemark.yaml': start[0] }),
      [last]: backlog({ items: [...kept, 'WRK-002 Search'] }),
    });
    repo.commit('Done', { [last]: backlog({ mark: 3, items: kept }) });
    for (const [config, path] of moves) {
      repo.commit('Change', {
        '.tidemark.yaml': config,
        ...(path === last ? {} : { [last]: null }),
        [path]: backlog({ mark: 3, items: kept }),
      });
      last = path;
    }
    repo.commit('Reuse', { [last]: backlog({ mark: 3, items: [...kept, 'WRK-002 Dark mode'] }) });
    expect((await inProcess(repo.root, ['check', '--rev', 'HEAD'])).stdout).toContain('[id-reused]');
    const { stdout } = await inProcess(repo.root, [
      'check',
      '--rev',
      'HEAD',
      '--base',
      `HEAD~${steps.length}`,
    ]);
    expect(stdout).toContain('[id-reused]');
  });

  test('one that is left out stays guarded as long as it is there', async () => {
    const repo = several();
    const without = CONFIG.replace(/ {2}- kind: backlog\n {4}name: web\n.*\n/u, '');
    repo.commit('Leave out', { '.tidemark.yaml': without, [WEB]: backlog({ mark: 0, items: [] }) });
    const { stdout } = await inProcess(repo.root, ['check']);
    expect(stdout).toContain('no longer names the backlog web');
    expect(stdout).toContain('[mark-regressed]');
    repo.commit('Gone', { [WEB]: null });
    expect((await inProcess(repo.root, ['check', '--rev', 'HEAD', '--base', 'HEAD~2'])).stdout).toMatch(
      /^note: HEAD has neither the backlog web nor services\/web\/BACKLOG.yaml any more\.\n\nclean/u,
    );
  });
});

test('init finds them, and doctor what is not there', async () => {
  const repo = createRepo();
  const items = ['WRK-001 Retry limits'];
  repo.commit('Start', { [API]: backlog({ items }), [WEB]: backlog({ items }), 'x/BACKLOG.yaml': '{}\n' });
  const before = await inProcess(repo.root, ['check']);
  expect(before).toMatchObject({ code: 3 });
  expect(before.stderr).toContain('`tidemark init` names them all.');
  expect((await inProcess(repo.root, ['init'])).stdout).toContain(`${API}: 1 item, highest 1 (api, backlog)`);
  expect(repo.read('.tidemark.yaml')).toBe(
    `ledgers:\n  - kind: backlog\n    name: api\n    path: ${API}\n  - kind: backlog\n    name: web\n    path: ${WEB}\n`,
  );
  expect(await inProcess(repo.root, ['check'])).toMatchObject({ code: 0 });
  repo.commit('Configure', {
    '.tidemark.yaml': `${repo.read('.tidemark.yaml')}  - kind: backlog\n    path: y.yaml\n`,
  });
  expect((await inProcess(repo.root, ['doctor'])).stdout).toContain(
    'The backlog backlog leads to y.yaml, where there is none.',
  );
});
