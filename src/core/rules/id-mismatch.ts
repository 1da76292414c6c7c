import { peculiarIn } from '../ids/claim-groups.ts';
import type { DirectoryClaim, NamedId } from '../ids/claim.ts';
import type { Facts } from '../ledger/facts.ts';
import type { Problem } from '../findings/finding.ts';
import { formatItemId, splitLeadingId } from '../ids/item-id.ts';
import type { Rule } from './engine/rule.ts';
import { relate } from '../messages/wording.ts';

/** For the backlog: documents in directories of changes. Ledgers of files have a check of their own. */
export const idMismatch: Rule = {
  id: 'id-mismatch',
  title: 'A file contains the number of its name and its directory',
  level: 'warning',
  harm: 'Readers of the file and readers of its path will cite different numbers: a renumbering was left half done, or the file is in the wrong place.',
  remedy:
    'Write the same number in the heading, the `**ID:**` line or the front matter as in the name of the file and of its directory, or move the file.',
  turnOff:
    'In projects whose headings count something else, or documents of several items are kept together on purpose.',
  *check(facts) {
    const { directories } = facts.candidate;
    for (const directory of peculiarIn(directories))
      for (const named of directory.strangers ?? []) yield* mismatches(facts, named, directory);
    const { named = [] } = facts.candidate.snapshot;
    if (named.length === 0) return;
    const byPath = new Map([...directories.values()].flat().map((claim) => [claim.place.path, claim]));
    for (const own of named) {
      const directory = byPath.get(own.place.path.slice(0, own.place.path.lastIndexOf('/')));
      // A mismatch of the file's name is reported once.
      if (directory && keyOfName(own) !== own.key) yield* mismatches(facts, own, directory);
    }
  },
};

/** The ID that a document's file is named after. */
function keyOfName({ place: { path } }: NamedId): string | undefined {
  const id = splitLeadingId(path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/u, ''))?.id;
  return id && formatItemId(id);
}

const SAYS = {
  name: (key) => `is named after ${key}`,
  heading: (key) => `says ${key} in its heading`,
  line: (key) => `says ${key} in its ID line`,
} satisfies Record<NamedId['by'], (key: string) => string>;

function* mismatches(
  { candidate }: Facts,
  { by, id, key, place }: NamedId,
  directory: DirectoryClaim,
): Generator<Problem> {
  if (key === directory.key || !candidate.prefixes.has(id.prefix)) return;
  yield {
    id: directory.key,
    message: `${place.path} ${SAYS[by](key)}, but is in the directory of ${directory.key}`,
    place,
    related: [relate(directory)],
    remedy: `write ${directory.key} there, or move the document to the directory of ${key}`,
    remedyKind: 'try',
    excuse: { subject: key },
    evidence: [`mismatch ${place.path} ${key}`],
  };
}
