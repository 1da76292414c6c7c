import { beforeAll, expect, test } from 'vitest';

import { items, OLD } from '../support/collision.ts';
import { cloned, commandsIn, installed } from '../support/pasted.ts';
import type { Installed } from '../support/pasted.ts';
import type { TestRepo } from '../support/repo.ts';

/** What goes to a remote and to settings is run as it is printed, too: a bare repository is the network. */
beforeAll(() => void installed([{}]), 300_000);

function server(): TestRepo {
  const bare = installed([items(OLD[0]), items(...OLD), { x: '' }]).clone('--bare');
  bare.git('config', 'uploadpack.allowFilter', 'true');
  return bare;
}

interface Row {
  readonly arrange: () => Installed;
  readonly typed: string;
  /** What is run, in this order; what it prints comes next. */
  readonly printed: readonly string[];
  /** What is printed when it is typed again; by default nothing. */
  readonly later?: readonly string[];
}

const SEED = 'npx tidemark shared --seed origin';

const ROWS: Readonly<Record<string, Row>> = {
  'a revision that the remote may have': {
    arrange: () => cloned(server()),
    typed: 'npx tidemark check --rev nope',
    printed: ['git log --oneline --all', 'git fetch'],
    later: ['git log --oneline --all', 'git fetch'],
  },
  'a shallow clone': {
    arrange: () => cloned(server(), false, '--depth=1'),
    typed: 'npx tidemark trace WRK-001',
    printed: ['git fetch --unshallow'],
  },
  'a partial clone': {
    arrange: () => cloned(server(), false, '--filter=blob:none'),
    typed: 'npx tidemark radar --base origin/main',
    printed: ['git fetch --refetch --no-filter'],
  },
  'numbers that nobody shares yet': {
    arrange: () => cloned(server()),
    typed: 'npx tidemark shared',
    printed: ['npx tidemark shared origin', SEED],
    later: ['npx tidemark shared origin'],
  },
  'something else where the numbers should be': {
    arrange: () => {
      const bare = server();
      bare.git('update-ref', 'refs/tidemark/numbers', 'main');
      return cloned(bare);
    },
    typed: 'npx tidemark next --take --shared=origin',
    printed: ['git push origin :refs/tidemark/numbers', SEED],
  },
  'no remote at all': {
    arrange: () => {
      const bare = server();
      const clone = cloned(bare);
      clone.git('remote', 'rename', 'origin', 'URL');
      clone.git('config', 'remote.pushDefault', 'URL');
      clone.git('config', `url.${bare.root}.insteadOf`, 'URL');
      clone.git('remote', 'remove', 'URL');
      return clone;
    },
    typed: 'npx tidemark next --take --shared',
    printed: ['git remote add origin URL'],
    later: [SEED],
  },
  'a remote of several places': {
    arrange: () => {
      const bare = server();
      const clone = cloned(bare);
      clone.git('config', `url.${bare.root}.insteadOf`, 'URL');
      clone.git('remote', 'set-url', '--add', '--push', 'origin', 'URL');
      clone.git('remote', 'set-url', '--add', '--push', 'origin', 'other');
      return clone;
    },
    typed: 'npx tidemark next --take --shared=origin',
    printed: ['git remote add numbers URL'],
    later: ['git remote add numbers URL'],
  },
  'hooks that the settings send elsewhere': {
    arrange: () => {
      const project = installed([items(...OLD)]);
      project.git('config', 'core.hooksPath', '/nowhere/hooks');
      return project;
    },
    typed: 'npx tidemark doctor',
    printed: ['git config --unset core.hooksPath', 'npx tidemark install'],
  },
};

test.each(Object.entries(ROWS))('%s: what is printed runs', (_, { arrange, typed, printed, later = [] }) => {
  const project = arrange();
  const open = [...commandsIn(project.sh(typed).text)];
  const done: string[] = [];
  for (let line = open.shift(); line !== undefined; line = open.shift()) {
    if (done.includes(line)) continue;
    done.push(line);
    const { text } = project.sh(line);
    expect(text).not.toMatch(/^(?:fatal|error): /mu);
    open.push(...commandsIn(text));
  }
  expect(done).toEqual(printed);
  expect(commandsIn(project.sh(typed).text)).toEqual(later);
});

test('settings that a dry run shows are what it would set, and unset', () => {
  const project = installed([items(...OLD)]);
  const set = project.sh('npx tidemark install --merge-driver --dry-run').text;
  const lines = set.split('\n').filter((line) => line.startsWith('git config '));
  expect(lines.map((line) => project.sh(line).status)).toEqual([0, 0]);
  expect(project.sh('npx tidemark install --merge-driver --dry-run').text).not.toMatch(/^git config /mu);
  const unset = project.sh('npx tidemark uninstall --dry-run').text;
  const gone = unset.split('\n').filter((line) => line.startsWith('git config '));
  expect(gone.map((line) => project.sh(line).status)).toEqual([0, 0]);
});
