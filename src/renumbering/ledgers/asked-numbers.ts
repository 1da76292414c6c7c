import { plainDigits } from '../../core/ledger/files/next-number.ts';
import { enumerate } from '../../core/messages/wording.ts';
import { chooseLedger } from '../../drawing/ledgers/chosen-ledger.ts';
import { TidemarkError } from '../../errors.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import type { Kind } from '../../formats/kinds/kind.ts';
import { readerOf } from '../../reading/ledgers/names.ts';
import type { Reading } from '../../reading/snapshots.ts';
import type { AskedNumbers } from './ledger-repair.ts';

/** What of a backlog and of ledgers somebody asks for. */
export interface Asked {
  /** IDs as they were written; empty for whatever is found. Undefined where the backlog is left alone. */
  readonly backlog: readonly string[] | undefined;
  readonly ledgers: readonly FileLedger[];
  readonly numbers: AskedNumbers;
}

/**
 * Sorts IDs by what they are of: the ledger that is named, else the ledger that has such a number, else the backlog. Throws `usage` for a number that nothing
 * has, or that several ledgers have.
 */
export async function askedOf(
  { settings, snapshot, list }: Pick<Reading, 'settings' | 'snapshot' | 'list'>,
  ids: readonly string[],
  name: string | undefined,
): Promise<Asked> {
  const { ledgers } = settings;
  if (ledgers.length === 0 && name === undefined) return { backlog: ids, ledgers, numbers: undefined };
  if (name !== undefined || ids.length > 0) {
    const chosen = name === undefined ? ledgers : [chooseLedger(ledgers, name)];
    const keys = await keysOf(list, chosen);
    return sorted(ids, chosen, keys, name === undefined && snapshot.backlog.state !== 'missing');
  }
  const hasBacklog = snapshot.backlog.state !== 'missing';
  return { backlog: hasBacklog ? [] : undefined, ledgers, numbers: undefined };
}

type Keys = ReadonlyMap<FileLedger, ReadonlyMap<string, number>>;

/** How many entries have each number. */
async function keysOf(list: Reading['list'], ledgers: readonly FileLedger[]): Promise<Keys> {
  const listing = await list(ledgers.flatMap(({ terms }) => terms.paths));
  const paths = [...listing.values()].flat().map(({ path }) => path);
  return new Map(
    ledgers.map(({ kind, terms }, at) => {
      const read = readerOf({ kind, paths: terms.paths });
      const slugs = new Map<string, Set<string>>();
      for (const found of paths.flatMap((path) => read(path).name ?? []))
        slugs.set(found.key, (slugs.get(found.key) ?? new Set()).add(found.slug));
      const counts = new Map([...slugs].map(([key, own]) => [key, own.size]));
      return [ledgers[at] ?? { kind, terms }, counts];
    }),
  );
}

function sorted(
  ids: readonly string[],
  chosen: readonly FileLedger[],
  keys: Keys,
  hasBacklog: boolean,
): Asked {
  if (ids.length === 0) return { backlog: undefined, ledgers: chosen, numbers: undefined };
  const backlog: string[] = [];
  const numbers = new Map<string, string[]>();
  for (const id of ids) {
    const found = theOnly(id, chosen, keys);
    if (found) numbers.set(found.name, [...(numbers.get(found.name) ?? []), found.key]);
    else if (hasBacklog) backlog.push(id);
    else throw unknown(id, chosen);
  }
  return {
    backlog: backlog.length > 0 ? backlog : undefined,
    ledgers: chosen.filter(({ terms }) => numbers.has(terms.name)),
    numbers,
  };
}

interface Found {
  readonly name: string;
  readonly key: string;
}

/** What has a number; undefined where nothing has. Of several ledgers those that have it twice. */
function theOnly(id: string, chosen: readonly FileLedger[], keys: Keys): Found | undefined {
  const all = chosen.flatMap((ledger) => {
    const counts = keys.get(ledger) ?? new Map<string, number>();
    const key = spellingsOf(id, ledger.kind).find((one) => counts.has(one));
    return key === undefined ? [] : [{ name: ledger.terms.name, key, count: counts.get(key) ?? 0 }];
  });
  const shared = all.filter(({ count }) => count > 1);
  const [first, ...others] = shared.length > 0 ? shared : all;
  if (first && others.length > 0)
    throw ambiguous(
      id,
      [first, ...others].map(({ name }) => name),
    );
  return first;
}

/** The keys that a text may mean, the likeliest first: `task-012` is TASK-12, `ADR-0007` is 7, `V1.2.0` is 1.2. */
function spellingsOf(text: string, { calledBy, isVersion = false }: Kind): readonly string[] {
  const [, prefix = '', digits = ''] = /^([a-z]*)[-_ ]?(\d+(?:[._]\d+)*[a-z]?)$/iu.exec(text) ?? [];
  if (digits === '') return [];
  const number = plainDigits(digits);
  const isBare = ['', calledBy, ...(isVersion ? ['V'] : [])].includes(prefix.toUpperCase());
  const spelled = [...new Set([number, isVersion ? number.replace(/(?<!\.0)(?:\.0)+$/u, '') : number])];
  return isBare ? spelled : spelled.map((one) => `${prefix.toUpperCase()}-${one}`);
}

function unknown(id: string, ledgers: readonly FileLedger[]): TidemarkError {
  const names = ledgers.map(({ terms }) => terms.name);
  return new TidemarkError(
    'usage',
    `There is no ${id}${names.length > 0 ? ` in ${enumerate(names)}` : ''}.`,
    'See `tidemark check` for numbers that are used twice.',
  );
}

function ambiguous(id: string, names: readonly string[]): TidemarkError {
  return new TidemarkError(
    'usage',
    `${enumerate(names)} have ${id}.`,
    'Say with --ledger which of them is meant.',
  );
}
