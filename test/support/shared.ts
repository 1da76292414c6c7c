import { readFileSync } from 'node:fs';
import { env } from 'node:process';

import { inProcess, tidemark } from './cli.ts';
import type { Ended } from './cli.ts';
import { copyOf } from './crashing.ts';
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
  const key = JSON.stringify([files, init]);
  const { server: began, first: beginner } = begun.get(key) ?? begin(files, init);
  begun.set(key, { server: began, first: beginner });
  const [server, first] = [copyOf(began), copyOf(beginner)];
  first.git('remote', 'set-url', 'origin', server.root);
  return { server, first, another: (...options) => server.clone(...options) };
}

/** Beginning takes half a second, and a copy next to nothing. */
const begun = new Map<string, Pick<SharedProject, 'server' | 'first'>>();

function begin(files: Files, init: readonly string[]): SharedProject {
  const project = createShared(files, init);
  expectEnd(tidemark(project.first.root, ['shared', 'origin', '--seed']), 0);
  return project;
}

/** Takes a number as a user does, each clone on a machine of its own; throws with what was said instead. */
export async function draw(repo: Pick<TestRepo, 'root'>, ...words: string[]): Promise<string> {
  return expectEnd(await taking(repo, words), 0).stdout.trimEnd();
}

/** A machine is known by its directory for temporary files. */
async function taking({ root }: Pick<TestRepo, 'root'>, words: readonly string[]): Promise<Ended> {
  const here = env['TMPDIR'];
  env['TMPDIR'] = machineOf({ root });
  try {
    return await inProcess(root, ['next', '--take', ...words]);
  } finally {
    if (here === undefined) delete env['TMPDIR'];
    else env['TMPDIR'] = here;
  }
}

/** The directory for temporary files that a clone has. */
export function machineOf({ root }: Pick<TestRepo, 'root'>): string {
  const machine = machines.get(root) ?? freshDirectory('machine');
  machines.set(root, machine);
  return machine;
}

const machines = new Map<string, string>();

/** The same in each of them, one after the other. */
export async function drawEach(...repos: readonly Pick<TestRepo, 'root'>[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const repo of repos) ids.push(await draw(repo));
  return ids;
}

function expectEnd(ended: Ended, code: number): Ended {
  if (ended.code !== code) throw new Error(`exit code ${ended.code}\n${ended.stdout}${ended.stderr}`);
  return ended;
}

/** What keeps a number from being taken: the exit code, the first sentence and git's own words. */
export async function refused(repo: Pick<TestRepo, 'root'>, ...words: string[]) {
  const { code, stdout, stderr } = await taking(repo, words);
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
