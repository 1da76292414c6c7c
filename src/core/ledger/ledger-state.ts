import type { ItemClaim } from '../ids/claim.ts';
import type { ItemId } from '../ids/item-id.ts';
import { remember } from '../ids/remember.ts';
import { rowsOf } from './rows/item-rows.ts';
import type { Backlog, LedgerState } from './snapshot.ts';
import { meantMark } from './view.ts';

/** A version that says nothing: for a commit that has no readable ledger. */
export const NO_ENTRIES: LedgerState = stateWith({ path: '', entries: [], mark: undefined });

/** What is kept of a backlog among the versions of a history. */
export const stateOf = remember((backlog: Backlog): LedgerState => {
  const mark = meantMark(backlog.mark);
  return {
    path: backlog.path,
    get entries() {
      return backlog.items;
    },
    mark,
    line: lineOf(rowsOf(backlog), mark),
  };
});

function lineOf(ids: readonly ItemId[], mark: number | undefined): number {
  let line = mark ?? 0;
  for (const { number } of ids) line = Math.max(line, number);
  return line;
}

/** All of a state but what follows from it; `drift` as a list of lines. */
export interface StateFacts extends Pick<LedgerState, 'path' | 'entries' | 'mark'> {
  readonly drift?: readonly number[] | undefined;
}

export function stateWith({ path, entries, mark, drift }: StateFacts): LedgerState {
  const line = lineOf(
    entries.map(({ id }) => id),
    mark,
  );
  return { path, entries, mark, line, ...(drift && { drift: Int32Array.from(drift) }) };
}

/** The entry with the places that it has in one of the versions that share it. */
export function placedIn({ entries, drift }: LedgerState, entry: ItemClaim): ItemClaim {
  const lines = drift?.[entries.indexOf(entry)] ?? 0;
  if (lines === 0) return entry;
  const { place, titlePlace, createdPlace } = entry;
  return {
    ...entry,
    place: { ...place, line: place.line + lines },
    titlePlace: titlePlace && { ...titlePlace, line: titlePlace.line + lines },
    createdPlace: createdPlace && { ...createdPlace, line: createdPlace.line + lines },
  };
}
