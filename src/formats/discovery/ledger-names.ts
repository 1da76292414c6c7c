import type { FoundFolder } from './find-ledgers.ts';

/** What needs a name. */
interface Nameless {
  /** Of its folder. */
  readonly path: string;
  readonly kind: { readonly name: string };
}

/** Something with the name that a configuration is to give it. */
export type Named<T extends Nameless> = T & {
  /** Undefined where the kind's name does. */
  readonly ownName: string | undefined;
};

/** A ledger as a configuration is to name it. */
export type NamedLedger = Named<FoundFolder>;

/** Gives names to ledgers of which there are several of one kind, to those of kind `files` and to backlogs; `taken` are those that are in use. */
export function nameLedgers<T extends Nameless>(
  found: readonly T[],
  taken: readonly string[],
): readonly Named<T>[] {
  const used = new Set(taken);
  return found.map((one) => {
    const { name: kind } = one.kind;
    const isOnly = found.filter((other) => other.kind.name === kind).length === 1 && !OWN_NAMES.has(kind);
    const ownName = isOnly && !used.has(kind) ? undefined : freeName(one, used);
    used.add(ownName ?? kind);
    return { ...one, ownName };
  });
}

const OWN_NAMES: ReadonlySet<string> = new Set(['files', 'backlog']);

/** The last word of the path that says something; else more of the path, else with a number. */
function freeName({ path, kind }: Nameless, used: ReadonlySet<string>): string {
  const segments = path.split('/').map((segment) => segment.replaceAll(/[^\p{L}\p{N}._-]|^[._-]+/gu, ''));
  const telling = segments.findLast((segment) => segment !== '' && !GENERIC.test(segment));
  const words = telling === undefined ? [] : [telling, `${kind.name}-${telling}`];
  const candidates = [...words, segments.filter(Boolean).join('-')];
  const free = candidates.find((name) => name !== '' && !used.has(name));
  if (free !== undefined) return free;
  let count = 2;
  while (used.has(`${kind.name}-${count}`)) count += 1;
  return `${kind.name}-${count}`;
}

const GENERIC =
  /^(?:migrations?|migrate|db|sql|drizzle|adrs?|decisions?|docs?|src|main|resources|architecture|tasks|backlog|internal|apps?|packages|services|database|schema)$/iu;
