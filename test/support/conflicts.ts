import { cpSync, readdirSync } from 'node:fs';

import { marked, items, OLD, OURS, THEIRS, useDriver } from './collision.ts';
import { createRepo, freshDirectory, openTestRepo } from './repo.ts';
import type { Files, GitOutcome, TestRepo } from './repo.ts';
import { backlog, changeFile, worklog } from './texts.ts';

const LOG = '_worklog/2026-01.md';
const logged = (...entries: readonly string[]): string =>
  worklog(
    ['WRK-001 One', ...entries].map((item) => ({ item, outcome: item === 'WRK-001 One' ? 'open' : 'done' })),
  );

/** It draws the next number as well, and points back. */
const SECOND = { id: 'WRK-004', title: 'Theirs second', dependencies: '[WRK-003]', origin: 'WRK-003/review' };

export interface Shape {
  readonly ours: Files;
  readonly theirs: Files;
  /** Titles that have left the backlog with an entry of the worklog. */
  readonly archived: readonly string[];
}

/** How two branches can both draw WRK-003, each in one commit. */
export const SHAPES = {
  adjacent: { ours: items(...OLD, OURS), theirs: items(...OLD, THEIRS, SECOND), archived: [] },
  apart: { ours: items(OURS, ...OLD), theirs: items(...OLD, THEIRS, SECOND), archived: [] },
  'archived by us': {
    ours: { ...marked(3, ...OLD), [LOG]: logged(OURS) },
    theirs: items(...OLD, THEIRS, SECOND),
    archived: ['Ours thing'],
  },
  'archived by them': {
    ours: items(...OLD, OURS),
    theirs: {
      'BACKLOG.yaml': backlog({ items: [...OLD, 'WRK-004 Theirs second'], mark: 4 }),
      [LOG]: logged(THEIRS),
      [changeFile(THEIRS)]: '# WRK-003: Theirs\n',
    },
    archived: ['Theirs thing'],
  },
  'our directory': {
    ours: { ...items(...OLD, OURS), [changeFile(OURS)]: '# WRK-003: Ours\n\n**ID:** WRK-003\n' },
    theirs: items(...OLD, THEIRS, SECOND),
    archived: [],
  },
  'their directory': {
    ours: items(...OLD, OURS),
    theirs: { ...items(...OLD, THEIRS, SECOND), [changeFile(THEIRS)]: '# WRK-003: Theirs\n' },
    archived: [],
  },
  'worklogs on both': {
    ours: { ...items(...OLD, OURS), [LOG]: worklog([{ item: 'WRK-001 One' }, { item: OURS }]) },
    theirs: { ...items(...OLD, THEIRS, SECOND), [LOG]: worklog([{ item: 'WRK-001 One' }, { item: THEIRS }]) },
    archived: [],
  },
} as const satisfies Record<string, Shape>;

export type ShapeName = keyof typeof SHAPES;

const BASE: Files = { ...items(...OLD), [LOG]: logged() };

/** What git is asked to do, on a repository that has `main` (ours) and `side` (theirs) and stands on main; for a pull theirs is the main of the remote. */
export const OPERATIONS = {
  merge: (repo) => repo.tryGit(['merge', '--no-edit', 'side']),
  pull: (repo) => {
    publish(repo, 'side');
    repo.git('branch', '-q', '--set-upstream-to', 'origin/main');
    return repo.tryGit(['pull', '--no-edit', '--no-rebase', '-q']);
  },
  rebase: (repo) => {
    repo.checkout('side');
    return repo.tryGit(['rebase', 'main']);
  },
  'rebase --apply': (repo) => {
    repo.checkout('side');
    return repo.tryGit(['rebase', '--apply', 'main']);
  },
  'cherry-pick': (repo) => repo.tryGit(['cherry-pick', 'side']),
  'cherry-pick -n': (repo) => repo.tryGit(['cherry-pick', '-n', 'side']),
  revert: (repo) => repo.tryGit(['revert', '--no-edit', 'back']),
  'am -3': (repo) => {
    const patch = repo.git('format-patch', '-1', 'side', '-o', repo.path('.git/patches'));
    return repo.tryGit(['am', '-3', patch]);
  },
  'stash pop': (repo) => repo.tryGit(['stash', 'pop']),
  squash: (repo) => repo.tryGit(['merge', '--squash', 'side']),
} as const satisfies Record<string, (repo: TestRepo) => GitOutcome>;

/** Gives a repository a remote whose main is one of its branches. */
function publish(repo: TestRepo, branch: string): void {
  repo.git('init', '-q', '--bare', '-b', 'main', '.git/origin.git');
  repo.git('remote', 'add', 'origin', repo.path('.git/origin.git'));
  repo.git('push', '-q', 'origin', `${branch}:main`);
}

/** The same for whoever neither pushes nor pulls: all that the clone knows of that remote, written without git. */
export function rememberPublished(repo: TestRepo, branch: string): void {
  const remote = '[remote "origin"]\n\turl = .git/none\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n';
  repo.write({
    '.git/config': `${repo.read('.git/config')}${remote}`,
    '.git/refs/remotes/origin/main': repo.read(`.git/refs/heads/${branch}`),
  });
}

export type OperationName = keyof typeof OPERATIONS;

const fixtures = new Map<string, TestRepo>();

/** A copy of a repository that stands right before the operation; made once for each shape. */
export function before(operation: OperationName, shape: ShapeName, driver: boolean): TestRepo {
  const kind = operation === 'revert' || operation === 'stash pop' ? operation : 'branches';
  const name = `${kind} ${shape}`;
  const fixture = fixtures.get(name) ?? build(kind, SHAPES[shape]);
  fixtures.set(name, fixture);
  const root = freshDirectory('copy');
  cpSync(fixture.root, root, { recursive: true });
  const repo = openTestRepo(root);
  if (driver) useDriver(repo);
  return repo;
}

function build(kind: 'revert' | 'stash pop' | 'branches', { ours, theirs }: Shape): TestRepo {
  const repo = createRepo();
  repo.commit('Base', BASE);
  if (kind === 'stash pop') {
    repo.stage(theirs);
    repo.git('stash', 'push', '-q');
  } else {
    repo.branch('side');
    repo.commit('Theirs', theirs);
    if (kind === 'revert') {
      repo.git('revert', '--no-edit', 'HEAD');
      repo.git('branch', 'back');
      repo.git('branch', '-f', 'main');
    }
    repo.checkout('main');
  }
  repo.commit('Ours', ours);
  return repo;
}

/** What people do before they ask. */
export const HABITS = {
  'nothing yet': () => {},
  'ours staged': (repo) => take(repo, '--ours'),
  'theirs staged': (repo) => take(repo, '--theirs'),
  'both kept': (repo) => {
    for (const path of unmerged(repo)) {
      const text = repo.read(path).replaceAll(/^(?:<{7}|={7}|>{7}|\|{7}).*\n/gmu, '');
      repo.write({ [path]: text });
    }
    repo.git('add', '-A');
  },
  'markers staged': (repo) => void repo.git('add', '-A'),
} as const satisfies Record<string, (repo: TestRepo) => void>;

export type HabitName = keyof typeof HABITS;

function take(repo: TestRepo, side: '--ours' | '--theirs'): void {
  for (const path of unmerged(repo)) repo.tryGit(['checkout', side, '--', path]);
  repo.git('add', '-A');
}

export function unmerged(repo: TestRepo): readonly string[] {
  const lines = repo.git('ls-files', '-u').split('\n').filter(Boolean);
  return [...new Set(lines.map((line) => line.slice(line.indexOf('\t') + 1)))];
}

/** Every entry of the worklog as `ID Title`. */
export function entriesIn(repo: TestRepo): readonly string[] {
  const names = readdirSync(repo.path('_worklog'));
  const texts = names.map((name) => repo.read(`_worklog/${name}`));
  return texts.flatMap((text) =>
    [...text.matchAll(/^## \S+ — (\S+) \((.*)\)$/gmu)].map(([, id = '', title = '']) => `${id} ${title}`),
  );
}
