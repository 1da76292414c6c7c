import { readSetting } from '../adapters/git/git-config.ts';
import { findHookPlace } from '../adapters/git/hook-place.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { findInstallation } from '../adapters/programs/lasting-paths.ts';
import type { Installation } from '../adapters/programs/lasting-paths.ts';
import { TidemarkError } from '../errors.ts';
import { readBacklogOf } from '../reading/backlog-reading.ts';
import { readLocalSettings } from '../reading/settings.ts';
import type { LocalSettings } from '../reading/settings.ts';
import { readGuarded } from './guarded.ts';
import { hookNames, NODE_SETTING, openHooked } from './hook-wiring.ts';
import type { Setting, Wiring } from './hook-wiring.ts';
import { isShared } from './hooks/hook-form.ts';
import { findManagers } from './hooks/hook-managers.ts';
import { planHook } from './hooks/hook-plan.ts';
import type { Site } from './hooks/hook-plan.ts';
import { notesOnInstall } from './install-notes.ts';
import type { MergedPaths } from './merge-driver-config.ts';
import { planDriver } from './merge-driver-setup.ts';

export interface InstallOptions {
  /** Absolute; anywhere inside the clone, or with `bare` the server's repository. */
  readonly directory: string;
  readonly bare: boolean;
  /** How this program is started: the paths, absolute, of node and of the bin. The hooks will run that very bin, or what an upgrade puts in its place. */
  readonly self: readonly [node: string, bin: string];
  readonly mergeDriver: boolean;
}

/**
 * Works out what wires Tidemark up in a repository: into husky's hooks where the project uses it, else where git looks for hooks.
 * Writes nothing. Throws `usage` and `cannot-read`.
 */
export async function planInstall({ directory, bare, self, mergeDriver }: InstallOptions): Promise<Wiring> {
  const repository = await openHooked(directory, bare);
  const place = await findHookPlace(repository);
  const installation = await findInstallation(self, repository.root);
  refuseUnfit(installation);
  const local = await readLocalSettings(repository, undefined);
  const managers = repository.root === undefined ? [] : await findManagers(repository.root);
  const site = { repository, place, installation, managers };
  const [hooks, settings, driver, guarded] = await Promise.all([
    Promise.all(hookNames(bare).map(async (name) => planHook(name, site))),
    planNode(site),
    mergeDriver ? planDriver(repository, installation, await mergedPaths(repository, local)) : undefined,
    bare ? undefined : readGuarded(repository, local),
  ]);
  const shared = isShared(place);
  const notes = [...notesOnInstall(site, hooks), ...(guarded?.state === 'guarded' ? guarded.notes : [])];
  return { repository, place, shared, hooks, settings, driver, guarded, notes };
}

/** What hooks cannot run, or could not run a minute later. */
function refuseUnfit({ kind, bin }: Installation): void {
  if (kind === 'zipped') {
    throw new TidemarkError(
      'cannot-read',
      `Tidemark is inside an archive, ${bin.join('*')}, where git’s hooks cannot start it.`,
      'Let Yarn unpack it: `"dependenciesMeta": { "tidemark": { "unplugged": true } }` in package.json, then `yarn install`.',
    );
  }
  if (kind === 'fleeting') {
    throw new TidemarkError(
      'cannot-read',
      'This Tidemark is gone as soon as the command ends, and git’s hooks could not start it.',
      'Install it in the project: `yarn add --dev tidemark`, then `yarn tidemark install`.',
    );
  }
}

async function mergedPaths(repository: Repository, local: LocalSettings): Promise<readonly MergedPaths[]> {
  const source = { kind: 'worktree', ignored: true } as const;
  const { backlog, settings } = await readBacklogOf(repository, source, local);
  const path = backlog.state === 'readable' ? backlog.backlog.path : backlog.path;
  const isLeftOut = settings.named.length > 0 && backlog.state === 'missing';
  const top = isLeftOut ? [] : [{ backlog: path, worklog: settings.worklog }];
  return [...top, ...settings.named.map((one) => ({ backlog: one.path, worklog: one.worklog }))];
}

/** Hooks that are the same on every machine find Node by a setting where it is not on the PATH. */
async function planNode({ repository, place, installation, managers }: Site): Promise<readonly Setting[]> {
  if (!isShared(place) && managers.length === 0) return [];
  const now = await readSetting(repository.directory, NODE_SETTING, '--local');
  return now === installation.node ? [] : [{ key: NODE_SETTING, value: installation.node }];
}
