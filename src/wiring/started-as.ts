import { delimiter, dirname, isAbsolute, join, relative, sep } from 'node:path';

import { dependsOn, isProgram, isThere } from '../adapters/programs/installation.ts';
import { plainWord } from '../core/messages/wording.ts';

/** How this very program was started, and where the reader of its messages is. */
export interface Start {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The bin's path, absolute, as it was given to Node. */
  readonly bin: string;
  /** Absolute. */
  readonly directory: string;
}

/**
 * What a person in `directory` types to start Tidemark again: `npx tidemark`, `pnpm exec tidemark`, `yarn tidemark`, `tidemark` where that is
 * on the PATH, else the bin by its path. A hook, which nobody started by hand, gets what the project uses.
 */
export function startedAs(start: Start): string {
  // Whoever pushes stands in another place than the server.
  if (start.env['GIT_QUARANTINE_PATH']) return NAME;
  return inProject(start) ?? onPath(start) ?? inCache(start) ?? asDependency(start) ?? byPath(start);
}

const NAME = 'tidemark';

const RUNNERS = {
  npm: `npx ${NAME}`,
  pnpm: `pnpm exec ${NAME}`,
  yarn: `yarn ${NAME}`,
  bun: `bunx ${NAME}`,
} as const;

type Manager = keyof typeof RUNNERS;

const LOCKFILES: readonly (readonly [string, Manager])[] = [
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/** The bin is one that the project around `directory` has installed. */
function inProject({ env, bin, directory }: Start): string | undefined {
  const isHome = (home: string): boolean =>
    bin.startsWith(join(home, 'node_modules') + sep) ||
    (/\.zip[\\/]/u.test(bin) && isThere(join(home, '.pnp.cjs')));
  const home = ancestors(directory).find(isHome);
  return home === undefined ? undefined : RUNNERS[callingManager(env) ?? managerOf(home)];
}

/** The bin was fetched to be run once. */
function inCache({ env, bin }: Start): string | undefined {
  if (!/[\\/](?:_npx|dlx[^\\/]*)[\\/]/u.test(bin)) return undefined;
  const manager = callingManager(env) ?? 'npm';
  return manager === 'npm' || manager === 'bun' ? RUNNERS[manager] : `${manager} dlx ${NAME}`;
}

/** Package managers and husky put a project's own programs on the PATH while they run: nobody else finds those there. */
function onPath({ env }: Start): string | undefined {
  const directories = (env['PATH'] ?? '').split(delimiter).filter((path) => !path.endsWith('.bin'));
  return directories.some((path) => isAbsolute(path) && isProgram(join(path, NAME))) ? NAME : undefined;
}

function asDependency({ directory }: Start): string | undefined {
  const home = ancestors(directory).find(
    (path) => isThere(join(path, 'node_modules', '.bin', NAME)) || dependsOn(path, NAME),
  );
  return home === undefined ? undefined : RUNNERS[managerOf(home)];
}

/** The log of a CI is read on another machine. */
function byPath({ env, bin, directory }: Start): string {
  if (env['CI'] || !isAbsolute(bin)) return NAME;
  const inside = relative(directory, bin);
  return `node ${plainWord(/^(?:\.\.|-)/u.test(inside) || isAbsolute(inside) ? bin : inside)}`;
}

/** Every package manager tells the programs that it starts its name and version. */
function callingManager(env: Start['env']): Manager | undefined {
  const [name = ''] = (env['npm_config_user_agent'] ?? '').split('/');
  return isManager(name) ? name : undefined;
}

function isManager(name: string): name is Manager {
  return Object.hasOwn(RUNNERS, name);
}

function managerOf(home: string): Manager {
  return LOCKFILES.find(([file]) => isThere(join(home, file)))?.[1] ?? 'npm';
}

/** From the directory itself up to the root. */
function ancestors(directory: string): readonly string[] {
  const parent = dirname(directory);
  return [directory, ...(parent === directory ? [] : ancestors(parent))];
}
