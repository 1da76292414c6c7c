import type { ConfigFile } from './config-schema.ts';
import { DEFAULT_BACKLOGS } from './default-config.ts';
import type { ProjectConfig } from './default-config.ts';
import { fileLedgerOf, isOfFiles } from './file-ledger.ts';
import { namedBacklogOf } from './named-backlog.ts';

/** What a valid configuration says. `replacesMain`: one of its backlogs takes the place of the one at the top. */
export function projectConfigOf(file: ConfigFile, replacesMain: boolean): ProjectConfig {
  const { backlog, worklog, changes, ledgers, shared, block, ...policy } = file;
  const places = { ...(backlog !== undefined && { backlog }), worklog, changes };
  const sharing = { ...(shared !== undefined && { shared }), block };
  return {
    ...places,
    ...sharing,
    backlogs: ledgers.filter((one) => !isOfFiles(one)).map(namedBacklogOf),
    replacesMain,
    ledgers: ledgers.filter(isOfFiles).map(fileLedgerOf),
    policy,
  };
}

/** Where the backlog is that the top of the file leads to. */
export function topOf({ backlog = DEFAULT_BACKLOGS[0], worklog, changes }: ConfigFile) {
  return { path: backlog, worklog, changes };
}
