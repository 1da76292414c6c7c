import { afterAll, describe, expect, test } from 'vitest';

import { MANAGERS } from '../../src/wiring/hooks/hook-managers.ts';
import { COMMANDS } from '../../src/cli/registry.ts';
import { inProcess } from '../support/cli.ts';
import { diverge, items, marked } from '../support/collision.ts';
import { JsonPage } from '../support/json-page.ts';
import { createRepo } from '../support/repo.ts';
import type { Files, TestRepo } from '../support/repo.ts';
import { createBegun } from '../support/shared.ts';
import { backlog, changeFile, createdOf, worklog } from '../support/texts.ts';

const PAGE = new JsonPage();
const OLD = ['WRK-001 Base thing', 'WRK-002 Left alone'];
const AT = '2026-01-01T09:00:00.5+00:00';
const [OURS, THEIRS] = ['WRK-003 Ours thing', 'WRK-003 Theirs thing'];
const ADR = {
  '.tidemark.yaml': 'ledgers:\n  - kind: adr\n    path: docs/adr\n',
  'docs/adr/0001-record-decisions.md': '# 1\n',
};

const WEB = {
  '.tidemark.yaml': 'ledgers:\n  - kind: backlog\n    name: web\n    path: web/BACKLOG.yaml\n',
  'web/BACKLOG.yaml': backlog({ items: OLD }),
};

async function jsonOf(repo: TestRepo, ...args: readonly string[]): Promise<readonly unknown[]> {
  const { stdout } = await inProcess(repo.root, [...args, '--format', 'json']);
  const texts = args.includes('--each') ? stdout.trimEnd().split('\n') : [stdout];
  return texts.map((text): unknown => JSON.parse(text));
}

function plain(files: Files = {}): TestRepo {
  const repo = createRepo();
  repo.commit('Begin', { 'BACKLOG.yaml': backlog({ items: OLD }), ...files });
  return repo;
}

/** Two branches with another third item each; the second has a directory, and everybody mentions the ID. */
function apart(): TestRepo {
  return diverge(
    { ...items(...OLD, OURS), 'ours.md': 'WRK-003\n' },
    {
      ...items(...OLD, THEIRS),
      [changeFile(THEIRS)]: '# WRK-003\n',
      'theirs.md': 'changes/WRK-003_theirs-thing/\n',
      'both.md': 'WRK-003\n',
    },
    false,
  );
}

function merging(): TestRepo {
  const repo = apart();
  repo.tryGit(['merge', '--no-edit', 'side']);
  return repo;
}

/** Both sides edited one item and another file. */
function conflicting(): TestRepo {
  const repo = createRepo();
  const sided = (status: string) => ({
    'BACKLOG.yaml': backlog({ items: [{ id: 'WRK-001', title: 'One', created: AT, status }] }),
    'x.txt': status,
  });
  repo.commit('Base', sided('new'));
  repo.branch('side');
  repo.commit('Theirs', sided('ready'));
  repo.checkout('main');
  repo.commit('Ours', sided('done'));
  repo.tryGit(['merge', '--no-edit', 'side']);
  return repo;
}

/** A collision that a later commit ended, numbers without use, and a mark that went down. */
function eventful(): TestRepo {
  const repo = merging();
  repo.write(items(...OLD, OURS, THEIRS));
  repo.commit('Merge');
  const moved = { id: 'WRK-004', title: 'Theirs thing', created: createdOf(THEIRS) };
  repo.commit('Fix', items(...OLD, OURS, moved));
  repo.commit('Higher', { 'BACKLOG.yaml': backlog({ items: [...OLD, OURS], mark: 9 }) });
  repo.commit('Lower', { 'BACKLOG.yaml': backlog({ items: [...OLD, OURS], mark: 5 }) });
  repo.commit('As before', {
    'BACKLOG.yaml': backlog({ items: OLD, mark: 9 }),
    '_worklog/2026-01.md': worklog([{ item: OURS, outcome: 'done' }]),
  });
  return repo;
}

/** Two archived items of one ID: nothing is left that could be renumbered. */
function stuck(): TestRepo {
  const archive = (item: string) => worklog([{ item, outcome: 'done' }]);
  return diverge(
    { ...marked(3, ...OLD), '_worklog/2026-01.md': archive(OURS) },
    { ...marked(3, ...OLD), '_worklog/2026-02.md': archive(THEIRS) },
    false,
  );
}

function behind(): TestRepo {
  const repo = plain();
  repo.write({ 'BACKLOG.yaml': backlog({ items: [...OLD, 'WRK-003 New', 'WRK-9000 Typo'], mark: 2 }) });
  return repo;
}

function undated(): TestRepo {
  const repo = createRepo();
  repo.commit('Begin', { 'BACKLOG.yaml': 'items:\n- id: WRK-001\n  title: Retry limits\nnext_item_id: 1\n' });
  return repo;
}

/** Two branches with another second decision each; main has merged none. */
function twoDecisions(): TestRepo {
  const repo = plain(ADR);
  repo.branch('side');
  repo.commit('Redis', { 'docs/adr/0002-redis.md': '# 2. Drop Redis, which nobody uses\n' });
  repo.checkout('main');
  repo.commit('Postgres', { 'docs/adr/0002-postgres.md': '# 2. Use Postgres, for we know it\n' });
  return repo;
}

/** Three numbered folders that nobody has named. */
function unnamed(): TestRepo {
  const named = (folder: string): Files =>
    Object.fromEntries(
      ['0001-a', '0001-b', '0002-c', '0003-d'].map((name) => [`${folder}/${name}.md`, `${name}\n`]),
    );
  return plain({ ...named('docs/adr'), ...named('rfcs') });
}

/** The sections of the page, and runs that together show each of their keys. */
const RUNS: Readonly<Record<string, (() => Promise<readonly unknown[]>)[]>> = {
  errors: [
    async () => jsonOf(createRepo(), 'check'),
    async () => jsonOf(plain({ '.tidemark.yaml': 'rulez: 1\nworklgo: 2\n' }), 'check'),
  ],
  'tidemark-check': [
    async () => jsonOf(plain(ADR), 'check'),
    async () => jsonOf(plain({ ...ADR, ...WEB }), 'check'),
    async () => jsonOf(behind(), 'check'),
    async () => jsonOf(plain({ ...ADR, 'docs/adr/0001-another.md': '# 1\n' }), 'check'),
    async () => jsonOf(merging(), 'check'),
  ],
  'tidemark-fix': [
    async () => jsonOf(behind(), 'fix'),
    async () => jsonOf(undated(), 'fix', '--created', '--dry-run'),
  ],
  'tidemark-renumber': [
    async () => jsonOf(merged(), 'renumber'),
    async () => jsonOf(plain(), 'renumber'),
    async () => {
      const repo = stuck();
      repo.tryGit(['merge', '--no-edit', 'side']);
      return jsonOf(repo, 'renumber');
    },
    async () => {
      const repo = plain(ADR);
      repo.stage({ 'docs/adr/0001-other.md': '# 1\n' });
      return jsonOf(repo, 'renumber', '--stage');
    },
    async () => {
      const migrations = {
        '.tidemark.yaml': 'ledgers:\n  - kind: flyway\n    path: m\n',
        'm/V1__a.sql': 'a\n',
      };
      const repo = plain({ ...migrations, 'm/V1__b.sql': 'b\n' });
      repo.commit('Something else');
      return jsonOf(repo, 'renumber', '1');
    },
  ],
  'tidemark-resolve': [
    async () => jsonOf(merging(), 'resolve', '--dry-run'),
    async () => jsonOf(conflicting(), 'resolve'),
    async () => {
      const repo = diverge(items(...OLD, OURS), { 'BACKLOG.yaml': null });
      repo.tryGit(['merge', '--no-edit', 'side']);
      repo.write({ 'BACKLOG.yaml': 'items: [\n' });
      return jsonOf(repo, 'resolve');
    },
    async () => jsonOf(plain(), 'resolve'),
  ],
  'tidemark-next': [
    async () => jsonOf(plain(), 'next'),
    async () => jsonOf(plain(), 'next', '--take'),
    async () => jsonOf(createBegun().first, 'next', '--take'),
  ],
  'tidemark-next---ledger': [
    async () => jsonOf(plain(ADR), 'next', '--ledger', 'adr'),
    async () => jsonOf(createBegun(ADR).first, 'next', '--ledger', 'adr', '--shared'),
  ],
  'tidemark-next---drawn': [
    async () => {
      const repo = plain();
      await jsonOf(repo, 'next', '--take');
      return jsonOf(repo, 'next', '--drawn');
    },
  ],
  'tidemark-add': [
    async () => jsonOf(plain(), 'add', 'Dark mode'),
    async () => jsonOf(plain(), 'add', 'Dark mode', '--dry-run'),
    async () => jsonOf(createBegun().first, 'add', 'Dark mode'),
    async () => {
      const repo = plain({ 'more.yaml': '- Dark mode\n' });
      return jsonOf(repo, 'ingest', 'more.yaml');
    },
  ],
  'tidemark-shared': [
    async () => {
      const { first } = createBegun();
      await jsonOf(first, 'add', 'Dark mode');
      return jsonOf(first, 'shared');
    },
  ],
  'tidemark-shared---seed': [async () => jsonOf(createBegun().first, 'shared', '--seed')],
  'tidemark-add---ledger': [
    async () => jsonOf(plain(ADR), 'add', 'Use it', '--ledger', 'adr'),
    async () => jsonOf(plain(ADR), 'add', 'Use it', '--ledger', 'adr', '--dry-run'),
    async () => jsonOf(createBegun(ADR).first, 'add', 'Use it', '--ledger', 'adr', '--shared'),
  ],
  'tidemark-archive': [
    async () => jsonOf(plain(), 'archive', 'WRK-001', '--force'),
    async () => jsonOf(plain(), 'archive', 'WRK-001', '--force', '--dry-run'),
  ],
  'tidemark-install': [
    async () => jsonOf(plain(), 'install', '--merge-driver'),
    async () => {
      const repo = createRepo();
      repo.write({ '.git/hooks/pre-push': { executable: '#!/usr/bin/env python\n' } });
      return jsonOf(repo, 'install');
    },
    async () => jsonOf(plain(ADR), 'install'),
    async () => {
      const repo = plain({ 'lefthook.yml': MANAGERS[0]?.lines ?? '' });
      return [...(await jsonOf(repo, 'install')), ...(await jsonOf(repo, 'uninstall'))];
    },
  ],
  'tidemark-init': [
    async () => jsonOf(unnamed(), 'init'),
    async () => jsonOf(plain(ADR), 'init', '--dry-run'),
    async () => jsonOf(createRepo(), 'init'),
  ],
  'tidemark-radar': [
    async () => jsonOf(apart(), 'radar', '--base', 'main', '--about', 'side'),
    async () => jsonOf(plain(), 'radar'),
    async () => jsonOf(twoDecisions(), 'radar', '--base', 'main'),
  ],
  'tidemark-trace': [
    async () => jsonOf(eventful(), 'trace', 'WRK-003', '--people'),
    async () => jsonOf(plain(), 'trace', 'WRK-009'),
    async () => jsonOf(twoDecisions(), 'trace', '0002'),
  ],
  'tidemark-audit': [
    async () => jsonOf(eventful(), 'audit'),
    async () => jsonOf(eventful(), 'audit', '--since', '2026-01-01'),
    async () => {
      const repo = twoDecisions();
      repo.git('merge', '-q', '--no-edit', 'side');
      return jsonOf(repo, 'audit');
    },
  ],
  'tidemark-doctor': [async () => jsonOf(plain(), 'doctor')],
  'tidemark-explain': [async () => jsonOf(plain(), 'explain')],
};

function merged(): TestRepo {
  const repo = merging();
  repo.write(items(...OLD, OURS, THEIRS));
  repo.stage();
  return repo;
}

describe('docs/json.md', () => {
  for (const [section, runs] of Object.entries(RUNS)) {
    test.each(runs.map((run, index) => [index + 1, run] as const))(`${section}, run %i`, async (_, run) => {
      for (const value of await run()) expect(PAGE.differences(section, value)).toEqual([]);
    });
  }

  test('tidemark-check---each', async () => {
    const repo = plain();
    repo.commit('Broken', { '.tidemark.yaml': 'rulez: 1\n' });
    repo.commit('Fixed', { '.tidemark.yaml': null });
    const [first, second] = await jsonOf(repo, 'check', '--each', 'main');
    const { commit, ...report } = Object(first);
    expect(commit).toBe(repo.head('HEAD~2'));
    expect(PAGE.differences('tidemark-check', report)).toEqual([]);
    expect(PAGE.differences('tidemark-check---each', second)).toEqual([]);
  });

  test('has each command that prints JSON', () => {
    const silent = ['demo', 'completion', 'hook', 'merge-driver'];
    const printing = COMMANDS.map(({ name }) => name).filter((name) => !silent.includes(name));
    const alike = { ingest: 'add', uninstall: 'install' };
    const missing = printing.filter((name) => {
      const shown: string = new Map(Object.entries(alike)).get(name) ?? name;
      return !PAGE.sections.includes(`tidemark-${shown}`);
    });
    expect(missing).toEqual([]);
  });

  afterAll(() => {
    expect(PAGE.unseen()).toEqual([]);
  });
});
