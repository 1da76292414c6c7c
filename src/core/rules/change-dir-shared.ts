import type { ChangeDocument } from '../ids/claim.ts';
import { peculiarIn } from '../ids/claim-groups.ts';
import { MANY } from '../ids/comparable.ts';
import { groupBy } from '../ids/group-by.ts';
import { renumberCommand } from '../messages/remedy.ts';
import type { Rule } from './engine/rule.ts';
import { GENERIC_SLUGS, slugOf, slugsAgree } from '../ids/subject.ts';
import { inQuotes, startOf } from '../messages/wording.ts';

export const changeDirShared: Rule = {
  id: 'change-dir-shared',
  title: 'One directory, one subject',
  level: 'warning',
  harm: 'Documents of two items are in one directory: an ID may have been used twice unnoticed.',
  remedy: 'Move the documents of one subject to a directory of their own, under the ID of their item.',
  turnOff: 'In projects that name documents freely.',
  *check(facts) {
    const { candidate, bases } = facts;
    // When an item leaves, its pipeline type is gone, but its documents stay.
    const types = [candidate, ...bases].flatMap(({ backlog }) => backlog?.pipelineTypes ?? []);
    const generic = new Set([...GENERIC_SLUGS, ...types.map(slugOf)]);
    for (const directory of peculiarIn(candidate.directories)) {
      if (directory.slugs.length < 2) continue;
      const named = directory.documents.filter(isNamed).filter(({ slug }) => !generic.has(slug));
      const prds = named.filter(isPrd);
      const pair = strangersAmong(prds) ?? strangersAmong(named);
      if (!pair) continue;
      const [first, second] = pair;
      yield {
        id: directory.key,
        message: `${directory.place.path}/ holds documents of two subjects: ${inQuotes(first.slug)} (${first.path}) and ${inQuotes(second.slug)} (${second.path})`,
        place: startOf(second.path),
        related: [{ ...startOf(first.path), message: `the other subject: ${inQuotes(first.slug)}` }],
        remedy: renumberCommand(facts, [directory.key]),
        remedyKind: 'try',
        severity: isPrd(first) && isPrd(second) ? 'error' : 'warning',
        excuse: { subject: second.slug },
        evidence: named.flatMap((document) => evidenceOfDocument(directory.key, document)),
      };
    }
  },
};

type NamedDocument = ChangeDocument & { readonly slug: string };

function isNamed(document: ChangeDocument): document is NamedDocument {
  return document.slug !== undefined;
}

function isPrd({ type }: ChangeDocument): boolean {
  return type.toUpperCase() === 'PRD';
}

/** Two documents whose slugs are unrelated; a slug that agrees with several decides nothing. */
function strangersAmong(
  documents: readonly NamedDocument[],
): readonly [NamedDocument, NamedDocument] | undefined {
  const subjects = [...groupBy(documents, ({ slug }) => slug).values()].map(([first]) => first);
  for (const first of subjects.slice(0, MANY)) {
    const second = subjects.find((other) => !slugsAgree(first.slug, other.slug));
    if (second) return [first, second];
  }
  // Of very many, what agrees with all of the first may still differ from what is nearly as long.
  const byLength = subjects.toSorted((one, other) => one.slug.length - other.slug.length);
  const at = byLength.findIndex(({ slug }, index) => !slugsAgree(byLength[index - 1]?.slug ?? slug, slug));
  const [first, second] = at === -1 ? [] : byLength.slice(at - 1);
  return first && second && [first, second];
}

function evidenceOfDocument(key: string, document: NamedDocument): readonly string[] {
  const subject = `document ${key} ${document.slug}`;
  return isPrd(document) ? [subject, `${subject} PRD`] : [subject];
}
