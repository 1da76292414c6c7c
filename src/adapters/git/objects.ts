import { TidemarkError } from '../../errors.ts';
import { gitFailed, KILLED, runGit } from './git.ts';
import type { GitResult } from './git.ts';

export interface GitObject {
  /** Full hex. */
  readonly oid: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Reads objects by any name that git knows (`HEAD:changes`, `:BACKLOG.yaml`, an oid); `undefined` where there is none of that name. */
export type ReadObject = (name: string) => Promise<GitObject | undefined>;

export interface Objects {
  readonly read: ReadObject;
  /** Spares reading an object that is known otherwise. */
  readonly remember: (object: GitObject) => void;
  /** How many bytes git was made to read so far. */
  readonly bytesRead: () => number;
}

/**
 * Opens the object database that git sees from `directory`. Whatever is asked for in one turn of the event loop, or while git still answers
 * what was asked before, is answered by one `cat-file --batch`, and nothing is read twice: readers just ask for what they need next, and wait
 * together.
 * Reading throws `history-missing` where a partial clone lacks the object.
 */
export function openObjects(directory: string): Objects {
  const known = new Map<string, Promise<GitObject | undefined>>();
  let waiting: Request[] = [];
  let isAsking = false;
  let bytes = 0;

  const remember = (object: GitObject) => void known.set(object.oid, Promise.resolve(object));
  const take = (name: string, object: GitObject | undefined) => {
    known.set(name, Promise.resolve(object));
    if (!object) return;
    bytes += object.content.length;
    remember(object);
  };
  const flush = async () => {
    const requests = waiting;
    waiting = [];
    isAsking = true;
    await answer(directory, requests, take);
    isAsking = false;
    if (waiting.length > 0) setImmediate(() => void flush());
  };
  const ask = async (name: string) =>
    new Promise<GitObject | undefined>((resolve, reject) => {
      if (waiting.length === 0 && !isAsking) setImmediate(() => void flush());
      waiting.push({ name, resolve, reject });
    });
  const read: ReadObject = async (name) => {
    // One line is one question.
    if (/[\n\0]/u.test(name)) return undefined;
    const answered = known.get(name) ?? ask(name);
    known.set(name, answered);
    return answered;
  };
  return { read, remember, bytesRead: () => bytes };
}

interface Request {
  readonly name: string;
  readonly resolve: (object: GitObject | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

async function answer(
  directory: string,
  requests: readonly Request[],
  take: (name: string, object: GitObject | undefined) => void,
): Promise<void> {
  try {
    const objects = await readBatch(
      directory,
      requests.map(({ name }) => name),
    );
    // What was asked for as HEAD's in one go with HEAD itself is there under the commit's own name, too.
    const head = objects[requests.findIndex(({ name }) => name === 'HEAD^{commit}')]?.oid;
    for (const [index, { name }] of requests.entries()) {
      take(name, objects[index]);
      if (head !== undefined && /^HEAD[:^]/u.test(name))
        take(head + name.slice('HEAD'.length), objects[index]);
    }
    for (const [index, { resolve }] of requests.entries()) resolve(objects[index]);
  } catch (error) {
    for (const { reject } of requests) reject(error);
  }
}

/** The full hex names of objects; undefined where there is none of that name. Throws `history-missing` where a partial clone lacks one. */
export async function namesOf(
  directory: string,
  names: readonly string[],
): Promise<readonly (string | undefined)[]> {
  const { exitCode, stdout, stderr } = await askObjects(directory, '--batch-check=%(objectname)', names);
  if (exitCode !== 0) {
    if (await couldNotFetch(directory, exitCode, stderr)) throw lacksObjects();
    throw gitFailed('cat-file', exitCode, stderr);
  }
  const lines = stdout.toString('latin1').split('\n');
  return names.map((_name, index) => /^[0-9a-f]{40,64}$/u.exec(lines[index] ?? '')?.[0]);
}

async function readBatch(directory: string, names: readonly string[]): Promise<(GitObject | undefined)[]> {
  const { exitCode, stdout, stderr } = await askObjects(directory, '--batch', names);
  const objects = exitCode === 0 ? parseBatch(stdout, names.length) : undefined;
  const lacks = !objects || objects.includes(undefined);
  if (!lacks || !(await couldNotFetch(directory, exitCode, stderr))) {
    if (objects) return objects;
    throw gitFailed('cat-file', exitCode, stderr);
  }
  throw lacksObjects();
}

function lacksObjects(): TidemarkError {
  return new TidemarkError(
    'history-missing',
    'This partial clone lacks objects that are needed, and Tidemark does not fetch them.',
    'Fetch them with `git fetch --refetch --no-filter`, or clone without --filter.',
  );
}

/**
 * Whether git would have had to fetch what it did not find. A git before 2.39 takes such an object for one that never was, and ends well, or by
 * writing to a fetch that is gone already; nothing but that fetch, which was not allowed, complains.
 */
async function couldNotFetch(directory: string, exitCode: number, stderr: string): Promise<boolean> {
  if (exitCode !== 0 && stderr.includes('promisor')) return true;
  const complained = exitCode === 0 ? stderr !== '' : exitCode === KILLED && stderr.includes('\n');
  if (!complained) return false;
  const partial = await runGit(directory, ['config', '--get-regexp', PARTIAL]);
  if (partial.exitCode > 1) throw gitFailed('config', partial.exitCode, partial.stderr);
  return partial.exitCode === 0;
}

const PARTIAL = '^(remote\\..*\\.promisor|extensions\\.partialclone)$';

async function askObjects(directory: string, question: string, names: readonly string[]): Promise<GitResult> {
  return runGit(directory, ['cat-file', question, '--buffer'], Buffer.from(`${names.join('\n')}\n`));
}

/** One header line per object, `oid type size`, and its content with a line feed behind it; or `name missing`. */
function parseBatch(output: Buffer, count: number): (GitObject | undefined)[] {
  const objects: (GitObject | undefined)[] = [];
  let at = 0;
  while (objects.length < count) {
    const end = output.indexOf(0x0a, at);
    if (end === -1) throw gitFailed('cat-file', 0, 'the answer is cut short');
    const [, oid, type, size] = HEADER.exec(output.toString('latin1', at, end)) ?? [];
    const start = end + 1;
    at = start;
    if (oid === undefined || type === undefined) {
      objects.push(undefined);
      continue;
    }
    at += Number(size) + 1;
    objects.push({ oid, type, content: output.subarray(start, at - 1) });
  }
  return objects;
}

/** The line before the content of an object. */
export const HEADER = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/u;
