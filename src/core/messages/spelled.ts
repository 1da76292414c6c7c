import type { Claim } from '../ids/claim.ts';
import { parseItemId } from '../ids/item-id.ts';
import { remember, rememberByName } from '../ids/remember.ts';
import { spellingOf, type Spell } from '../ids/spelling.ts';
import { rowsOf } from '../ledger/rows/item-rows.ts';
import { traceRowsOf } from '../ledger/rows/trace-rows.ts';
import type { Facts } from '../ledger/facts.ts';
import type { Backlog, Snapshot } from '../ledger/snapshot.ts';
import type { View } from '../ledger/view.ts';

/** The ID of a claim as its file has it. */
export function writtenId({ written, key }: Pick<Claim, 'written' | 'key'>): string {
  return written ?? key;
}

/** An ID, given by its key, as the files have it: the candidate's, else those of a base. What is not an ID stays as it is. */
export function spelled(facts: Facts, key: string): string {
  return spelledIn(facts, key);
}

/** Very many may have been merged, and to look for it in each of them takes long. */
const spelledIn = rememberByName((facts: Facts, key: string): string => {
  for (const view of [facts.candidate, ...facts.bases, ...facts.sides]) {
    const claim = view.items.get(key)?.[0] ?? view.headings.get(key)?.[0] ?? view.directories.get(key)?.[0];
    if (claim) return writtenId(claim);
  }
  const id = parseItemId(key);
  return id ? spellingIn(facts)(id) : key;
});

/** The way in which the candidate writes IDs; where it has none, a base. */
export function spellingIn({ candidate, bases }: Pick<Facts, 'candidate' | 'bases'>): Spell {
  const [writing = candidate] = [candidate, ...bases].filter(hasClaims);
  return spellingOfView(writing);
}

function hasClaims({ items, headings, directories }: View): boolean {
  return items.size + headings.size + directories.size > 0;
}

/** As its items are written; without any, as entries and directories are. */
function spellingOfView({ backlog, snapshot }: View): Spell {
  return backlog && rowsOf(backlog).length > 0 ? spellingOfItems(backlog) : spellingOfTraces(snapshot);
}

const spellingOfItems = remember((backlog: Backlog) => spellingOf(rowsOf(backlog)));

const spellingOfTraces = remember((snapshot: Snapshot) => {
  const { headings, directories } = traceRowsOf(snapshot);
  return spellingOf([...directories, ...headings]);
});
