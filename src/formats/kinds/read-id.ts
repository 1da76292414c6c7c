import type { Kind } from './kind.ts';
import { keyOf } from './read-name.ts';

/** An ID as people write it: `42`, `0042`, `ADR-42`, `task-12.1`, `V6_1`, `002a`. */
const WRITTEN = /^(?:([\p{L}]+)[-_ #]?)?(\d+(?:[._]\d+)*[a-z]?)$/iu;

/** Which keys of a ledger an ID stands for; undefined where it is none of the kind's. `name` is what the ledger is called. */
export function readId(kind: Kind, name: string, text: string): ((key: string) => boolean) | undefined {
  const [, prefix = '', number] = WRITTEN.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  const parts = number.toLowerCase().split(/[._]/u);
  const isVersion = kind.isVersion ?? false;
  const bare = keyOf({ prefix: '', parts }, isVersion);
  const long = keyOf({ prefix: prefix.toUpperCase(), parts }, isVersion);
  if (prefix === '') return (key) => key === bare || key.endsWith(`-${bare}`);
  return isCalled(kind, name, prefix) ? (key) => key === bare || key === long : (key) => key === long;
}

/** People say `ADR-42` and `V7` of names that have no prefix. */
function isCalled({ name: kind, names }: Kind, name: string, prefix: string): boolean {
  const words = `${kind} ${name} ${names}`.toLowerCase().split(/[^\p{L}]+/u);
  return words.some((word) => word === prefix.toLowerCase() || word === `${prefix.toLowerCase()}s`);
}
