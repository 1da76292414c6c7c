import { beforeAll, describe, expect, test } from 'vitest';

import { backlogCounter } from '../../src/core/ledger/counters.ts';
import { EXAMPLES } from '../../src/core/rules/examples/index.ts';
import { OLD, items, marked } from '../support/collision.ts';
import { commandsIn, installed } from '../support/pasted.ts';
import type { Installed, Said } from '../support/pasted.ts';
import type { Files } from '../support/repo.ts';
import { changeFile } from '../support/texts.ts';
import { UP_TO_SOMEBODY } from '../support/up-to-somebody.ts';

/** Everything is done in a project that has the package in `node_modules`, and nothing on the PATH: by the lines that are printed, as they are. */
beforeAll(() => void installed([{}]), 300_000);

const OURS = 'WRK-003 Ours thing';
const THEIRS = 'WRK-003 Theirs thing';
const titles = (project: Installed): readonly string[] =>
  [...project.read('BACKLOG.yaml').matchAll(/title: (.*)/gu)].map(([, title = '']) => title);
const ids = (project: Installed): readonly string[] =>
  [...project.read('BACKLOG.yaml').matchAll(/id: (.*)/gu)].map(([, id = '']) => id);

/** Runs what was printed, and what that prints, until nothing is; answers with the lines that were run. */
function follow(project: Installed, { text }: Said, directory?: string): readonly string[] {
  const done: string[] = [];
  const open = [...commandsIn(text)];
  while (open.length > 0) {
    const line = open.shift() ?? '';
    done.push(line);
    const said = project.sh(line, directory);
    expect([0, 1], `${line}\n${said.text}`).toContain(said.status);
    open.push(...commandsIn(said.text).filter((next) => !done.includes(next) && !open.includes(next)));
    expect(done.length, said.text).toBeLessThan(6);
  }
  return done;
}

/** Nothing is left to do, and nothing was lost. */
function expectContent(project: Installed, ...expected: readonly string[]): void {
  expect(project.sh('npx tidemark check')).toMatchObject({
    status: 0,
    text: expect.stringMatching(/^clean: /u),
  });
  expect(project.git('status', '--porcelain')).toBe('');
  expect(titles(project)).toEqual(expect.arrayContaining([...expected]));
  expect(new Set(ids(project)).size).toBe(ids(project).length);
}

/** A merge of the branch that made `files` of the first commit; whoever makes it takes nothing of that branch. */
function startMerge(project: Installed, files: Files): void {
  project.branch('side', project.git('rev-list', '--max-parents=0', 'HEAD'));
  project.commit('Work on a branch', files);
  project.checkout('main');
  project.tryGit(['merge', '-q', '--no-commit', '--no-ff', '-s', 'ours', 'side']);
}

const CASES = Object.entries(EXAMPLES);

describe.each(CASES.filter(([rule]) => !UP_TO_SOMEBODY.has(rule)))(
  '%s',
  (rule, { before, merging, fails }) => {
    test('a stopped commit is followed by its fix, and by nothing but git commit', () => {
      const project = installed(before, true);
      if (merging) startMerge(project, merging);
      project.stage(fails);
      const stopped = project.sh('git commit -qm Change');
      if (rule !== 'mark-missing')
        expect(stopped).toMatchObject({ status: 1, text: expect.stringContaining(rule) });
      follow(project, rule === 'mark-missing' ? project.sh('npx tidemark check') : stopped);
      // What is brought back needs no commit.
      const committed = project.sh('git commit -qm Change');
      expect(committed.text).toMatch(rule === 'backlog-missing' ? /nothing to commit/u : /^$/u);
      expect(project.sh('npx tidemark check').text).toMatch(/^clean: /u);
      expect(project.git('status', '--porcelain')).toBe('');
    });
  },
);

/** As if other machines had drawn numbers over a remote: `3 What it was for`. */
function rememberDraws(project: Installed, drawn: readonly string[]): void {
  const lines = drawn.map((text) => text.replace(/^(\d+) /u, `${backlogCounter(undefined)} $1 $1 `));
  project.write({ '.git/tidemark/shared/origin/draws': lines.map((line) => `${line}\n`).join('') });
}

describe.each(CASES.filter(([rule]) => UP_TO_SOMEBODY.has(rule)))(
  '%s',
  (rule, { before, fails, drawn = [] }) => {
    test('what is printed is no fix, and runs', () => {
      const project = installed(before);
      rememberDraws(project, drawn);
      project.stage(fails);
      const { text } = project.sh('npx tidemark check');
      expect(text).toContain(`[${rule}]`);
      expect(text).not.toMatch(/^ {2}fix:/mu);
      const [, line = ''] = /^ {2}(?:try|see): (.*)$/mu.exec(text) ?? [];
      const [quoted = line] = commandsIn(line);
      expect(quoted).toMatch(/^(?:npx tidemark|git) /u);
      expect([0, 1], quoted).toContain(project.sh(quoted).status);
    });
  },
);

describe('a commit that was stopped', () => {
  const twice = items(...OLD, OURS, THEIRS);

  test.each<[string, string, (project: Installed) => void, string]>([
    ['git commit', 'git commit -qm x', (one) => one.stage(twice), 'npx tidemark renumber --stage'],
    [
      'git commit -a',
      'git commit -qam x',
      (one) => one.write(twice),
      'git add BACKLOG.yaml && npx tidemark renumber --stage',
    ],
    [
      'git commit FILE',
      'git commit -qm x BACKLOG.yaml',
      (one) => one.write(twice),
      'git add BACKLOG.yaml && npx tidemark renumber --stage',
    ],
    [
      'git commit, and there is more that is not staged',
      'git commit -qm x',
      (one) => {
        one.stage(twice);
        one.write({ 'BACKLOG.yaml': `${one.read('BACKLOG.yaml')}# more\n` });
      },
      'git add BACKLOG.yaml && npx tidemark renumber --stage',
    ],
    [
      'git commit of a file whose directory is not tracked yet',
      'git commit -qm x',
      (one) => {
        one.stage(twice);
        one.write({ [changeFile(THEIRS)]: '# WRK-003\n' });
      },
      'git add changes/WRK-003_theirs-thing && npx tidemark renumber --stage',
    ],
  ])('%s', (_, commit, arrange, printed) => {
    const project = installed([items(...OLD)], true);
    arrange(project);
    const stopped = project.sh(commit);
    expect(stopped.status).toBe(1);
    expect(follow(project, stopped)).toEqual([printed]);
    expect(project.sh('git commit -qm x')).toEqual({ status: 0, text: '' });
    expectContent(project, 'Ours thing', 'Theirs thing');
  });

  test('and whose repair was not staged hears just that', () => {
    const project = installed([items(...OLD)], true);
    project.stage({ ...twice, [changeFile(THEIRS)]: '# WRK-003\n' });
    expect(project.sh('git commit -qm x').status).toBe(1);
    expect(project.sh('npx tidemark renumber').status).toBe(0);
    project.write({ 'changes/WRK-002_not-yet/x.md': 'mine\n', 'changes/readme.md': 'mine\n' });
    const again = project.sh('git commit -qm x');
    expect(again.text).toContain('note: the work tree has none of these errors: it only has to be staged.\n');
    expect(follow(project, again)).toEqual([
      'git add BACKLOG.yaml changes/WRK-003_theirs-thing/WRK-003_theirs-thing_PRD.md changes/WRK-004_theirs-thing',
    ]);
    expect(project.sh('git commit -qm x')).toEqual({ status: 0, text: '' });
    expect(project.git('status', '--porcelain')).toBe('?? changes/WRK-002_not-yet/\n?? changes/readme.md');
    expect(project.git('show', '--stat', '--format=', 'HEAD')).not.toContain('not-yet');
  });

  test('from a folder further down', () => {
    const project = installed([{ ...items(...OLD), 'deep/x': '' }], true);
    project.write(twice);
    const stopped = project.sh('git commit -qam x', 'deep');
    // Git runs its hooks at the root, and whoever reads stands in the folder.
    expect(follow(project, stopped, 'deep')).toHaveLength(1);
    expect(project.sh('git commit -qm x', 'deep')).toEqual({ status: 0, text: '' });
    expectContent(project, 'Ours thing', 'Theirs thing');
  });

  test('for several collisions and a mark that is behind: one command', () => {
    const project = installed([items(...OLD)], true);
    project.stage(marked(1, ...OLD, OURS, THEIRS, 'WRK-004 A', 'WRK-004 B', 'WRK-001 Another'));
    const stopped = project.sh('git commit -qm x');
    expect(stopped.text.match(/^ {2}fix: .*$/gmu)).toEqual(['  fix: npx tidemark renumber --stage']);
    follow(project, stopped);
    expect(project.sh('git commit -qm x')).toEqual({ status: 0, text: '' });
    expectContent(project, 'Ours thing', 'Theirs thing', 'A', 'B', 'Another');
  });

  test('two directories of one thing are joined, wherever one stands', () => {
    const project = installed([{ ...items(...OLD), [changeFile('WRK-001 One')]: '', 'deep/x': '' }]);
    project.write({ 'changes/WRK-001_one-more/WRK-001_DESIGN.md': '' });
    const said = project.sh('npx tidemark check', 'deep');
    expect(follow(project, said, 'deep')).toHaveLength(1);
    expect(project.git('ls-files', '-o', '--exclude-standard')).toBe('changes/WRK-001_one/WRK-001_DESIGN.md');
  });
});

test('what is inherited is named, beside what is new', () => {
  const old = [...OLD, 'WRK-001 Another', 'WRK-002 More'];
  const project = installed([items(...old)]);
  project.stage(items(...old, OURS, THEIRS));
  const said = project.sh('npx tidemark check');
  expect(follow(project, said)).toEqual([
    'npx tidemark renumber WRK-001 WRK-002 --stage',
    'npx tidemark renumber --stage',
  ]);
  project.git('commit', '-qm', 'x');
  expectContent(project, 'One', 'Another', 'Two', 'More', 'Ours thing', 'Theirs thing');
});
