import { findCommit } from './repository.ts';
import type { Repository } from './repository.ts';
import { git, gitFailed, runGit } from './git.ts';

/** Which commits somebody else has already. */
export type Published =
  /** Those that a remote is known to have; `except` is a branch of it that does not count, as it was just pushed. */
  | { readonly kind: 'remote'; readonly remote: string; readonly except?: string | undefined }
  /** Those that any ref has, as on a server that has not taken a push yet. */
  | { readonly kind: 'refs' };

/** What a push of `tip` brings: nothing that is not published, or what lies above the commits `onto`; none where it goes down to the roots. */
export type Range = { readonly empty: true } | { readonly empty: false; readonly onto: readonly string[] };

/** `tip` is the full hex name of a commit. */
export async function unpublishedRange(
  { directory }: Repository,
  tip: string,
  published: Published,
): Promise<Range> {
  const output = await git(directory, ['rev-list', '--boundary', tip, '--not', ...refsOf(published)]);
  const names = output.toString('latin1').split('\n').filter(Boolean);
  const boundary = names.filter((name) => name.startsWith('-')).map((name) => name.slice(1));
  if (names.length === 0) return { empty: true };
  return { empty: false, onto: boundary.length > 1 ? await independent(directory, boundary) : boundary };
}

/** Those of the commits between `onto` and `tip` that nobody else has; all full hex. */
export async function unpublishedCommits(
  { directory }: Repository,
  tip: string,
  onto: readonly string[],
  published: Published,
): Promise<ReadonlySet<string>> {
  const args = ['rev-list', tip, '--not', ...onto, ...refsOf(published)];
  const output = await git(directory, args);
  return new Set(output.toString('latin1').split('\n').filter(Boolean));
}

function refsOf(published: Published): readonly string[] {
  if (published.kind === 'refs') return ['--all'];
  const { remote, except } = published;
  // The remote's HEAD is one of its branches under another name, maybe the very one.
  const left = except === undefined ? [] : ['HEAD', except];
  return [...left.map((name) => `--exclude=${remote}/${name}`), `--remotes=${remote}`];
}

/** Without those that another one can reach. */
async function independent(directory: string, commits: readonly string[]): Promise<readonly string[]> {
  const output = await git(directory, ['merge-base', '--independent', ...commits]);
  return output.toString('latin1').split('\n').filter(Boolean);
}

/** What a symbolic ref stands for; undefined where there is none of that name. */
export async function readSymbolicRef(repository: Repository, name: string): Promise<string | undefined> {
  if (!(await isRefName(repository, name))) return undefined;
  const args = ['symbolic-ref', '--quiet', name];
  const { exitCode, stdout, stderr } = await runGit(repository.directory, args);
  if (exitCode > 1) throw gitFailed('symbolic-ref', exitCode, stderr);
  return exitCode === 0 ? stdout.toString('utf8').trimEnd() : undefined;
}

/** The commit that a remote's branch was seen at; undefined for a name that no branch can have, and where there is none. */
export async function findRemoteBranch(
  repository: Repository,
  remote: string,
  branch: string,
): Promise<string | undefined> {
  const ref = `refs/remotes/${remote}/${branch}`;
  return (await isRefName(repository, ref)) ? (await findCommit(repository, ref))?.oid : undefined;
}

/** A remote may be given by its URL, and a branch by whatever an environment says. */
async function isRefName({ directory }: Repository, name: string): Promise<boolean> {
  const { exitCode } = await runGit(directory, ['check-ref-format', '--allow-onelevel', name]);
  return exitCode === 0;
}
