import { plainDigits } from '../../core/ledger/files/next-number.ts';
import { MAIN_BACKLOG } from '../../core/ledger/named-backlog.ts';
import type { Snapshot } from '../../core/ledger/snapshot.ts';
import { enumerate } from '../../core/messages/wording.ts';
import { chooseLedger } from '../../drawing/ledgers/chosen-ledger.ts';
import { TidemarkError } from '../../errors.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import type { Kind } from '../../formats/kinds/kind.ts';
import { readerOf } from '../../reading/ledgers/names.ts';
import { isBacklog } from '../../reading/chosen-backlog.ts';
import type { Settings } from '../../reading/settings.ts';
import type { Reading } from '../../reading/snapshots.ts';
import { keyOf } from '../planning/renumber-cases.ts';
import type { AskedNumbers } from './ledger-repair.ts';

/** IDs as they were written; empty for whatever is found. */
interface AskedBacklog {
  readonly name: string | undefined;
  readonly ids: readonly string[];
}

/** What of backlogs and of ledgers somebody asks for. */
export interface Asked {
  /** Those that are not left alone; `name` is undefined for the one at the top of the configuration. */
  readonly backlogs: readonly AskedBacklog[];
  readonly ledgers: readonly FileLedger[];
  readonly numbers: AskedNumbers;
}

type Top = Pick<Reading, 'settings' | 'snapshot' | 'list'>;

/**
 * Sorts IDs by what they are of: the ledger that is named, else the ledger that has such a number, else the backlog that has the ID. `backlogs` are those of
 * the work tree, the one at the top of the configuration first. Throws `usage` for a number that nothing has, or that several ledgers have.
 */
export async function askedOf(
  backlogs: readonly [top: Top, ...named: Top[]],
  ids: readonly string[],
  name: string | undefined,
): Promise<Asked> {
  const [{ settings, list }] = backlogs;
  const { ledgers, named } = settings;
  if (name === undefined) {
    const isAlone = ledgers.length === 0 && named.length === 0;
    if (isAlone) return { backlogs: [{ name, ids }], ledgers, numbers: undefined };
    const present = backlogs.filter(({ snapshot }) => snapshot.backlog.state !== 'missing');
    if (ids.length > 0) return sorted(ids, ledgers, await keysOf(list, ledgers), present);
    const all = present.map((one) => ({ name: one.settings.name, ids }));
    return { backlogs: all, ledgers, numbers: undefined };
  }
  if (isBacklog(settings, name)) {
    const own = named.find((one) => one.name === name);
    return { backlogs: [{ name: own?.name, ids }], ledgers: [], numbers: undefined };
  }
  const chosen = [chooseLedger({ ledgers, named }, name)];
  return sorted(ids, chosen, await keysOf(list, chosen), []);
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
  backlogs: readonly Top[],
): Asked {
  if (ids.length === 0) return { backlogs: [], ledgers: chosen, numbers: undefined };
  const own = new Map<string | undefined, string[]>();
  const numbers = new Map<string, string[]>();
  for (const id of ids) {
    const found = theOnly(id, chosen, keys);
    if (found) numbers.set(found.name, [...(numbers.get(found.name) ?? []), found.key]);
    else {
      const { name } = theBacklog(id, chosen, backlogs);
      own.set(name, [...(own.get(name) ?? []), id]);
    }
  }
  return {
    backlogs: [...own].map(([name, some]) => ({ name, ids: some })),
    ledgers: chosen.filter(({ terms }) => numbers.has(terms.name)),
    numbers,
  };
}

/** The backlog that has an ID; of several the one that has it twice. */
function theBacklog(id: string, ledgers: readonly FileLedger[], backlogs: readonly Top[]): Settings {
  const [first, another] = backlogs;
  if (!first)
    throw unknown(
      id,
      ledgers.map(({ terms }) => terms.name),
    );
  if (!another) return first.settings;
  const key = keyOf(id);
  const counts = backlogs.map(
    ({ snapshot }) => claimsIn(snapshot).filter((claim) => claim.key === key).length,
  );
  const having = backlogs.filter((_one, at) => (counts[at] ?? 0) > 0);
  const shared = backlogs.filter((_one, at) => (counts[at] ?? 0) > 1);
  const [meant, ...others] = shared.length > 0 ? shared : having;
  const nameOf = ({ settings }: Top): string => settings.name ?? MAIN_BACKLOG;
  if (!meant) throw unknown(id, backlogs.map(nameOf));
  if (others.length > 0) throw ambiguous(id, [meant, ...others].map(nameOf));
  return meant.settings;
}

function claimsIn({ backlog, directories }: Snapshot): readonly { readonly key: string }[] {
  return [...(backlog.state === 'readable' ? backlog.backlog.items : []), ...directories];
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

function unknown(id: string, names: readonly string[]): TidemarkError {
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
