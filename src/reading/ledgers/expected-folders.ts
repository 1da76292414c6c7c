import { glanceAt } from '../../adapters/disk/work-files.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { ProjectConfig } from '../../formats/config/default-config.ts';
import { parseConfigOnce } from '../parse-once.ts';
import { CONFIG_FILE } from '../settings.ts';
import type { LocalSettings } from '../settings.ts';

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

async function configOnDisk(root: string): Promise<ProjectConfig | undefined> {
  const bytes = glanceAt(root, CONFIG_FILE);
  const reading = bytes && (await parseConfigOnce(CONFIG_FILE, bytes));
  return reading && 'config' in reading ? reading.config : undefined;
}
