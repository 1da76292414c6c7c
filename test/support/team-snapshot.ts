import type { DirectoryClaim, HeadingClaim, ItemClaim } from '../../src/core/ids/claim.ts';
import { formatItemId } from '../../src/core/ids/item-id.ts';
import type { BacklogState, Snapshot } from '../../src/core/ledger/snapshot.ts';
import { slugOf } from '../../src/core/ids/subject.ts';
import type { Files, Thing } from './team-things.ts';

const PREFIX = 'WRK';
export const WORKLOG = '_worklog/2026-01.md';

/** What the guard reads in these files. Every claim has a place of its own. */
export function snapshotOf(
  label: string,
  commit: string | undefined,
  files: Files,
  dates: Dates = createdOf,
): Snapshot {
  return {
    label,
    commit,
    backlog: stateOf(files, dates),
    headings: files.headings.map((entry, index): HeadingClaim => ({
      ...claimed('heading', entry, WORKLOG, index + 1),
      timestamp: entry.at,
      title: entry.title,
      terminal: entry.terminal,
    })),
    directories: files.directories.map((thing): DirectoryClaim => ({
      ...claimed('directory', thing, directoryOf(thing), 1),
      slug: slugOf(thing.title),
      slugs: [],
      documents: [],
    })),
    prefixes: [],
  };
}

/** What `created` says of a thing; undefined for nothing. */
export type Dates = (thing: Thing) => string | undefined;

/** One moment for each token, in the order in which they were made. */
export function createdOf({ token }: Thing): string {
  return `2026-01-01T00:00:00.${token.padStart(9, '0').slice(-9)}+00:00`;
}

export function idOf({ number }: Pick<Thing, 'number'>): string {
  return formatItemId({ prefix: PREFIX, number });
}

export function directoryOf(thing: Thing): string {
  return `changes/${idOf(thing)}_${slugOf(thing.title)}`;
}

function stateOf({ path, items, mark }: Files, dates: Dates): BacklogState {
  if (path === undefined) return { state: 'missing', path: 'BACKLOG.yaml' };
  return {
    state: 'readable',
    backlog: {
      path,
      items: items.map((thing, index) => itemOf(thing, path, index + 1, dates)),
      malformed: [],
      mark: { state: 'valid', value: mark, place: { path, line: items.length + 1, column: 1 } },
      pipelineTypes: [],
    },
  };
}

function itemOf(thing: Thing, path: string, line: number, dates: Dates): ItemClaim {
  return {
    ...claimed('item', thing, path, line),
    title: thing.title,
    created: dates(thing),
    status: 'new',
    titlePlace: undefined,
    createdPlace: undefined,
  };
}

function claimed<K extends string>(kind: K, { number }: Thing, path: string, line: number) {
  const id = { prefix: PREFIX, number };
  return { kind, id, key: formatItemId(id), place: { path, line, column: 1 } };
}
