import type { ByKey, ItemClaim, Row } from '../../ids/claim.ts';
import { rowOf } from '../../ids/claim-groups.ts';
import { groupBy } from '../../ids/group-by.ts';
import { remember } from '../../ids/remember.ts';
import { RowGroups } from '../../ids/row-groups.ts';
import type { Backlog } from '../snapshot.ts';

/** The items of a backlog, of which no more is made than their IDs until somebody asks. */
export function rowsOf(backlog: Backlog): readonly Row<ItemClaim>[] {
  const known = made.get(backlog) ?? wrapped.get(backlog) ?? backlog.items.map(rowOf);
  wrapped.set(backlog, known);
  return known;
}

/** The same by the keys of their IDs. */
export const itemsByKey = remember((backlog: Backlog): ByKey<ItemClaim> => {
  const rows = made.get(backlog);
  // Ledgers of files have keys of their own.
  return rows ? new RowGroups(rows) : groupBy(backlog.items, ({ key }) => key);
});

type Rows = WeakMap<Backlog, readonly Row<ItemClaim>[]>;

const made: Rows = new WeakMap();
const wrapped: Rows = new WeakMap();

/** A backlog whose items are made of rows when somebody asks for them. */
export function withRows(
  { path, malformed, mark, pipelineTypes }: Omit<Backlog, 'items'>,
  itemRows: readonly Row<ItemClaim>[],
): Backlog {
  let items: readonly ItemClaim[] | undefined;
  const backlog: Backlog = {
    path,
    get items() {
      items ??= itemRows.map(({ claim }) => claim);
      return items;
    },
    malformed,
    mark,
    pipelineTypes,
  };
  made.set(backlog, itemRows);
  return backlog;
}
