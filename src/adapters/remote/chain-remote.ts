import { cutBefore } from './chain-store.ts';
import type { ChainStore, RawCommit } from './chain-store.ts';
import { runPrivateGit } from './private-git.ts';
import type { PrivateResult } from './private-git.ts';
import { fetchedIn, readCommits } from './read-commits.ts';

/** The one ref that shared numbers have. */
export const NUMBERS_REF = 'refs/tidemark/numbers';

export interface Pushed {
  /** Git said that the ref moved: its porcelain flag is ` ` or `*`. Whatever else it says proves nothing, also not the contrary. */
  readonly isTaken: boolean;
  /** Git came to an end before time was over. */
  readonly isAnswered: boolean;
  /** Git's own words, a line each. */
  readonly words: readonly string[];
}

/**
 * Pushes one commit to the one ref, if that is still at `expected` (full hex; undefined: if there is none). One connection. With `isTrial` nothing is sent,
 * and `isTaken` says whether git would. `milliseconds` is how long it may take.
 */
export async function pushLink(
  store: ChainStore,
  link: RawCommit,
  expected: RawCommit | undefined,
  milliseconds: number,
  isTrial = false,
): Promise<Pushed> {
  const result = await runPrivateGit(
    store,
    [
      'push',
      '--porcelain',
      '--no-verify',
      ...(isTrial ? ['--dry-run'] : []),
      // A plain push would also take a ref back to life that somebody deleted.
      `--force-with-lease=${NUMBERS_REF}:${expected?.oid ?? ''}`,
      ...(store.programs.push === undefined ? [] : [`--receive-pack=${store.programs.push}`]),
      '--',
      store.url,
      `${link.oid}:${NUMBERS_REF}`,
    ],
    milliseconds,
  );
  const lines = result.stdout.toString('utf8').split('\n');
  const told = lines.filter((line) => line.split('\t')[1]?.endsWith(`:${NUMBERS_REF}`));
  return {
    isTaken: told.some((line) => line.startsWith(' \t') || line.startsWith('*\t')),
    isAnswered: result.exitCode !== undefined,
    words: wordsOf(
      result,
      told.map((line) => line.split('\t')[2] ?? ''),
    ),
  };
}

/** What a remote shows of the ref. */
export type Shown =
  | { readonly kind: 'commits'; readonly commits: readonly [RawCommit, ...RawCommit[]] }
  /** The remote answers, and has no such ref for this user. */
  | { readonly kind: 'absent' }
  /** The ref is there, and is no commit. */
  | { readonly kind: 'no-commit' }
  | { readonly kind: 'unreachable'; readonly words: readonly string[] };

/** Reads the last `count` commits of the ref, newest first. One connection; a second one where the first one failed, to see what is the matter. */
export async function fetchLinks(store: ChainStore, count: number, milliseconds: number): Promise<Shown> {
  const deadline = Date.now() + milliseconds;
  // No ref and no cut is there: git would tell the remote that it has what is before the cut.
  cutBefore(store, undefined);
  const fetched = await runPrivateGit(
    store,
    ['fetch', '--quiet', `--depth=${count}`, '--no-tags', ...uploadPack(store), '--', store.url, NUMBERS_REF],
    milliseconds,
  );
  if (fetched.exitCode !== 0) return explain(store, fetched, deadline - Date.now());
  const commits = (await readCommits(store, await fetchedIn(store), count)) ?? [];
  const [first, ...rest] = commits;
  return first ? { kind: 'commits', commits: [first, ...rest] } : { kind: 'no-commit' };
}

function uploadPack({ programs }: ChainStore): readonly string[] {
  return programs.fetch === undefined ? [] : [`--upload-pack=${programs.fetch}`];
}

/** By exit codes: what git says is in any language. */
async function explain(store: ChainStore, failed: PrivateResult, milliseconds: number): Promise<Shown> {
  const listed = await runPrivateGit(
    store,
    ['ls-remote', ...uploadPack(store), '--', store.url, NUMBERS_REF],
    milliseconds,
  );
  if (listed.exitCode !== 0) return { kind: 'unreachable', words: wordsOf(listed) };
  const refs = listed.stdout
    .toString('utf8')
    .split('\n')
    .map((line) => line.split('\t')[1]);
  return refs.includes(NUMBERS_REF) ? { kind: 'unreachable', words: wordsOf(failed) } : { kind: 'absent' };
}

const MAX_WORDS = 8;

function wordsOf({ exitCode, stderr }: PrivateResult, told: readonly string[] = []): readonly string[] {
  const lines = [...told, ...stderr.split('\n')].map((line) => line.trimEnd()).filter(Boolean);
  if (exitCode === undefined) return [...lines.slice(0, MAX_WORDS), 'it did not answer in time'];
  return lines.length > 0 ? lines.slice(0, MAX_WORDS) : [`git ended with code ${exitCode} and said nothing`];
}
