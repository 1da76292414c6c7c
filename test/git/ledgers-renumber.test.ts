import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { renumber } from '../../src/renumbering/renumber.ts';
import type { RenumberOptions, RenumberReport } from '../../src/renumbering/renumber.ts';
import { verdict, failure } from '../support/check.ts';
import { LEDGERS, startLedger } from '../support/ledgers.ts';
import type { LedgerKind } from '../support/ledgers.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';

type Options = Partial<Omit<RenumberOptions, 'cwd'>>;

async function repair(repo: TestRepo, options: Options = {}): Promise<RenumberReport> {
  return renumber({ cwd: repo.root, ids: [], dryRun: false, stage: true, force: false, ...options });
}

/** What moved, and where it is now. */
function movesIn({ renumberings }: RenumberReport): Readonly<Record<string, string>> {
  const files = renumberings.flatMap(({ parts }) => parts.flatMap((part) => part.files));
  return Object.fromEntries(files.map(({ from, to }) => [from, to]));
}

function moved(
  ledger: LedgerKind,
  title: string,
  from: number,
  to: number,
): Readonly<Record<string, string>> {
  const [before, after] = [from, to].map((number) => Object.keys(ledger.entry(number, title)));
  return Object.fromEntries((before ?? []).map((path, at) => [path, String(after?.[at])]));
}

/** Two branches that drew number 2: `side` for beta, `main` for alpha, which a remote has. */
function published(ledger: LedgerKind, isRemote = true): TestRepo {
  const repo = startLedger(ledger);
  repo.branch('side');
  repo.commit('Beta', ledger.entry(2, 'beta'));
  repo.checkout('main');
  repo.commit('Alpha', ledger.entry(2, 'alpha'));
  if (isRemote) {
    repo.git('config', 'remote.origin.url', '../elsewhere');
    repo.git('update-ref', 'refs/remotes/origin/main', 'main');
  }
  return repo;
}

describe.each(LEDGERS)('$kind', (ledger) => {
  test.each([
    ['main', 'side', true],
    ['side', 'main', true],
    ['main', 'side', false],
    ['side', 'main', false],
  ])('what is published stays: on %s, %s is merged, with a remote: %s', async (into, other, isRemote) => {
    const repo = published(ledger, isRemote);
    repo.checkout(into);
    repo.git('merge', '-q', '--no-commit', other);
    expect(movesIn(await repair(repo, { dryRun: true }))).toEqual(moved(ledger, 'beta', 2, 3));
    repo.git('commit', '-q', '-m', 'Merge');
    expect(movesIn(await repair(repo))).toEqual(moved(ledger, 'beta', 2, 3));
    expect(await verdict(repo, 'index')).toEqual([]);
    repo.git('commit', '-q', '-m', 'Renumbered');
    expect(await verdict(repo, 'rev HEAD --base main')).toEqual([]);
    for (const [path, content] of Object.entries(ledger.entry(3, 'beta')))
      expect(repo.read(path)).toBe(content);
  });

  test('after a rebase', async () => {
    const repo = published(ledger);
    repo.checkout('side');
    repo.git('rebase', '-q', 'main');
    expect(movesIn(await repair(repo))).toEqual(moved(ledger, 'beta', 2, 3));
  });

  test('in a squash', async () => {
    const repo = published(ledger);
    repo.git('merge', '-q', '--squash', 'side');
    expect(movesIn(await repair(repo))).toEqual(moved(ledger, 'beta', 2, 3));
  });

  test('on a branch before it is merged', async () => {
    const repo = published(ledger);
    repo.checkout('side');
    expect(movesIn(await repair(repo, { against: 'main' }))).toEqual(moved(ledger, 'beta', 2, 3));
    repo.git('commit', '-q', '-m', 'Renumbered');
    expect(await verdict(repo, 'rev HEAD --base main')).toEqual([]);
  });

  test('what is inherited moves for those who name it, unless it has run', async () => {
    const repo = published(ledger);
    repo.merge('side');
    repo.commit('Later', { 'notes.txt': 'more\n' });
    repo.git('update-ref', 'refs/remotes/origin/main', 'main');
    const nothing = await repair(repo);
    expect(nothing.renumberings).toEqual([]);
    expect(nothing.notices.join()).toContain('To renumber what is inherited, name it');
    const report = await repair(repo, { ids: [ledger.id(2)] });
    const isOrdered = ['golang-migrate', 'flyway'].includes(ledger.kind);
    expect(report.renumberings.map(({ parts }) => parts[0]?.stays)).toEqual([
      isOrdered ? expect.stringMatching(/^it is on origin\/main, and has run somewhere/u) : undefined,
    ]);
    expect(report.applied).toBe(!isOrdered);
    expect(report.stuck).toHaveLength(isOrdered ? 1 : 0);
  });

  test('an entry of the work tree alone, after it is staged', async () => {
    const repo = published(ledger);
    repo.write(ledger.entry(2, 'gamma'));
    expect(await failure(repair(repo))).toMatch(/^refused: .*unstaged changes/u);
    repo.stage();
    expect(movesIn(await repair(repo))).toEqual(moved(ledger, 'gamma', 2, 3));
  });
});

const ADR = { config: 'kind: adr\n  path: docs/adr', entry: LEDGERS[0]?.entry ?? (() => ({})) };

function adrs(files: Files, more: Files = {}): TestRepo {
  const repo = startLedger(ADR, more);
  repo.commit('Alpha', { 'docs/adr/0002-alpha.md': '# 2. Alpha\n\nOf the first.\n' });
  repo.stage(files);
  return repo;
}

describe('what names it', () => {
  test('its heading and front matter, links inside the ledger, and the row of a table', async () => {
    const repo = adrs({
      'docs/adr/0002-beta.md':
        '---\nid: ADR-0002\n---\n\n# ADR-0002: Beta\r\n\nSee [this](0002-beta.md#x).\n',
      'docs/adr/README.md': [
        '| No. | Title | Since |',
        '| --- | --- | --- |',
        '| 2 | [Alpha](0002-alpha.md) | 2 |',
        '| 0002 | [ADR-2](./0002-beta.md) | 1.2 |',
        '- [0002: Beta](0002-beta.md), next to 2 others',
        '| 2 | [Alpha](0002-alpha.md) and [Beta](0002-beta.md) |',
        'superseded by 0002-beta-more.md',
        '',
      ].join('\n'),
      'docs/notes.md': 'Why docs/adr/0002-beta.md?\nADR-2 says so, and ADR-20 does not.\n',
    });
    const report = await repair(repo);
    expect(repo.read('docs/adr/0003-beta.md')).toBe(
      '---\nid: ADR-0003\n---\n\n# ADR-0003: Beta\r\n\nSee [this](0003-beta.md#x).\n',
    );
    expect(repo.read('docs/adr/README.md').split('\n')).toEqual([
      '| No. | Title | Since |',
      '| --- | --- | --- |',
      '| 2 | [Alpha](0002-alpha.md) | 2 |',
      '| 0003 | [ADR-3](./0003-beta.md) | 1.2 |',
      '- [0003: Beta](0003-beta.md), next to 2 others',
      '| 2 | [Alpha](0002-alpha.md) and [Beta](0003-beta.md) |',
      'superseded by 0002-beta-more.md',
      '',
    ]);
    expect(repo.read('docs/notes.md')).toContain('0002-beta.md');
    const [plan] = report.renumberings;
    expect(plan?.references.map(({ place, because }) => `${place.path}:${place.line} ${because}`)).toEqual([
      'docs/notes.md:1 it has its name',
      'docs/notes.md:2 it has the number alone',
    ]);
    expect(await verdict(repo, 'index')).toEqual([]);
  });

  test('the dependencies of other migrations', async () => {
    const django = LEDGERS.find(({ kind }) => kind === 'django');
    const repo = startLedger(django ?? ADR, {});
    const migration = (name: string): string =>
      `class Migration:\n    dependencies = [\n        ("app", "${name}"),\n    ]\n`;
    repo.commit('Alpha', { 'app/migrations/0002_alpha.py': migration('0001_start') });
    repo.stage({
      'app/migrations/0002_beta.py': migration('0001_start'),
      'app/migrations/0003_gamma.py': 'class Migration:\n    pass\n',
    });
    repo.write({ 'other/migrations/0001_first.py': migration('0002_beta') });
    repo.stage();
    const report = await repair(repo, { ids: ['2'], keep: '0002_alpha.py' });
    expect(movesIn(report)).toEqual({ 'app/migrations/0002_beta.py': 'app/migrations/0004_beta.py' });
    expect(report.renumberings[0]?.references.map(({ place }) => place.path)).toEqual([
      'other/migrations/0001_first.py',
    ]);
    repo.write({ 'app/migrations/0003_gamma.py': migration('0004_beta') });
    repo.commit('Delta', { 'app/migrations/0004_delta.py': migration('0001_start') });
    await repair(repo, { ids: ['0004'], keep: 'app/migrations/0004_delta.py' });
    expect(repo.read('app/migrations/0003_gamma.py')).toContain('("app", "0005_beta")');
  });

  test('its own dependency, where it would be a second leaf', async () => {
    const repo = createRepo();
    const migration = (name: string): string =>
      `class Migration:\n    dependencies = [\n        ("app", "${name}"),\n    ]\n`;
    const at = (name: string): string => `app/migrations/${name}.py`;
    repo.commit('Start', {
      '.tidemark.yaml': 'ledgers:\n- kind: django\n  path: app/migrations\n',
      [at('0001_start')]: 'class Migration:\n    dependencies = []\n',
    });
    repo.branch('topic');
    repo.commit('Beta', { [at('0002_beta')]: migration('0001_start') });
    repo.checkout('main');
    repo.commit('Alpha', { [at('0002_alpha')]: migration('0001_start') });
    repo.checkout('topic');
    const ahead = await repair(repo, { ids: ['2'], against: 'main', dryRun: true });
    expect(ahead.renumberings[0]?.references).toMatchObject([
      {
        place: { path: at('0002_beta'), line: 3 },
        text: '        ("app", "0001_start"),',
        because: 'it has to depend on 0002_alpha in place of 0001_start where both are',
      },
    ]);
    repo.commit('Gamma', { [at('0003_gamma')]: migration('0002_beta') });
    repo.checkout('main');
    repo.commit('Delta', { [at('0003_delta')]: migration('0002_alpha') });
    repo.git('merge', '-q', '--no-commit', '--no-verify', 'topic');
    expect(await verdict(repo, 'index')).toEqual(['error duplicate-id 3']);
    expect(movesIn(await repair(repo, { stage: true }))).toEqual({ [at('0003_gamma')]: at('0004_gamma') });
    expect(repo.read(at('0004_gamma'))).toBe(migration('0002_beta'));
    expect(repo.read(at('0002_beta'))).toBe(migration('0003_delta'));
    expect(await verdict(repo, 'index')).toEqual([]);
  });

  test('whatever is called like it moves along', async () => {
    const repo = adrs({
      'docs/adr/0002-beta.md': '# 2. Beta\n',
      'docs/adr/0002-beta/picture.png': 'x',
      'docs/adr/0002-beta.drawio': 'x',
      'docs/adr/0002-betamax.txt.old': 'x',
    });
    expect(movesIn(await repair(repo))).toEqual({
      'docs/adr/0002-beta.md': 'docs/adr/0003-beta.md',
      'docs/adr/0002-beta/picture.png': 'docs/adr/0003-beta/picture.png',
      'docs/adr/0002-beta.drawio': 'docs/adr/0003-beta.drawio',
    });
    expect(
      repo
        .git('status', '--porcelain')
        .split('\n')
        .filter((line) => !/^[RA] /u.test(line)),
    ).toEqual([]);
  });

  test('what another program keeps is left to that', async () => {
    const migrate = LEDGERS.find(({ kind }) => kind === 'golang-migrate');
    const repo = startLedger(migrate ?? ADR);
    repo.commit('Alpha', { 'migrations/0002_alpha.sql': 'a;\n' });
    repo.stage({
      'migrations/0002_beta.sql': 'b;\n',
      'migrations/meta/_journal.json': '{"entries":[{"idx":2,"tag":"0002_beta"}]}\n',
    });
    const report = await repair(repo);
    expect(report.renumberings[0]?.parts[0]?.stays).toBe(
      'migrations/meta/_journal.json names it, and drizzle-kit keeps it together with its snapshots. Remove the migration with `drizzle-kit drop`, and generate it again',
    );
    expect(report.applied).toBe(false);
    expect(report.stuck.map(({ rule }) => rule)).toEqual(['duplicate-id']);
  });

  test('in a text that is no UTF-8 every other byte stays', async () => {
    const repo = adrs({ 'docs/adr/0002-beta.md': Buffer.from('# 2. B\xe4ta\n\nM\xfcll\n', 'latin1') });
    await repair(repo);
    expect(repo.bytes('docs/adr/0003-beta.md').toString('latin1')).toBe('# 3. B\xe4ta\n\nM\xfcll\n');
  });
});

describe('the number', () => {
  test('is above those of every branch, and what was removed does not come back', async () => {
    const repo = adrs({});
    repo.commit('Used', { 'docs/adr/0003-used.md': '# 3. Used\n' });
    repo.commit('Removed', { 'docs/adr/0003-used.md': null });
    repo.branch('other');
    repo.commit('Far', { 'docs/adr/0004-far.md': '# 4. Far\n' });
    repo.checkout('main');
    repo.stage({ 'docs/adr/0002-beta.md': '# 2. Beta\n' });
    expect((await repair(repo)).renumberings[0]?.parts[0]?.name).toBe('0005');
    repo.commit('Beta');
    repo.git('branch', '-q', '-D', 'other');
    repo.stage({ 'docs/adr/0005-gamma.md': '# 5. Gamma\n', 'docs/adr/0005-delta.md': '# 5. Delta\n' });
    const report = await repair(repo, { dryRun: true });
    expect(report.renumberings[0]?.parts.map(({ name }) => name)).toEqual(['0006', '0007']);
  });

  test.each([
    ['adr', 'docs/adr', ['adr-007-a.md', 'adr-007-b.md'], 'adr-008-b.md'],
    ['adr', 'docs/adr', ['ADR-0007-a.md', 'ADR-0007-b.md'], 'ADR-0008-b.md'],
    ['adr', 'docs/adr', ['0009-a.md', '9-b.md'], '0010-b.md'],
    ['golang-migrate', 'm', ['7_a.up.sql', '7_b.up.sql'], '8_b.up.sql'],
    ['golang-migrate', 'm', ['000009_a.up.sql', '000009_b_up.sql'], '000010_b_up.sql'],
    ['golang-migrate', 'm', ['0099_a.sql', '0099_b.sql'], '0100_b.sql'],
    ['flyway', 'm', ['V7__a.sql', 'V7__b.sql'], 'V8__b.sql'],
    ['flyway', 'm', ['V1_9__a.sql', 'V1_9__b.sql'], 'V1_10__b.sql'],
    ['flyway', 'm', ['V6.1.0.9__a.sql', 'V6.1.0.9.sql'], 'V6.1.0.10.sql'],
    ['flyway', 'm', ['V2.0__a.sql', 'V2__b.java'], 'V2.1__b.java'],
    ['backlog-md', 'b', ['tasks/task-7.1 - A.md', 'tasks/task-7.1 - B.md'], 'tasks/task-7.2 - B.md'],
  ])('in %s as its neighbours have it: %s %j', async (kind, path, names, expected) => {
    const [first = '', second = ''] = names;
    const repo = createRepo();
    repo.commit('Start', {
      '.tidemark.yaml': `ledgers:\n- kind: ${kind}\n  path: ${path}\n`,
      [`${path}/${first}`]: 'first\n',
      // A sub-task has a task above it, whose number is of another sequence.
      ...(kind === 'backlog-md' && { [`${path}/tasks/task-12 - C.md`]: 'third\n' }),
    });
    repo.stage({ [`${path}/${second}`]: 'second\n' });
    const report = await repair(repo);
    expect(movesIn(report)).toEqual({ [`${path}/${second}`]: `${path}/${expected}` });
    // The names that the programs themselves take.
    if (kind === 'golang-migrate' && /\.(?:up|down)\.sql$/u.test(expected))
      expect(expected).toMatch(/^([0-9]+)_(.*)\.(down|up)\.(.*)$/u);
    if (kind === 'flyway') expect(expected).toMatch(/^V\d+(?:[._]\d+)*(?:__.+)?\.(?:sql|java)$/u);
    expect(await verdict(repo, 'index')).toEqual([]);
  });

  test('is not drawn where numbers are dates', async () => {
    const repo = createRepo();
    repo.commit('Start', {
      '.tidemark.yaml': 'ledgers:\n- kind: golang-migrate\n  path: m\n',
      'm/20260101120000_a.sql': 'a\n',
    });
    repo.stage({ 'm/20260101120000_b.sql': 'b\n' });
    expect(await failure(repair(repo))).toMatch(/^usage: The numbers of golang-migrate are dates/u);
  });
});

describe('which is meant', () => {
  const two = (): TestRepo => {
    const repo = createRepo();
    repo.commit('Start', {
      '.tidemark.yaml': 'ledgers:\n- kind: adr\n  path: docs/adr\n- kind: flyway\n  path: m\n',
      'BACKLOG.yaml': 'items:\n- {id: WRK-002, title: One}\nnext_item_id: 2\n',
      'docs/adr/0002-alpha.md': '# 2. Alpha\n',
      'docs/adr/0007-one.md': '# 7. One\n',
      'm/V2__alpha.sql': 'alpha\n',
    });
    repo.stage({
      'BACKLOG.yaml':
        'items:\n- {id: WRK-002, title: One}\n- {id: WRK-002, title: Other thing}\nnext_item_id: 2\n',
      'docs/adr/0002-beta.md': '# 2. Beta\n',
      'm/V2__beta.sql': 'beta\n',
    });
    return repo;
  };

  test('all that is found, backlog and ledgers in one go', async () => {
    const repo = two();
    const report = await repair(repo);
    expect(report.renumberings.map(({ ledger, name, parts }) => [ledger, name, parts[0]?.name])).toEqual([
      [undefined, 'WRK-002', 'WRK-003'],
      ['adr', '0002', '0008'],
      ['flyway', '2', '3'],
    ]);
    expect(await verdict(repo, 'index')).toEqual([]);
  });

  test('all or nothing', async () => {
    const repo = two();
    repo.write({ 'm/V2__beta.sql': 'mine\n' });
    const before = [repo.git('status', '--porcelain'), repo.read('BACKLOG.yaml')];
    expect(await failure(repair(repo))).toMatch(/^refused: m\/V2__beta\.sql has unstaged changes/u);
    expect([repo.git('status', '--porcelain'), repo.read('BACKLOG.yaml')]).toEqual(before);
    expect(existsSync(repo.path('docs/adr/0008-beta.md'))).toBe(false);
  });

  test.each<[string, Options, readonly (string | undefined)[]]>([
    ['a ledger by its name', { ledger: 'adr' }, ['adr']],
    ['a number of a named ledger', { ledger: 'flyway', ids: ['V2.0'] }, ['flyway']],
    ['an ID of the backlog', { ids: ['WRK-002'] }, [undefined]],
    ['a number that one ledger spells so', { ids: ['ADR-2'] }, ['adr']],
  ])('%s', async (_, options, expected) => {
    const { renumberings } = await repair(two(), { ...options, dryRun: true });
    expect(renumberings.map(({ ledger }) => ledger)).toEqual(expected);
  });

  test.each<[string, Options, string]>([
    ['a number of several ledgers', { ids: ['2'] }, 'usage: adr and flyway have 2.'],
    ['a number that nothing has', { ids: ['9'], ledger: 'adr' }, 'usage: There is no 9 in adr.'],
    ['a ledger that is none', { ledger: 'rfcs' }, 'usage: There is no ledger "rfcs".'],
    [
      'a file that is none of them',
      { ids: ['2'], ledger: 'adr', keep: 'x.md' },
      'usage: x.md is none of the files of adr that share a number.',
    ],
    [
      'a number to give',
      { ids: ['2'], ledger: 'adr', to: 9 },
      'usage: --to gives an item of the backlog its number; a file gets the one that comes next in its ledger.',
    ],
  ])('%s is refused', async (_, options, message) => {
    expect(await failure(repair(two(), options))).toBe(message);
  });

  test('the file that is to stay, and a number that one thing has', async () => {
    const repo = two();
    const kept = await repair(repo, { ids: ['2'], ledger: 'adr', keep: '0002-beta.md', dryRun: true });
    expect(movesIn(kept)).toEqual({ 'docs/adr/0002-alpha.md': 'docs/adr/0008-alpha.md' });
    const { notices } = await repair(repo, { ids: ['7'] });
    expect(notices).toEqual(['7 is not used twice in adr; nothing to renumber.']);
  });
});
