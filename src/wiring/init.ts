import { readWorkFile, replaceWorkFile } from '../adapters/disk/work-files.ts';
import { listTracked } from '../adapters/git/index/index-listing.ts';
import { openRepository, rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { groupBy } from '../core/ids/group-by.ts';
import { highestOf } from '../core/ledger/files/next-number.ts';
import type { BacklogState } from '../core/ledger/snapshot.ts';
import { TidemarkError } from '../errors.ts';
import { completeConfig, type NewEntry } from '../formats/discovery/complete-config.ts';
import { MAIN_BACKLOG, overlap } from '../core/ledger/named-backlog.ts';
import { findLedgers } from '../formats/discovery/find-ledgers.ts';
import { nameLedgers } from '../formats/discovery/ledger-names.ts';
import type { NamedLedger } from '../formats/discovery/ledger-names.ts';
import { parseConfig } from '../formats/config/config.ts';
import { fileLedgerOf } from '../formats/config/file-ledger.ts';
import { decodeUtf8 } from '../formats/text/utf8.ts';
import { readSettled } from '../reading/ledgers/settled.ts';
import type { FoundLedger } from '../formats/discovery/found-ledger.ts';
import { findNested } from '../reading/ledgers/nested-backlogs.ts';
import { CONFIG_FILE, readLocalSettings } from '../reading/settings.ts';
import { readSnapshot } from '../reading/snapshots.ts';
import type { Where } from '../writing/workbench.ts';

/** What is numbered in a repository, and the configuration that names it. */
export interface Initiation {
  /** Ledgers that no configuration names yet. */
  readonly found: readonly FoundLedger[];
  /** The names of those that the configuration has already. */
  readonly configured: readonly string[];
  /** Null where there is none, or it cannot be read. */
  readonly backlog: { readonly path: string; readonly items: number; readonly mark: number | null } | null;
  /** The configuration: what it was (null for none), and what it is with what was found. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Looks at the tracked files for folders of numbered ones, and writes the configuration that names them; with `dryRun` nothing is written. An
 * existing one is completed, and keeps all its other bytes. Throws `config` for one that is broken, `refused` for one that nothing can be put into.
 */
export async function init(
  { cwd }: Pick<Where, 'cwd'>,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<Initiation> {
  const repository = await openRepository(cwd);
  const root = rootOf(repository);
  const local = await readLocalSettings(repository, undefined);
  const source = { kind: 'worktree', ignored: false } as const;
  const { settings, snapshot } = await readSnapshot(
    repository,
    source,
    { label: 'work tree', commit: undefined, role: 'candidate' },
    local,
  );
  const known = settings.ledgers.map(({ terms }) => terms);
  const tracked = await listTracked(root);
  const folders = findLedgers(tracked).filter(
    ({ path }) => !known.some(({ paths }) => paths.some((own) => overlap(own, path))),
  );
  const names = [...known, ...settings.named].map(({ name }) => name);
  const nested = await findNested(root, tracked, settings, [...names, MAIN_BACKLOG]);
  const named = nameLedgers(folders, [...names, ...nested.map(({ name }) => name)]);
  const bytes = await readWorkFile(root, CONFIG_FILE);
  const { before, after } = configWith(bytes, [
    ...nested.map((one) => ({ ownName: one.ownName, path: one.path, kind: { name: one.kind } })),
    ...named,
  ]);
  if (!dryRun && after !== before && after !== null) await replaceWorkFile(root, CONFIG_FILE, bytes, after);
  return {
    found: [
      ...nested.map(({ ownName: _ownName, ...one }) => one),
      ...(await Promise.all(named.map(async (ledger) => told(repository, ledger)))),
    ],
    configured: names,
    backlog: backlogOf(snapshot.backlog),
    path: CONFIG_FILE,
    before,
    after,
  };
}

function configWith(
  bytes: Uint8Array | undefined,
  ledgers: readonly NewEntry[],
): Pick<Initiation, 'before' | 'after'> {
  const before = textOf(bytes);
  if (ledgers.length === 0) return { before, after: before };
  const after = completeConfig(before ?? '', ledgers);
  if (after !== undefined && hasLedgers(after, ledgers.length)) return { before, after };
  throw new TidemarkError(
    'refused',
    `${CONFIG_FILE} is written in a way that nothing can be added to.`,
    'Write its `ledgers:` as a list of its own lines, or add the entries by hand.',
    [completeConfig('', ledgers) ?? ''],
  );
}

/** Its bytes were read as a configuration before. */
function textOf(bytes: Uint8Array | undefined): string | null {
  const decoded = bytes && decodeUtf8(bytes);
  return decoded && 'text' in decoded ? decoded.text : null;
}

function hasLedgers(text: string, count: number): boolean {
  const reading = parseConfig(CONFIG_FILE, Buffer.from(text));
  if (!('config' in reading)) return false;
  return reading.config.ledgers.length + reading.config.backlogs.length >= count;
}

async function told(repository: Repository, ledger: NamedLedger): Promise<FoundLedger> {
  const { kind, ownName, path, pattern, entries } = ledger;
  const config = { kind: kind.name, path, ...(pattern !== undefined && { pattern }) };
  const isSettled = await readSettled(repository, fileLedgerOf(config), entries);
  const doubles = [...groupBy(entries, ({ key }) => key).values()].filter((own) => {
    const places = own.map(({ files: [place] }) => ({ place }));
    return (
      own.length > 1 && !places.some((one) => places.some((other) => one !== other && isSettled(one, other)))
    );
  });
  return {
    name: ownName ?? kind.name,
    kind: kind.name,
    path,
    pattern: pattern ?? null,
    entries: entries.length,
    highest: highestOf(entries)?.written ?? null,
    doubles: doubles.map(([first]) => first.written),
  };
}

function backlogOf(state: BacklogState): Initiation['backlog'] {
  if (state.state !== 'readable') return null;
  const { path, items, mark } = state.backlog;
  return { path, items: items.length, mark: mark.state === 'valid' ? mark.value : null };
}
