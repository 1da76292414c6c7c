import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** A file's content; null deletes it. */
export type FileContent =
  | string
  | Uint8Array
  | null
  | { readonly link: string }
  | { readonly executable: string };
export type Files = Readonly<Record<string, FileContent>>;

export interface GitOutcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A throw-away repository. Everything is synchronous; oids are full hex. */
export interface TestRepo {
  readonly root: string;
  path(...segments: string[]): string;
  /** Runs git in the root; answers with stdout without its last newline, throws with stderr. */
  git(...args: string[]): string;
  /** The same, but a failure is a value. `env` adds to the scrubbed environment. */
  tryGit(args: readonly string[], env?: Readonly<Record<string, string>>): GitOutcome;
  write(files: Files): void;
  read(path: string): string;
  bytes(path: string): Buffer;
  /** Writes `files`, stages everything and commits, also when nothing changed. Answers with the new commit. */
  commit(message: string, files?: Files): string;
  stage(files?: Files): void;
  /** Creates a branch (at `from`, or here) and checks it out. */
  branch(name: string, from?: string): void;
  checkout(name: string): void;
  /** Merges with a merge commit; `files` are written and staged into it, conflicts included. Answers with the merge. */
  merge(names: string | readonly string[], files?: Files, ...options: string[]): string;
  head(revision?: string): string;
  /** `git clone` into a fresh directory, by file:// so that --depth and --filter work. */
  clone(...options: string[]): TestRepo;
}

/** Of git, of a CI and a package manager the suite runs in, and of colours, which vitest itself switches on there. */
const STRANGE = /^(?:GIT_|GITHUB_|GITLAB_|CI$|CI_|NPM_|TIDEMARK|FORCE_COLOR$|NO_COLOR$)/iu;
const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
const base = realpathSync(mkdtempSync(join(tmpdir(), 'tidemark-test-')));
const home = join(base, 'home');
isolate();
const temporary = [base];
afterAll(() => temporary.forEach((directory) => rmSync(directory, { recursive: true, force: true })));

let count = 0;
let clock = Date.UTC(2026, 0, 1);

/** An empty repository on branch `main`. */
export function createRepo(...initOptions: string[]): TestRepo {
  const root = freshDirectory('repo');
  const repo = openTestRepo(root);
  repo.git('init', '-q', '-b', 'main', ...initOptions, '.');
  return repo;
}

/** Wraps a repository that already stands below the test's temporary directory. */
export function openTestRepo(root: string): TestRepo {
  assert.ok(root.startsWith(base + sep), `tests only run below ${base}, not in ${root}`);
  const path = (...segments: string[]) => join(root, ...segments);
  const tryGit: TestRepo['tryGit'] = (args, env) => runGit(root, args, env);
  const git = (...args: string[]) => succeed(args, tryGit(args));
  const head = (revision = 'HEAD') => git('rev-parse', '--verify', `${revision}^{commit}`);
  const write = (files: Files) => {
    for (const [name, content] of Object.entries(files)) put(path(name), content);
  };
  const stage = (files: Files = {}) => {
    write(files);
    git('add', '-A');
  };
  const commit = (message: string, files: Files = {}) => {
    stage(files);
    git('commit', '-q', '--allow-empty', '--no-verify', '-m', message);
    return tipOf(root) ?? head();
  };
  return {
    root,
    path,
    git,
    tryGit,
    head,
    write,
    stage,
    commit,
    read: (name) => readFileSync(path(name), 'utf8'),
    bytes: (name) => readFileSync(path(name)),
    branch: (name, from = 'HEAD') => void git('checkout', '-q', '-b', name, from),
    checkout: (name) => void git('checkout', '-q', name),
    merge(names, files, ...options) {
      const list = typeof names === 'string' ? [names] : names;
      const outcome = tryGit(['merge', '-q', '--no-ff', '--no-commit', ...options, ...list]);
      assert.ok(
        outcome.status === 0 || files !== undefined,
        `git merge ${list.join(' ')}: ${outcome.stdout}`,
      );
      return commit(`Merge ${list.join(', ')}`, files);
    },
    clone(...options) {
      const target = freshDirectory('clone');
      succeed(['clone'], runGit(base, ['clone', '-q', ...options, `file://${root}`, target]));
      return openTestRepo(target);
    },
  };
}

/** What HEAD names, read without a process; undefined where it lies elsewhere than usual, as in a worktree. */
function tipOf(root: string): string | undefined {
  try {
    const ref = /^ref: (refs\/heads\/.+)\n$/u.exec(readFileSync(join(root, '.git/HEAD'), 'utf8'))?.[1];
    return ref && /^[0-9a-f]{40,64}(?=\n$)/u.exec(readFileSync(join(root, '.git', ref), 'utf8'))?.[0];
  } catch {
    return undefined;
  }
}

/** A fresh empty directory outside of any repository. */
export function freshDirectory(name = 'dir'): string {
  count += 1;
  const directory = join(base, `${name}-${count}`);
  mkdirSync(directory, { recursive: true });
  return directory;
}

/** One whose path is plain, wherever temporary files lie: for what becomes a ref or a column. */
export function plainDirectory(): string {
  const where = /^[\w/-]+$/u.test(tmpdir()) ? tmpdir() : '/tmp';
  const directory = mkdtempSync(join(where, 'tidemark-plain-'));
  temporary.push(directory);
  return directory;
}

function runGit(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): GitOutcome {
  clock += 60_000;
  const date = new Date(clock).toISOString();
  const result = spawnSync('git', args, {
    cwd,
    encoding: 'utf8',
    input: '',
    maxBuffer: 1 << 28,
    env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, ...env },
  });
  return { status: result.status ?? -1, stdout: result.stdout, stderr: result.stderr };
}

function succeed(args: readonly string[], outcome: GitOutcome): string {
  assert.equal(outcome.status, 0, `git ${args.join(' ')}: ${outcome.stderr}${outcome.stdout}`);
  return outcome.stdout.replace(/\n$/u, '');
}

function put(path: string, content: FileContent): void {
  rmSync(path, { recursive: true, force: true });
  if (content === null) return;
  mkdirSync(dirname(path), { recursive: true });
  if (typeof content === 'string' || content instanceof Uint8Array) return writeFileSync(path, content);
  if ('link' in content) return symlinkSync(content.link, path);
  writeFileSync(path, content.executable);
  chmodSync(path, 0o755);
}

/** The code under test inherits this process's environment, so that is where strangers' settings must go. It is on the PATH, as after a global installation. */
function isolate(): void {
  for (const name of Object.keys(process.env)) {
    if (STRANGE.test(name)) delete process.env[name];
  }
  mkdirSync(home, { recursive: true });
  const programs = join(base, 'programs');
  put(join(programs, 'tidemark'), { executable: `#!/bin/sh\nexec node '${BIN}' "$@"\n` });
  const config = join(home, '.gitconfig');
  writeFileSync(
    config,
    '[user]\n\tname = Tess Ter\n\temail = tess@example.com\n[protocol "file"]\n\tallow = always\n[advice]\n\tdetachedHead = false\n' +
      // After every commit git would start another one, to see whether there is anything to tidy up.
      '[maintenance]\n\tauto = false\n',
  );
  Object.assign(process.env, {
    HOME: home,
    PATH: [programs, process.env['PATH']].join(delimiter),
    XDG_CONFIG_HOME: home,
    GIT_CONFIG_GLOBAL: config,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: base,
    GIT_TERMINAL_PROMPT: '0',
    TZ: 'UTC',
  });
}
