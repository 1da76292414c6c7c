import { createHash } from 'node:crypto';
import { env } from 'node:process';

import { git } from '../git/git.ts';
import type { Repository } from '../git/repository.ts';
import { TidemarkError } from '../../errors.ts';

/** Where a remote is, as the user's own git configuration says, and how it is reached. */
export interface Address {
  /** The name of the remote. */
  readonly remote: string;
  readonly url: string;
  /** The programs at the other end, where the user names others than git's. */
  readonly programs: { readonly push: string | undefined; readonly fetch: string | undefined };
  /** See `PrivateGit`. */
  readonly settings: readonly (readonly [key: string, value: string])[];
  /** Who commits, as git has it: `Kim <kim@example.com>`. */
  readonly author: string;
  /** The same for those that reach it in the same manner with the same rights and in the same name: sixteen digits in hex. */
  readonly way: string;
}

/**
 * Looks up a remote by its name. A URL is no name: which hosts are asked is up to the user's own configuration. Throws `usage` where there is no
 * such remote, or where it stands for several places.
 */
export async function findAddress({ directory }: Repository, remote: string): Promise<Address> {
  const settings = await listSettings(directory);
  const valuesOf = (key: string): readonly string[] =>
    settings.flatMap((setting) => (setting.key === key && setting.value !== '' ? [setting.value] : []));
  const pushed = valuesOf(`remote.${remote}.pushurl`);
  const [url, another] = pushed.length > 0 ? pushed : valuesOf(`remote.${remote}.url`);
  if (!isName(remote) || url === undefined) throw noRemote(remote, settings);
  if (another !== undefined)
    throw new TidemarkError(
      'usage',
      `The remote ${remote} has several URLs to push to, and numbers have to come from one place.`,
      'Name a remote with one URL: `git remote add numbers URL`, then `shared: numbers`.',
    );
  const programs = {
    push: valuesOf(`remote.${remote}.receivepack`).at(-1),
    fetch: valuesOf(`remote.${remote}.uploadpack`).at(-1),
  };
  // What is said of one remote wins over what is said of all.
  const proxies = valuesOf(`remote.${remote}.proxy`).map((value) => ['http.proxy', value] as const);
  const author = authorOf(valuesOf('user.name').at(-1), valuesOf('user.email').at(-1));
  const reaching = settings.filter(isOfReaching).map(({ key, value }) => [key, value] as const);
  return {
    remote,
    url,
    programs,
    settings: [...settings.filter(isOfCloneAlone).map(({ key, value }) => [key, value] as const), ...proxies],
    author,
    way: digestOf([programs, author, reaching, proxies, Object.entries(env).filter(isOfIdentity)]),
  };
}

/** Settings that say what of a place is reached, and as whom, wherever they come from. */
function isOfReaching({ key }: Setting): boolean {
  return /^(?:credential|http|https|url|ssh|protocol)\.|^core\.(?:sshcommand|gitproxy|askpass)$/u.test(key);
}

/** Variables that do. */
function isOfIdentity([name]: readonly [name: string, value: unknown]): boolean {
  return /^(?:GIT_(?!AUTHOR_|COMMITTER_|TRACE|EDITOR|PAGER)\w+|SSH_\w+|HOME|XDG_CONFIG_HOME|\w+_proxy)$/iu.test(
    name,
  );
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

/** What becomes the name of a directory: no path, and no option of git. */
function isName(remote: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u.test(remote) && !remote.includes('..');
}

interface Setting {
  readonly scope: string;
  readonly key: string;
  readonly value: string;
}

async function listSettings(directory: string): Promise<readonly Setting[]> {
  const output = await git(directory, ['config', '--list', '--show-scope', '--includes', '-z']);
  const words = output.toString('utf8').split('\0');
  return words.flatMap((scope, at) => {
    const [key = '', ...rest] = (words[at + 1] ?? '').split('\n');
    return at % 2 === 1 || key === '' ? [] : [{ scope, key, value: rest.join('\n') }];
  });
}

/**
 * Settings of the system and the user hold in any repository; these are the ones about remotes that hold in this clone alone. What forbids
 * protocols to every other git of Tidemark's is none of them.
 */
function isOfCloneAlone({ scope, key }: Setting): boolean {
  if (scope === 'system' || scope === 'global') return false;
  if (/^protocol\.(?!version$)/u.test(key)) return scope !== 'command';
  return /^(?:credential|http|https|url|ssh)\.|^core\.(?:sshcommand|gitproxy|askpass)$/u.test(key);
}

function authorOf(name = '', email = ''): string {
  const clean = (text: string): string => text.replaceAll(/[<>\p{Cc}]/gu, '').trim();
  return `${clean(name) || 'Unknown'} <${clean(email).replaceAll(' ', '') || 'unknown@localhost'}>`;
}

function noRemote(remote: string, settings: readonly Setting[]): TidemarkError {
  const names = settings.flatMap(({ key }) => /^remote\.(.+)\.url$/u.exec(key)?.[1] ?? []);
  const known = [...new Set(names)].join(', ');
  return new TidemarkError(
    'usage',
    `There is no remote ${JSON.stringify(remote)} in this clone.`,
    known === ''
      ? 'Add it: `git remote add origin URL`. `--local` takes a number that is not shared.'
      : `Name one of these: ${known}. \`--local\` takes a number that is not shared.`,
  );
}
