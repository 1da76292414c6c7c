import { join } from 'node:path';

import { statsOf } from '../../adapters/disk/work-file-kind.ts';
import { glanceAt } from '../../adapters/disk/work-files.ts';
import type { ReadObject } from '../../adapters/git/objects.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import { DEFAULT_CONFIG } from '../../formats/config/default-config.ts';
import type { ProjectConfig } from '../../formats/config/default-config.ts';
import { expectCommit } from '../listing.ts';
import { parseConfigOnce } from '../parse-once.ts';
import { CONFIG_FILE } from '../settings.ts';
import type { LocalSettings } from '../settings.ts';
import { USUAL } from '../snapshots.ts';

/**
 * The folders of the ledgers that are most likely configured: git can be asked for them in one go with all else. Which ones are is said by a
 * snapshot's own configuration, and nothing depends on the guess.
 */
export async function expectedFolders(
  { root }: Repository,
  { config }: LocalSettings,
): Promise<readonly string[]> {
  const likely = config ?? (root === undefined ? undefined : await configOnDisk(root));
  return (likely?.ledgers ?? []).flatMap(({ terms }) => terms.paths);
}

/**
 * Asks for what a commit of such a ledger will have to be compared with, before more is known than where the work tree is; undefined where there is
 * more to ask for, which should be asked together with it.
 */
export function expectLedgers(root: string): ((read: ReadObject) => Promise<void>) | undefined {
  if (statsOf(join(root, DEFAULT_CONFIG.worklog)) || !statsOf(join(root, CONFIG_FILE))) return undefined;
  return async (read) => {
    const config = await configOnDisk(root);
    const folders = (config?.ledgers ?? []).flatMap(({ terms }) => terms.paths);
    if (folders.length > 0) await expectCommit({ read, atHand: new Set() }, 'HEAD', [...USUAL, ...folders]);
  };
}

async function configOnDisk(root: string): Promise<ProjectConfig | undefined> {
  const bytes = glanceAt(root, CONFIG_FILE);
  const reading = bytes && (await parseConfigOnce(CONFIG_FILE, bytes));
  return reading && 'config' in reading ? reading.config : undefined;
}
