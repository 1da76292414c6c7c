import { lutimesSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

import { items, marked, OLD } from '../support/collision.ts';
import { cloned, commandsIn, installed } from '../support/pasted.ts';
import type { Installed } from '../support/pasted.ts';
import { openTestRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';
import { changeFile } from '../support/texts.ts';

/** Here too: the package in `node_modules`, nothing on the PATH, and every line run as it is printed. */
beforeAll(() => void installed([{}]), 300_000);

const OURS = 'WRK-003 Ours thing';
const THEIRS = 'WRK-003 Theirs thing';

/** A server whose main has OURS since a clone began its THEIRS on `topic`, and that clone, which has not fetched. */
function behind(hooks = false): { readonly server: TestRepo; readonly clone: Installed } {
  const server = installed([items(...OLD)]).clone('--bare');
  const clone = cloned(server, hooks);
  clone.branch('topic');
  clone.commit('Theirs', items(OLD[0], THEIRS, OLD[1]));
  const other = cloned(server);
  other.commit('Ours', items(OURS, ...OLD));
  other.git('push', '-q', 'origin', 'main');
  return { server, clone };
}

describe('what others have pushed', () => {
  test.each([
    'npx tidemark check --rev HEAD --base origin/main',
    'npx tidemark check --ci --base origin/main --head HEAD',
  ])('%s names the branch to renumber against', (check) => {
    const { clone } = behind();
    clone.git('fetch', '-q');
    const said = clone.sh(check);
    expect(said.status).toBe(1);
    expect(said.text).not.toMatch(/\b[0-9a-f]{40}\b/u);
    const [line = ''] = commandsIn(said.text);
    expect(line).toBe('npx tidemark renumber --against origin/main');
    const [stage = ''] = commandsIn(clone.sh(line).text);
    expect(clone.sh(`${stage} && git commit -qm Renumber`).status).toBe(0);
    expect(clone.sh(check)).toMatchObject({ status: 0 });
    expect(clone.read('BACKLOG.yaml')).toContain('id: WRK-004\n  title: Theirs thing');
  });

  test('a branch that was not fetched is told with the line that fetches it', () => {
    const { server, clone } = behind();
    server.git('branch', 'later', 'main');
    const said = clone.sh('npx tidemark renumber --against origin/later');
    expect(said.status).toBe(3);
    expect(commandsIn(said.text)).toEqual(['git fetch origin +refs/heads/later:refs/remotes/origin/later']);
    expect(clone.sh(commandsIn(said.text)[0] ?? '').status).toBe(0);
    expect(clone.sh('npx tidemark renumber --against origin/later')).toMatchObject({
      status: 0,
      text: expect.stringContaining('“Ours thing” is in origin/later already'),
    });
  });

  test('a revert that lowers the mark is pushed after the fix that names the branch', () => {
    const server = installed([items(...OLD), items(...OLD, OURS)]).clone('--bare');
    const clone = cloned(server, true);
    clone.git('push', '-q', '--no-verify');
    clone.git('revert', '--no-edit', 'HEAD~1');
    const stopped = clone.sh('git push -q');
    expect(stopped.text).toContain('next_item_id is 2, but was 3 in origin/main: it never goes down');
    const [line = ''] = commandsIn(stopped.text);
    expect(line).toBe('npx tidemark fix --base origin/main');
    const [stage = ''] = commandsIn(clone.sh(line).text);
    expect(stage).toBe('git add BACKLOG.yaml');
    expect(clone.sh(`${stage} && git commit -q --amend --no-edit && git push -q`)).toEqual({
      status: 0,
      text: '',
    });
  });

  test('a pull whose merge is stopped goes on with one command and git commit', () => {
    const { clone } = behind(true);
    const pulled = clone.sh('git pull -q --no-rebase origin main');
    expect(pulled.status).not.toBe(0);
    const lines = commandsIn(pulled.text);
    expect(lines).toEqual(['npx tidemark resolve']);
    expect(clone.sh(lines[0] ?? '').status).toBe(0);
    expect(clone.sh('git commit -q --no-edit && git push -q origin HEAD')).toMatchObject({ status: 0 });
    expect(clone.sh('npx tidemark check')).toMatchObject({ status: 0 });
    expect(clone.read('BACKLOG.yaml')).toContain('id: WRK-003\n  title: Ours thing');
    expect(clone.read('BACKLOG.yaml')).toContain('id: WRK-004\n  title: Theirs thing');
  });

  test('a merge that git made by itself is renumbered and committed', () => {
    const { clone } = behind();
    clone.git('pull', '-q', '--no-rebase', 'origin', 'main');
    const said = clone.sh('npx tidemark check');
    expect(commandsIn(said.text)).toEqual(['npx tidemark renumber --stage']);
    expect(clone.sh('npx tidemark renumber --stage && git commit -qm Renumber').status).toBe(0);
    expect(clone.sh('npx tidemark check')).toMatchObject({ status: 0 });
  });

  test('a server names the branch as its clones call it', () => {
    const { server, clone } = behind();
    clone.sh(`npx tidemark install --bare '${server.root}'`);
    const pushed = clone.sh('git push -q origin topic:topic');
    const stopped = clone.sh(
      'git fetch -q && git merge -q --no-edit origin/main && git push -q origin HEAD:main',
    );
    expect(`${pushed.text}${stopped.text}`).not.toMatch(/\b[0-9a-f]{40}\b/u);
    expect(stopped.text).toContain('fix: tidemark renumber --against origin/main');
  });
});

/** Items 3 are two. */
const twice = items(...OLD, OURS, THEIRS);

const entry = (folder: string) => ({ [`${folder}/0001-first.md`]: '# 1. First\n' });
const LEDGER = {
  '.tidemark.yaml': 'ledgers:\n- kind: adr\n  name: notes\n  path: notes\n',
  ...entry('notes'),
};
const TWO_LEDGERS = {
  '.tidemark.yaml': `${LEDGER['.tidemark.yaml']}- kind: adr\n  name: plans\n  path: plans\n`,
  ...entry('notes'),
  ...entry('plans'),
};

interface Hint {
  readonly arrange?: (project: Installed) => void;
  readonly typed: string;
  readonly printed: readonly string[];
}

const HINTS: Readonly<Record<string, Hint>> = {
  'an unknown command': { typed: 'npx tidemark chekc', printed: ['npx tidemark --help'] },
  'too many words': { typed: 'npx tidemark check all', printed: ['npx tidemark check --help'] },
  'an unknown rule': {
    typed: 'npx tidemark explain zzz',
    printed: ['npx tidemark explain', 'npx tidemark explain --help'],
  },
  'an unknown rule in the configuration': {
    arrange: (one) => void one.commit('Config', { '.tidemark.yaml': 'rules:\n  zzz: off\n' }),
    typed: 'npx tidemark check',
    printed: ['npx tidemark explain'],
  },
  'an ID that nothing has': { typed: 'npx tidemark renumber WRK-77', printed: ['npx tidemark check'] },
  'an ID that is used once': {
    typed: 'npx tidemark renumber WRK-001',
    printed: ['npx tidemark renumber WRK-001 --against BRANCH'],
  },
  'what is published, against a branch': {
    arrange: (one) => {
      one.branch('topic');
      one.commit('Theirs', items(...OLD, THEIRS));
      one.checkout('main');
      one.commit('Ours', items(...OLD, OURS));
    },
    typed: 'npx tidemark renumber --against topic',
    printed: ['git switch topic && npx tidemark renumber WRK-003 --against main'],
  },
  'what is published, against a branch, in a ledger': {
    arrange: (one) => {
      one.commit('Start', LEDGER);
      one.branch('topic');
      one.commit('Theirs', { 'notes/0002-second.md': '# 2. Second\n\nAll of it.\n' });
      one.checkout('main');
      one.commit('Ours', { 'notes/0002-other.md': '# 2. Other\n\nNot this.\n' });
    },
    typed: 'npx tidemark renumber --against topic',
    printed: ['git switch topic && npx tidemark renumber 0002 --ledger notes --against main'],
  },
  'the lock of a machine that is gone': {
    arrange: (one) => {
      one.sh('npx tidemark install');
      const lock = one.path('.git/tidemark/lock');
      mkdirSync(dirname(lock), { recursive: true });
      symlinkSync('abcdef012345 7 1 elsewhere pid:[1]', lock);
      lutimesSync(lock, 0, 0);
    },
    typed: 'npx tidemark doctor',
    printed: ['npx tidemark fix --break-lock'],
  },
  'an item that cannot be kept': {
    arrange: (one) => one.stage(twice),
    typed: 'npx tidemark renumber WRK-003 --keep 1',
    printed: ['npx tidemark renumber WRK-003 --dry-run'],
  },
  'work that is not staged': {
    arrange: (one) => one.write(twice),
    typed: 'npx tidemark renumber',
    printed: ['git add BACKLOG.yaml && npx tidemark renumber --stage'],
  },
  'old collisions': {
    arrange: (one) => void [one.commit('Old', twice), one.commit('Since', { x: '' })],
    typed: 'npx tidemark renumber',
    printed: ['npx tidemark renumber WRK-003'],
  },
  'old collisions to accept': {
    arrange: (one) => void [one.commit('Old', twice), one.commit('Since', { x: '' })],
    typed: 'npx tidemark check --format accept',
    printed: ['npx tidemark check --strict --format accept'],
  },
  'an item to archive that is two': {
    arrange: (one) => one.stage(twice),
    typed: 'npx tidemark archive WRK-003',
    printed: ['npx tidemark renumber WRK-003'],
  },
  'the next number': { typed: 'npx tidemark next', printed: ['npx tidemark next --take'] },
  'a backlog that cannot be read': {
    arrange: (one) => one.write({ 'BACKLOG.yaml': 'items: [\n' }),
    typed: 'npx tidemark add Title',
    printed: ['npx tidemark check'],
  },
  'no CI': {
    arrange: (one) => one.git('update-ref', 'refs/remotes/origin/main', 'HEAD'),
    typed: 'npx tidemark check --ci',
    printed: ['npx tidemark check --ci --base origin/main --head HEAD'],
  },
  'two bases that both want a merge': {
    arrange: (one) => {
      for (const name of ['a', 'b']) {
        one.branch(name, 'main');
        one.commit(name, { [name]: '' });
      }
      one.checkout('main');
      one.commit('More', { x: '' });
    },
    typed: 'npx tidemark check --rev main --base a --base b',
    printed: ['npx tidemark check --rev main --base a', 'npx tidemark check --rev main --base b'],
  },
  'a hook by hand': { typed: 'npx tidemark hook pre-merge-commit', printed: ['npx tidemark check --staged'] },
  'a merge driver by hand': {
    typed: 'npx tidemark merge-driver a b c 7 d',
    printed: ['npx tidemark install --help'],
  },
  'a revision that nobody has': {
    typed: 'npx tidemark check --rev nope',
    printed: ['git log --oneline --all'],
  },
  'a leap': {
    arrange: (one) => one.stage(marked(2, ...OLD, 'WRK-90000 Far')),
    typed: 'npx tidemark fix',
    printed: ['npx tidemark fix --allow-leap', 'npx tidemark check --format accept'],
  },
  'no hooks': { typed: 'npx tidemark doctor', printed: ['npx tidemark install'] },
  'a driver that is asked for': {
    arrange: (one) => {
      one.sh('npx tidemark install --merge-driver');
      one.git('config', '--unset', 'merge.tidemark.driver');
    },
    typed: 'npx tidemark doctor',
    printed: ['npx tidemark install --merge-driver'],
  },
  'a backlog that git does not track': {
    arrange: (one) => one.git('rm', '-q', '--cached', 'BACKLOG.yaml'),
    typed: 'npx tidemark install >/dev/null; npx tidemark doctor',
    printed: ['git add BACKLOG.yaml'],
  },
  'a backlog that git ignores': {
    arrange: (one) => {
      one.git('rm', '-q', '--cached', 'BACKLOG.yaml');
      one.write({ '.gitignore': 'node_modules\nBACKLOG.yaml\n' });
    },
    typed: 'npx tidemark install >/dev/null; npx tidemark doctor',
    printed: ['git check-ignore -v BACKLOG.yaml', 'git add'],
  },
  'old collisions, in doctor': {
    arrange: (one) => void one.commit('Old', twice),
    typed: 'npx tidemark install >/dev/null; npx tidemark doctor',
    printed: ['npx tidemark check --strict'],
  },
  'items without created': {
    arrange: (one) =>
      void one.commit('Bare', { 'BACKLOG.yaml': 'items:\n- id: WRK-001\n  title: One\nnext_item_id: 1\n' }),
    typed: 'npx tidemark install >/dev/null; npx tidemark doctor',
    printed: ['npx tidemark check --strict', 'npx tidemark fix --created'],
  },
  'a number that was drawn already': {
    arrange: (one) => {
      one.stage(twice);
      one.sh('npx tidemark next --take');
    },
    typed: 'npx tidemark renumber WRK-003 --to 4',
    printed: ['npx tidemark next --drawn'],
  },
  'a range that is none': {
    typed: 'npx tidemark check --each ..main',
    printed: ['npx tidemark check --each main'],
  },
  'a word where there are no ledgers': {
    typed: 'npx tidemark trace word',
    printed: ['npx tidemark trace WRK-027'],
  },
  'a word that is no ID': {
    arrange: (one) => one.write(LEDGER),
    typed: 'npx tidemark trace word',
    printed: ['npx tidemark trace 42 --ledger notes'],
  },
  'a number of several ledgers': {
    arrange: (one) => void one.commit('Ledgers', TWO_LEDGERS),
    typed: 'npx tidemark trace 1',
    printed: ['npx tidemark trace 1 --ledger notes'],
  },
  'a bare repository, from elsewhere': {
    arrange: (one) => one.git('clone', '-q', '--bare', '.', '../bare'),
    typed: 'npx tidemark -C ../bare fix',
    printed: ['npx tidemark -C ../bare check --rev main'],
  },
  'another project, from elsewhere': {
    arrange: (one) => {
      one.git('clone', '-q', '.', '../other');
      openTestRepo(one.path('../other')).write(twice);
    },
    typed: 'npx tidemark -C ../other check',
    printed: ['git -C ../other add BACKLOG.yaml && npx tidemark -C ../other renumber --stage'],
  },
  'another configuration': {
    arrange: (one) => {
      writeFileSync(one.path('mine.yaml'), 'backlog: B.yaml\n');
      one.write({ 'B.yaml': twice['BACKLOG.yaml'] ?? '' });
    },
    typed: 'npx tidemark --config mine.yaml check',
    printed: ['git add B.yaml && npx tidemark --config mine.yaml renumber --stage'],
  },
};

test.each(Object.entries(HINTS))('%s: what is printed runs', (_, { arrange, typed, printed }) => {
  const project = installed([items(...OLD)]);
  arrange?.(project);
  const { text } = project.sh(typed);
  const lines = commandsIn(text);
  expect(lines, text).toEqual(printed);
  for (const line of lines) {
    const said = project.sh(line.replace('BRANCH', 'main'));
    expect([0, 1], `${line}\n${said.text}`).toContain(said.status);
  }
});

test('several remedies of doctor end with nothing open', () => {
  const project = installed([{ ...items(...OLD), [changeFile('WRK-001 One')]: '' }]);
  for (const line of commandsIn(project.sh('npx tidemark doctor').text)) project.sh(line);
  expect(project.sh('npx tidemark doctor')).toMatchObject({
    status: 0,
    text: expect.not.stringContaining('problem'),
  });
});
