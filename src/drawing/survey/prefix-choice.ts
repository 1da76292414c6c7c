import { prefixesIn } from '../../core/ids/claim-groups.ts';
import { parseItemId } from '../../core/ids/item-id.ts';
import { rowsOf } from '../../core/ledger/rows/item-rows.ts';
import { TidemarkError } from '../../errors.ts';
import { CONFIG_FILE } from '../../reading/settings.ts';
import type { Reading } from '../../reading/snapshots.ts';
import type { KnownNumbers } from './known-numbers.ts';

/** The prefixes that a new item may get, upper-case. */
export interface Prefixes {
  /** Those of `prefixes:` in the configuration: there are no others then. */
  readonly listed: readonly string[];
  /** The same, and that of the TOML file; the first is the one to use. */
  readonly configured: readonly string[];
  /** Those of the work tree's items; without any, of items elsewhere; without any, of other claims. */
  readonly used: readonly string[];
  /** An ID of the work tree that is no PREFIX-NUMBER; undefined where there is none. */
  readonly malformed: string | undefined;
}

export function prefixesOf(
  { snapshot, settings }: Reading,
  { items, traces }: Pick<KnownNumbers, 'items' | 'traces'>,
): Prefixes {
  const { policy, prefixes } = settings;
  const backlog = snapshot.backlog.state === 'readable' ? snapshot.backlog.backlog : undefined;
  const own = backlog ? rowsOf(backlog) : [];
  const counted = [own, items, traces].find((some) => some.length > 0) ?? [];
  const used = [...prefixesIn(counted)].toSorted();
  return { listed: policy.prefixes, configured: prefixes, used, malformed: backlog?.malformed[0]?.text };
}

/** A prefix, upper-case, and what people should know about it. */
interface PrefixChoice {
  readonly prefix: string;
  readonly notices: readonly string[];
}

/** The prefix that was given, else the configured one, else the only one in use. Throws `usage` where that leaves none or several. */
export function choosePrefix(given: string | undefined, prefixes: Prefixes): PrefixChoice {
  return given === undefined ? { prefix: defaultPrefix(prefixes), notices: [] } : takePrefix(given, prefixes);
}

function takePrefix(given: string, { listed, configured, used }: Prefixes): PrefixChoice {
  const prefix = parseItemId(`${given}-1`)?.prefix;
  if (prefix === undefined)
    throw new TidemarkError(
      'usage',
      `${given} is not a prefix.`,
      'A prefix is made of letters and digits, such as WRK.',
    );
  if (listed.length > 0 && !configured.includes(prefix)) {
    throw new TidemarkError(
      'usage',
      `${prefix} is not among the prefixes in ${CONFIG_FILE}: ${configured.join(', ')}.`,
      `Use one of these, or add it there: \`prefixes: [${[...listed, prefix].join(', ')}]\`.`,
    );
  }
  const isKnown = used.length === 0 || [...configured, ...used].includes(prefix);
  return {
    prefix,
    notices: isKnown ? [] : [`No item had the prefix ${prefix} before; in use: ${used.join(', ')}.`],
  };
}

function defaultPrefix({ configured: [first], used, malformed }: Prefixes): string {
  const [only, another] = used;
  if (first !== undefined) return first;
  if (only !== undefined && another === undefined) return only;
  throw only === undefined
    ? new TidemarkError(
        'usage',
        malformed === undefined
          ? 'No prefix is in use yet.'
          : `No prefix is in use: the IDs here are such as ${malformed}, and only PREFIX-NUMBER can be guarded.`,
        `Name one: \`--prefix WRK\`, or \`prefixes: [WRK]\` in ${CONFIG_FILE}.`,
      )
    : new TidemarkError(
        'usage',
        `Several prefixes are in use: ${used.join(', ')}.`,
        `Name one: \`--prefix ${only}\`. Or list them in ${CONFIG_FILE}, the usual one first: \`prefixes: [${used.join(', ')}]\`.`,
      );
}
