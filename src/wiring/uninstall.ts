import { join } from 'node:path';

import { readHook } from '../adapters/disk/hook-files.ts';
import { findHookPlace } from '../adapters/git/hook-place.ts';
import type { HookPlace } from '../adapters/git/hook-place.ts';
import { removeBlock } from './hook-block.ts';
import type { HookName } from '../checking/hook-name.ts';
import { planDriverRemoval } from './merge-driver-setup.ts';
import { hookNames, openHooked } from './hook-wiring.ts';
import type { HookChange, Wiring } from './hook-wiring.ts';

/** Works out what takes out again, and nothing else, what `install` put into a repository. Writes nothing. */
export async function planUninstall(directory: string, bare: boolean): Promise<Wiring> {
  const repository = await openHooked(directory, bare);
  const place = await findHookPlace(repository);
  const [hooks, driver] = await Promise.all([
    Promise.all(hookNames(bare).map(async (name) => planRemoval(name, place))),
    planDriverRemoval(repository),
  ]);
  return { repository, place, hooks, driver, notes: [] };
}

async function planRemoval(name: HookName, { kind, directory }: HookPlace): Promise<HookChange> {
  const path = join(directory, name);
  const file = kind === 'foreign' ? undefined : await readHook(directory, name);
  const before = file?.kind === 'file' ? file.text : undefined;
  const after = before === undefined ? undefined : removeBlock(before);
  return after === undefined
    ? { name, path, state: 'unchanged' }
    : { name, path, state: 'write', before, after };
}
