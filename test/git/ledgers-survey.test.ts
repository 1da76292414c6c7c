import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import { audit, radar } from '../../src/index.ts';
import type { RadarOptions } from '../../src/index.ts';
import { failure } from '../support/check.ts';
import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { BIN, tidemark } from '../support/cli.ts';
import { gone, LEDGERS, startLedger } from '../support/ledgers.ts';
import type { LedgerKind } from '../support/ledgers.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { commandsOf } from '../support/spied-git.ts';
import { refused, traced } from '../support/traced.ts';
import { backlog } from '../support/texts.ts';

const adr = kindOf('adr');

function kindOf(name: string): LedgerKind {
  const found = LEDGERS.find(({ kind }) => kind === name);
  if (!found) throw new Error(name);
  return found;
}

/** Two branches that drew number 2; main has the first one. */
function drawnTwice(ledger: LedgerKind): TestRepo {
  const repo = startLedger(ledger);
  repo.branch('side');
  repo.commit('Redis', ledger.entry(2, 'redis'));
  repo.checkout('main');
  repo.commit('Postgres', ledger.entry(2, 'postgres'));
  return repo;
}

async function contested(repo: TestRepo, options: RadarOptions = {}): Promise<readonly string[]> {
  const { contested, unchecked } = await radar({ cwd: repo.root, ...options });
  const lines = contested.map(
    ({ ledger, kind, holders, next, because }) =>
      `${ledger} ${kind}: ${holders.map(({ ref, id, title }) => `${ref} ${id} ${title}`).join(' > ')}, next ${next}; ${because}`,
  );
  return [...lines, ...unchecked];
}

describe.each(LEDGERS)('$kind', (ledger) => {
  test('a collision, before it is merged, as it stands, and how it ended', async () => {
    const repo = drawnTwice(ledger);
    const [told] = (await radar({ cwd: repo.root })).contested;
    expect(told).toMatchObject({ ledger: ledger.kind, kind: 'taken-on-base', keeps: 'main' });
    expect(told?.holders.map(({ title }) => title)).toEqual(['postgres', 'redis']);
    repo.git('merge', '-q', '--no-edit', 'side');
    const [open] = (await audit({ cwd: repo.root })).ledgers;
    expect(open).toMatchObject({
      ledger: ledger.kind,
      kind: ledger.kind,
      collisions: [
        {
          ledger: ledger.kind,
          state: 'open',
          things: [
            { kind: 'file', commit: { subject: expect.anything() } },
            { kind: 'file', commit: { subject: expect.anything() } },
          ],
          since: { subject: "Merge branch 'side'" },
        },
      ],
    });
    repo.commit('Move', { ...gone(ledger.entry(2, 'redis')), ...ledger.entry(3, 'redis') });
    const lines = await traced(repo, ledger.id(3));
    expect(lines[0]).toMatch(/^redis \(\S+ > \S+\) present$/u);
    expect(lines.at(-1)).toMatch(/ fixed: .* since Merge branch 'side' redis > \S+ in Move$/u);
    expect(await contested(repo)).toEqual([]);
  });

  test('the command that radar prints settles it', async () => {
    const repo = drawnTwice(ledger);
    const [told] = (await radar({ cwd: repo.root })).contested;
    const command = told?.remedy.replace('tidemark', `${shellQuote(process.execPath)} ${shellQuote(BIN)}`);
    expect(command).toContain(` --ledger ${ledger.kind} --against main`);
    expect(spawnSync('sh', ['-c', `${command} --stage`], { cwd: repo.root }).status).toBe(0);
    repo.git('commit', '-qm', 'Move');
    repo.checkout('main');
    expect(await contested(repo)).toEqual([]);
  });
});

describe('radar', () => {
  test('names who keeps a number that two branches drew, stacked ones as one', async () => {
    const repo = startLedger(adr);
    repo.branch('b');
    repo.commit('Redis', adr.entry(2, 'redis'));
    repo.branch('b2');
    repo.commit('More', adr.entry(3, 'more'));
    repo.checkout('main');
    repo.branch('a');
    repo.commit('Postgres', adr.entry(2, 'postgres'));
    repo.checkout('main');
    expect(await contested(repo)).toEqual([
      'adr both-draw: b 0002 redis > a 0002 postgres, next 0004; “redis” was drawn first',
    ]);
  });

  test('a squash and a cherry-pick have the same thing, under whatever number', async () => {
    const repo = startLedger(adr);
    repo.branch('side');
    repo.commit('Redis', adr.entry(2, 'redis'));
    repo.checkout('main');
    repo.commit('Squash', adr.entry(2, 'redis'));
    expect(await contested(repo)).toEqual([]);
    repo.commit('Move', { ...gone(adr.entry(2, 'redis')), ...adr.entry(4, 'redis') });
    expect(await contested(repo)).toEqual([]);
    const other = startLedger(adr);
    other.branch('side');
    other.commit('Redis', adr.entry(2, 'redis'));
    other.checkout('main');
    other.commit('Squash under the next number', { ...adr.entry(2, 'postgres'), ...adr.entry(3, 'redis') });
    expect(await contested(other)).toEqual([
      'adr taken-on-base: main 0002 postgres > side 0002 redis, next 0004; “postgres” is in main already',
      'adr twin: main 0003 redis > side 0002 redis, next 0003; it is there already',
    ]);
  });

  test('what is made from one template is not one thing', async () => {
    const template = (title: string): string =>
      `# ${title}\n\n## Status\n\nProposed\n\n## Context\n\nThe issue that motivates this decision.\n\n## Decision\n\nThe change that we propose.\n`;
    const files = (...names: string[]): Files =>
      Object.fromEntries(names.map((name) => [`docs/adr/${name}.md`, template(name)]));
    const repo = startLedger(adr, files('0002-b', '0003-c', '0004-d', '0005-e', '0006-f', '0007-g'));
    repo.branch('side');
    repo.commit('Redis', files('0008-redis'));
    repo.checkout('main');
    repo.commit('Postgres', files('0008-postgres'));
    expect(await contested(repo)).toEqual([
      'adr taken-on-base: main 0008 postgres > side 0008 redis, next 0009; “postgres” is in main already',
    ]);
    repo.git('merge', '-q', '--no-edit', 'side');
    expect((await audit({ cwd: repo.root })).ledgers[0]?.collisions).toMatchObject([
      { id: '0008', state: 'open' },
    ]);
  });

  test('two trains that disagree, and a number that comes too late', async () => {
    const repo = startLedger(kindOf('golang-migrate'));
    const { entry } = kindOf('golang-migrate');
    repo.branch('next');
    repo.commit('Redis', entry(2, 'redis'));
    repo.checkout('main');
    repo.branch('late');
    repo.commit('Late', entry(3, 'late'));
    repo.checkout('main');
    repo.commit('Postgres', { ...entry(2, 'postgres'), ...entry(4, 'four') });
    expect(await contested(repo, { bases: ['main', 'next'] })).toEqual([
      'golang-migrate trains: main 000002 postgres > next 000002 redis, next 000005; “postgres” is in main already',
      'golang-migrate order: main 000004 four > late 000003 late, next 000006; “four” is in main already',
    ]);
  });

  test('what may be given out again, or shared, is in nobody’s way', async () => {
    const tasks = kindOf('backlog-md');
    const repo = startLedger(tasks, tasks.entry(2, 'old'));
    repo.branch('side');
    repo.commit('Drop', gone(tasks.entry(2, 'old')));
    repo.commit('New', tasks.entry(2, 'new'));
    repo.checkout('main');
    repo.commit('File away', {
      ...gone(tasks.entry(2, 'old')),
      'backlog/archive/tasks/task-2 - old.md': '---\nid: task-2\n---\n\nold\n',
    });
    expect(await contested(repo)).toEqual([]);
    const shared = startLedger({ ...adr, config: `${adr.config}\n  sharing: true` });
    shared.branch('side');
    shared.commit('Redis', adr.entry(2, 'redis'));
    shared.checkout('main');
    shared.commit('Postgres', adr.entry(2, 'postgres'));
    expect(await contested(shared)).toEqual([]);
  });

  test('a backlog and ledgers together: six processes, and the ledgers of a configuration that nobody committed', async () => {
    const repo = createRepo();
    const items = (...list: string[]) => ({ 'BACKLOG.yaml': backlog({ items: list }) });
    repo.commit('Start', { ...items('WRK-001 One'), ...adr.entry(1, 'start') });
    repo.branch('side');
    repo.commit('Side', { ...items('WRK-001 One', 'WRK-002 Two'), ...adr.entry(2, 'redis') });
    repo.checkout('main');
    repo.commit('Main', { ...items('WRK-001 One', 'WRK-002 Other'), ...adr.entry(2, 'postgres') });
    repo.write({ '.tidemark.yaml': `ledgers:\n- ${adr.config}\n` });
    expect(await contested(repo)).toEqual([
      expect.stringContaining('null taken-on-base: main WRK-002 Other > side WRK-002 Two, next WRK-003'),
      'adr taken-on-base: main 0002 postgres > side 0002 redis, next 0003; “postgres” is in main already',
    ]);
    const commands = await commandsOf(async () => radar({ cwd: repo.root }));
    expect(commands.length, commands.join('\n')).toBeLessThanOrEqual(6);
    const { ledgers } = await audit({ cwd: repo.root });
    expect(ledgers.map(({ ledger, path }) => [ledger, path])).toEqual([
      [null, 'BACKLOG.yaml'],
      ['adr', 'docs/adr'],
    ]);
  });
});

describe('trace', () => {
  test('finds the ledger that has an ID, in any spelling', async () => {
    const repo = createRepo();
    const config = [adr.config, "kind: files\n  name: rfcs\n  path: rfcs\n  pattern: '{number:4}-{slug}.md'"];
    repo.commit('Start', {
      '.tidemark.yaml': `ledgers:\n${config.map((one) => `- ${one}\n`).join('')}`,
      'BACKLOG.yaml': backlog({ items: ['WRK-001 One'] }),
      ...adr.entry(1, 'start'),
      'rfcs/0001-first.md': 'one\n',
      'rfcs/0002-second.md': 'two\n',
    });
    expect((await traced(repo, '2'))[0]).toBe('second (0002) present');
    expect(await traced(repo, '0002')).toEqual(await traced(repo, 'RFC-2'));
    expect((await traced(repo, 'WRK-1'))[0]).toBe('One (WRK-001) present');
    expect((await traced(repo, 'ADR-0001'))[0]).toBe('start (0001) present');
    expect(await traced(repo, '7')).toEqual(['nothing']);
    expect(await refused(repo, '1')).toBe('usage: "1" is an ID of several ledgers: adr and rfcs.');
    const run = (...words: string[]) => tidemark(repo.root, ['trace', ...words]);
    expect(run('1', '--ledger', 'rfcs').stdout).toContain('0001 has stood for one thing in rfcs.');
    expect(run('1', '--ledger', 'adr', '--format', 'json').stdout).toContain('"ledger": "adr"');
    expect(run('1', '--ledger', 'backlog').stderr).toContain('"1" is not an ID.');
    expect(run('1', '--ledger', 'sql').stderr).toContain('There is no ledger "sql".');
    expect(run('9', '--ledger', 'adr').code).toBe(1);
  });

  test('a bare number of a ledger with several prefixes has to be told apart', async () => {
    const tasks = kindOf('backlog-md');
    const repo = startLedger(tasks, {
      'backlog/drafts/draft-1 - x.md': 'x\n',
      'backlog/drafts/draft-2 - y.md': 'y\n',
    });
    expect(await refused(repo, '1')).toMatch(/^usage: "1" may be any of DRAFT-1 and TASK-1 of backlog-md/u);
    expect((await traced(repo, '2'))[0]).toBe('y (draft-2) present');
    expect((await traced(repo, 'draft-1'))[0]).toBe('x (draft-1) present');
    expect(await failure(audit({ cwd: repo.root, since: 'x' }))).toMatch(/^usage/u);
  });
});

describe('audit', () => {
  test('what is accepted, shared or settled by what depends on it is accepted; gaps and the highest number', async () => {
    const repo = drawnTwice(adr);
    repo.git('merge', '-q', '--no-edit', 'side');
    repo.commit('Accept', {
      '.tidemark.yaml': `ledgers:\n- ${adr.config}\naccept:\n- rule: duplicate-id\n  id: "0002"\n  subject: redis\n  ledger: adr\n  reason: it is so\n`,
      ...adr.entry(5, 'five'),
    });
    const [told] = (await audit({ cwd: repo.root })).ledgers;
    expect(told).toMatchObject({
      highest: '0005',
      mark: null,
      unused: [{ from: 3, to: 4 }],
      collisions: [{ state: 'accepted' }],
      marks: [{ mark: 1 }, { mark: 2 }, { mark: 5 }],
    });
    const django = kindOf('django');
    const app = drawnTwice(django);
    app.git('merge', '-q', '--no-edit', 'side');
    app.commit('Join', {
      'app/migrations/0003_join.py': "dependencies = [('app', '0002_redis'), ('app', '0002_postgres')]\n",
    });
    expect((await audit({ cwd: app.root })).ledgers[0]?.collisions[0]?.state).toBe('accepted');
  });

  test('a number that comes back is told as reused, with both commits', async () => {
    const repo = startLedger(adr, adr.entry(2, 'redis'));
    repo.commit('Drop', gone(adr.entry(2, 'redis')));
    repo.commit('Again', adr.entry(2, 'postgres'));
    const lines = await traced(repo, '2');
    expect(lines.at(-1)).toBe('0002 reused: redis (Start) and postgres (Again) since Again');
    const { stdout } = tidemark(repo.root, ['audit']);
    expect(stdout).toContain(
      'adr (docs/adr): 2 numbers in 3 versions, highest 0002\n  collisions: 1; open 0, fixed 0, reused 1\n',
    );
    expect(stdout).toMatch(
      /0002: reused; back for another thing on .*\n.* “redis”: removed\n.* “postgres”: in HEAD/u,
    );
  });

  test('several ledgers are one page, each ID an anchor of its own', () => {
    const repo = createRepo();
    repo.commit('Start', {
      '.tidemark.yaml': `ledgers:\n- ${adr.config}\n- kind: golang-migrate\n  path: migrations\n`,
      'BACKLOG.yaml': backlog({ items: ['WRK-001 One'] }),
      ...adr.entry(1, 'start'),
      ...kindOf('golang-migrate').entry(1, 'start'),
    });
    const { stdout } = tidemark(repo.root, ['audit', '--format', 'html']);
    const ids = [...stdout.matchAll(/ id="([^"]*)"/gu)].map(([, id]) => id);
    expect(ids).toEqual([
      'ledger-backlog',
      'WRK-001',
      'ledger-adr',
      'adr-0001',
      'ledger-golang-migrate',
      'golang-migrate-000001',
    ]);
    const links = [...stdout.matchAll(/ href="#([^"]*)"/gu)].map(([, id]) => id);
    expect(new Set(links)).toEqual(new Set(ids));
    expect(stdout).toBe(tidemark(repo.root, ['audit', '--format', 'html']).stdout);
  });
});
