import { readUsualSetting } from './git-config.ts';
import { findCommit } from './repository.ts';
import type { Repository } from './repository.ts';
import { git, gitFailed, runGit } from './git.ts';

/** Which commits somebody else has already. */
export type Published =
  /** Those that a remote is known to have; `except` is a branch of it that does not count, as it was just pushed. */
  | { readonly kind: 'remote'; readonly remote: string; readonly except?: string | undefined }
  /** Those that any ref has, as on a server that has not taken a push yet. */
  | { readonly kind: 'refs' }
  /** Those behind these commits (full hex), and no others. */
  | { readonly kind: 'commits'; readonly commits: readonly string[] };

/** A branch by its full name in this repository, and where it is; undefined where nothing has been committed to it. */
export interface Branch {
  readonly ref: string;
  readonly commit: string | undefined;
}

/** What a push of `tip` brings: nothing that is not published, or what lies above the commits `onto`; none where it goes down to the roots. */
export type Range = { readonly empty: true } | { readonly empty: false; readonly onto: readonly string[] };

/** `tip` is the full hex name of a commit. */
export async function unpublishedRange(
  { directory }: Repository,
  tip: string,
  published: Published,
): Promise<Range> {
  const output = await git(directory, ['rev-list', '--boundary', tip, '--not', ...excluding(published)]);
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
  const args = ['rev-list', tip, '--not', ...onto, ...excluding(published)];
  const output = await git(directory, args);
  return new Set(output.toString('latin1').split('\n').filter(Boolean));
}

/** What stands behind `--not` in a question about what nobody else has. */
export function excluding(published: Published): readonly string[] {
  if (published.kind === 'refs') return ['--all'];
  if (published.kind === 'commits') return published.commits;
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
async function readSymbolicRef(repository: Repository, name: string): Promise<string | undefined> {
  if (name !== 'HEAD' && !(await isRefName(repository, name))) return undefined;
  const args = ['symbolic-ref', '--quiet', name];
  const { exitCode, stdout, stderr } = await runGit(repository.directory, args);
  if (exitCode > 1) throw gitFailed('symbolic-ref', exitCode, stderr);
  return exitCode === 0 ? stdout.toString('utf8').trimEnd() : undefined;
}

/** The branch that HEAD names, by its full name; undefined where HEAD is detached. */
export async function readHeadBranch(repository: Repository): Promise<string | undefined> {
  return readSymbolicRef(repository, 'HEAD');
}

/** What a ref stands for in the end, through any number of symbolic refs. */
async function resolveRef(repository: Repository, ref: string): Promise<string> {
  const target = await readSymbolicRef(repository, ref);
  return target === undefined || target === ref ? ref : resolveRef(repository, target);
}

/** What some refs stand for in the end. Of very many those are left out whose target is not there yet. */
export async function resolveRefs(
  repository: Repository,
  refs: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (refs.length <= FEW_REFS)
    return new Map(
      await Promise.all(refs.map(async (ref) => [ref, await resolveRef(repository, ref)] as const)),
    );
  const output = await git(repository.directory, ['for-each-ref', '--format=%(refname) %(symref)']);
  const lines = output.toString('utf8').split('\n');
  return new Map(
    lines.map((line) => {
      const [ref = '', target = ''] = line.split(' ');
      return [ref, target || ref] as const;
    }),
  );
}

const FEW_REFS = 10;

/** The default branch of this very repository, as a server has it: HEAD's; undefined where HEAD is detached. */
export async function readOwnDefault(repository: Repository): Promise<Branch | undefined> {
  const head = await readHeadBranch(repository);
  if (head === undefined) return undefined;
  const ref = await resolveRef(repository, head);
  return { ref, commit: (await findCommit(repository, ref))?.oid };
}

/**
 * A remote's default branch, as this clone last saw it: what its HEAD names, else `main`, `master` or what new repositories of this user begin
 * with. Undefined for a URL, and where there is none of them. `named` is what somebody else calls it.
 */
export async function readRemoteDefault(
  repository: Repository,
  remote: string,
  named?: string,
): Promise<Branch | undefined> {
  const base = `refs/remotes/${remote}`;
  const told = named === undefined ? undefined : `${base}/${named}`;
  if (!(await isRefName(repository, told ?? base))) return undefined;
  // Where it is not in this clone, another one must not stand in for it.
  if (told !== undefined) return { ref: told, commit: (await findCommit(repository, told))?.oid };
  return firstOf(repository, base, await readSymbolicRef(repository, `${base}/HEAD`));
}

/** The branch of this clone that stands for the default one where there is no remote. */
export async function readLocalDefault(repository: Repository): Promise<Branch | undefined> {
  return firstOf(repository, 'refs/heads', undefined);
}

async function firstOf(
  repository: Repository,
  base: string,
  head: string | undefined,
): Promise<Branch | undefined> {
  const usual = await readUsualSetting(repository, 'init.defaultbranch');
  const names = [head, ...['main', 'master', usual].map((name) => name && `${base}/${name}`)];
  for (const ref of new Set(names)) {
    const commit = ref === undefined || ref === '' ? undefined : await findCommit(repository, ref);
    if (ref !== undefined && commit) return { ref, commit: commit.oid };
  }
  return undefined;
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
  const { exitCode, stderr } = await runGit(directory, ['check-ref-format', '--allow-onelevel', name]);
  if (exitCode > 1) throw gitFailed('check-ref-format', exitCode, stderr);
  return exitCode === 0;
}
