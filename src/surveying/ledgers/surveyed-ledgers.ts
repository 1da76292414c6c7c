import { readWorkFile } from '../../adapters/disk/work-files.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { parseConfigOnce } from '../../reading/parse-once.ts';
import { CONFIG_FILE } from '../../reading/settings.ts';
import type { Settings } from '../../reading/settings.ts';

/** The ledgers of a commit's configuration; where that names none, those that somebody is about to commit. */
export async function surveyedLedgers(
  { root }: Repository,
  { ledgers }: Pick<Settings, 'ledgers'>,
): Promise<readonly FileLedger[]> {
  if (ledgers.length > 0 || root === undefined) return ledgers;
  const bytes = await readWorkFile(root, CONFIG_FILE).catch(() => undefined);
  const parsed = bytes && (await parseConfigOnce(CONFIG_FILE, bytes));
  return parsed && 'config' in parsed ? parsed.config.ledgers : [];
}
