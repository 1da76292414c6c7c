import { readFileSync } from 'node:fs';

import { tidemark } from './cli.ts';
import type { Ended } from './cli.ts';
import { createRepo, freshDirectory, openTestRepo } from './repo.ts';
import type { Files, TestRepo } from './repo.ts';
import { backlog } from './texts.ts';

export const REF = 'refs/tidemark/numbers';

/** A project that shares numbers: where its clones meet, and one of them. */
export interface SharedProject {
  readonly server: TestRepo;
  readonly first: TestRepo;
  /** Another clone, as another machine has it. */
  readonly another: (...options: string[]) => TestRepo;
}

/** A bare repository that clones meet at; what `init` is told says how git stores it. */
export function createServer(...init: string[]): TestRepo {
  const server = openTestRepo(freshDirectory('server'));
  server.git('init', '-q', '--bare', '-b', 'main', ...init, '.');
  return server;
}

/** Two items, the configuration that shares numbers over origin, and `files`. Nobody has begun yet. */
export function createShared(files: Files = {}, init: readonly string[] = []): SharedProject {
  const server = createServer(...init);
  const first = createRepo(...init);
  first.commit('Start', {
    'BACKLOG.yaml': backlog({ items: ['WRK-001 Retry limits', 'WRK-002 Search'] }),
    '.tidemark.yaml': 'shared: origin\n',
    ...files,
  });
  first.git('remote', 'add', 'origin', server.root);
  first.git('push', '-q', '-u', 'origin', 'main');
  const another = (...options: string[]): TestRepo => server.clone(...options);
  return { server, first, another };
}

/** The same, where numbers are shared from 3 on. */
export function createBegun(files: Files = {}, init: readonly string[] = []): SharedProject {
  const project = createShared(files, init);
  expectEnd(tidemark(project.first.root, ['shared', 'origin', '--seed']), 0);
  return project;
}

/** Draws a number as a user does; throws with what was said instead. */
export function draw(repo: Pick<TestRepo, 'root'>, ...words: string[]): string {
  return expectEnd(tidemark(repo.root, ['next', '--take', ...words]), 0).stdout.trimEnd();
}

function expectEnd(ended: Ended, code: number): Ended {
  if (ended.code !== code) throw new Error(`exit code ${ended.code}\n${ended.stdout}${ended.stderr}`);
  return ended;
}

/** What keeps a number from being drawn: the exit code, the first sentence and git's own words. */
export function refused(repo: Pick<TestRepo, 'root'>, ...words: string[]) {
  const { code, stdout, stderr } = tidemark(repo.root, ['next', '--take', ...words]);
  const [sentence = '', ...more] = stderr.split('\n');
  return { code, stdout, sentence, git: more.filter((line) => line.startsWith('git: ')).join('\n') };
}

/** Where the ref is; empty where there is none. */
export function tipAt(server: TestRepo): string {
  return server.tryGit(['rev-parse', '--verify', '--quiet', REF]).stdout.trim();
}

/** All that is in a clone's git directory and can be seen by git: refs, configuration, what is cut off, hooks. */
export function stateOf(repo: TestRepo): string {
  const read = (path: string): string => {
    try {
      return readFileSync(repo.path('.git', path), 'utf8');
    } catch {
      return '';
    }
  };
  const refs = repo.git('for-each-ref');
  const objects = repo.git('count-objects', '-v');
  return [
    refs,
    objects,
    read('config'),
    read('shallow'),
    read('FETCH_HEAD'),
    repo.git('status', '--porcelain'),
  ].join('\n--\n');
}
