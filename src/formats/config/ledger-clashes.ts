import { MAIN_BACKLOG, overlap } from '../../core/ledger/named-backlog.ts';
import type { NamedBacklog } from '../../core/ledger/named-backlog.ts';
import { nameOf, namedBacklogOf, pathsOf } from './named-backlog.ts';
import type { LedgerConfig } from './ledger-schema.ts';

/** Something that two ledgers have, at a key of the one that comes later. */
export interface Clash {
  readonly at: number;
  readonly key: string;
  readonly message: string;
}

/** What entries of `ledgers` have in common and must not. */
export function clashesIn(list: readonly LedgerConfig[]): readonly Clash[] {
  return list.flatMap((one, at) => {
    const before = list.slice(0, at);
    const name = before.some((other) => nameOf(other) === nameOf(one)) ? [twice(one, at)] : [];
    return [...name, ...clashesBetween(one, at, before)];
  });
}

/** The same with the backlog that the top of the file leads to, where it leads anywhere. */
export function clashesWithTop(
  list: readonly LedgerConfig[],
  top: Pick<NamedBacklog, 'path' | 'worklog' | 'changes'>,
): readonly Clash[] {
  const main = { kind: 'backlog', name: MAIN_BACKLOG, ...top } as const;
  return list.flatMap((one, at) => {
    const isNamesake = nameOf(one) === MAIN_BACKLOG;
    const name = isNamesake ? [{ at, key: keyOfName(one), message: IS_TOP }] : [];
    return [...name, ...(one.kind === 'backlog' ? clashesBetween(one, at, [main]) : [])];
  });
}

const IS_TOP = 'is what the backlog at the top of the file is called; give it a `name` of its own';

function twice(one: LedgerConfig, at: number): Clash {
  const message = `is the name of two ledgers, ${JSON.stringify(nameOf(one))}; give one a \`name\` of its own`;
  return { at, key: keyOfName(one), message };
}

function keyOfName({ name }: LedgerConfig): string {
  return name === undefined ? 'kind' : 'name';
}

/** One at most: where a whole folder is taken, everything in it is. */
function clashesBetween(one: LedgerConfig, at: number, before: readonly LedgerConfig[]): readonly Clash[] {
  const clashes = placesIn(one).flatMap((place) =>
    before.flatMap((other) => {
      const isTaken = placesIn(other).some((its) => overlap(place.path, its.path) && mayClash(place, its));
      return isTaken ? [clash(place, at, one, other)] : [];
    }),
  );
  return clashes.slice(0, 1);
}

interface OwnPlace {
  /** `folder`: of numbered files. */
  readonly key: 'path' | 'worklog' | 'changes' | 'folder';
  readonly path: string;
}

function placesIn(config: LedgerConfig): readonly OwnPlace[] {
  if (config.kind !== 'backlog') return pathsOf(config).map((path) => ({ key: 'folder', path }));
  const { path, worklog, changes } = namedBacklogOf(config);
  return [
    { key: 'path', path },
    { key: 'worklog', path: worklog },
    { key: 'changes', path: changes },
  ];
}

/** A backlog may be in a folder of numbered files: nobody takes the one for the other. */
function mayClash(one: OwnPlace, other: OwnPlace): boolean {
  const keys = [one.key, other.key];
  return !(keys.includes('folder') && keys.includes('path'));
}

function clash({ key, path }: OwnPlace, at: number, one: LedgerConfig, other: LedgerConfig): Clash {
  if (other.kind !== 'backlog' && one.kind !== 'backlog')
    return { at, key: 'path', message: `has ${path}, which another ledger has, too` };
  const whose = `which ${nameOf(other)} has, too`;
  if (key === 'folder' || key === 'path') return { at, key: 'path', message: `has ${path}, ${whose}` };
  return one[key] === undefined
    ? { at, key: 'path', message: `goes with ${path}, ${whose}; name another one with \`${key}\`` }
    : { at, key, message: `has ${path}, ${whose}` };
}
