import type { ByKey, DirectoryClaim, HeadingClaim, Row } from '../../ids/claim.ts';
import { rowOf } from '../../ids/claim-groups.ts';
import { groupBy } from '../../ids/group-by.ts';
import { remember } from '../../ids/remember.ts';
import { RowGroups } from '../../ids/row-groups.ts';
import type { Snapshot } from '../snapshot.ts';

/** The headings and directories of a snapshot, of which no more is made than their IDs until somebody asks. */
export interface TraceRows {
  readonly headings: readonly Row<HeadingClaim>[];
  readonly directories: readonly Row<DirectoryClaim>[];
}

export function traceRowsOf(snapshot: Snapshot): TraceRows {
  const known = made.get(snapshot)?.traces ?? wrapped.get(snapshot) ?? wrap(snapshot);
  wrapped.set(snapshot, known);
  return known;
}

/** The headings by the keys of their IDs. */
export const headingsByKey = remember((snapshot: Snapshot): ByKey<HeadingClaim> => {
  const rows = made.get(snapshot)?.traces.headings;
  return rows ? new RowGroups(rows) : groupBy(snapshot.headings, ({ key }) => key);
});

/** Likewise the directories. */
export const directoriesByKey = remember((snapshot: Snapshot): ByKey<DirectoryClaim> => {
  const rows = made.get(snapshot)?.traces.directories;
  return rows ? new RowGroups(rows) : groupBy(snapshot.directories, ({ key }) => key);
});

function wrap({ headings, directories }: Snapshot): TraceRows {
  return { headings: headings.map(rowOf), directories: directories.map(rowOf) };
}

const wrapped = new WeakMap<Snapshot, TraceRows>();

/** All of a snapshot but its headings and directories. */
type Rest = Omit<Snapshot, keyof TraceRows>;

/** A snapshot whose headings and directories are made of rows when somebody asks for them. */
export function withTraceRows(rest: Rest, traces: TraceRows): Snapshot {
  let headings: readonly HeadingClaim[] | undefined;
  let directories: readonly DirectoryClaim[] | undefined;
  const snapshot: Snapshot = {
    ...rest,
    get headings() {
      headings ??= traces.headings.map(({ claim }) => claim);
      return headings;
    },
    get directories() {
      directories ??= traces.directories.map(({ claim }) => claim);
      return directories;
    },
  };
  made.set(snapshot, { rest, traces });
  return snapshot;
}

const made = new WeakMap<Snapshot, { readonly rest: Rest; readonly traces: TraceRows }>();

/** The same snapshot with other fields; its headings and directories are not made for that. */
export function withFields(snapshot: Snapshot, fields: Partial<Rest>): Snapshot {
  const known = made.get(snapshot);
  return known ? withTraceRows({ ...known.rest, ...fields }, known.traces) : { ...snapshot, ...fields };
}
