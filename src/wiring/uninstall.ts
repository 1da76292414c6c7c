import { join } from 'node:path';

import { readHook } from '../adapters/disk/hook-files.ts';
import { readSetting } from '../adapters/git/git-config.ts';
import { findHookPlace } from '../adapters/git/hook-place.ts';
import type { HookPlace } from '../adapters/git/hook-place.ts';
import type { HookName } from '../checking/hook-name.ts';
import { isShared } from './hooks/hook-form.ts';
import { removeLines } from './hooks/hook-block.ts';
import { hookNames, NODE_SETTING, openHooked } from './hook-wiring.ts';
import type { Wiring } from './hook-wiring.ts';
import type { HookChange } from './hooks/hook-plan.ts';
import { planDriverRemoval } from './merge-driver-setup.ts';

/** Works out what takes out again, and nothing else, what `install` put into a repository. Writes nothing. */
export async function planUninstall(directory: string, bare: boolean): Promise<Wiring> {
  const repository = await openHooked(directory, bare);
  const place = await findHookPlace(repository);
  const [hooks, driver, node] = await Promise.all([
    Promise.all(hookNames(bare).map(async (name) => planRemoval(name, place))),
    planDriverRemoval(repository),
    readSetting(repository.directory, NODE_SETTING, '--local'),
  ]);
  const settings = node === undefined ? [] : [{ key: NODE_SETTING, value: undefined }];
  const shared = isShared(place);
  return { repository, place, shared, hooks, settings, driver, guarded: undefined, notes: [] };
}

async function planRemoval(name: HookName, { kind, directory }: HookPlace): Promise<HookChange> {
  const path = join(directory, name);
  const file = kind === 'foreign' ? undefined : await readHook(directory, name);
  const before = file?.kind === 'file' ? file.text : undefined;
  const after = before === undefined ? undefined : removeLines(before);
  return after === undefined
    ? { name, path, state: 'unchanged' }
    : { name, path, state: 'write', before, after };
}
