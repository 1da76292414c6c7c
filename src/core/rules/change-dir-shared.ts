import type { ChangeDocument, DirectoryClaim } from '../claim.ts';
import type { Rule } from '../rule.ts';
import { GENERIC_SLUGS, slugOf, slugsAgree } from '../subject.ts';
import { startOf } from '../wording.ts';

export const changeDirShared: Rule = {
  id: 'change-dir-shared',
  title: 'One directory, one subject',
  level: 'warning',
  harm: 'Documents of two items lie in one directory: an ID was used twice and nobody noticed.',
  remedy: 'Move the documents of one subject to a directory of their own, under the ID of their item.',
  turnOff: 'Where documents are named freely.',
  *check({ candidate }) {
    const generic = new Set([...GENERIC_SLUGS, ...(candidate.backlog?.pipelineTypes ?? []).map(slugOf)]);
    for (const directory of [...candidate.directories.values()].flat()) {
      const named = directory.documents.filter(({ slug }) => slug !== undefined && !generic.has(slug));
      const prds = named.filter(({ type }) => type.toUpperCase() === 'PRD');
      const [first, second] = strangers(prds) ?? strangers(named) ?? [];
      if (!first || !second) continue;
      yield {
        id: directory.key,
        message: `${directory.place.path}/ holds documents of two subjects: “${first.slug}” (${first.path}) and “${second.slug}” (${second.path})`,
        place: startOf(second.path),
        related: [{ ...startOf(first.path), message: `the other subject: “${first.slug}”` }],
        remedy: `tidemark renumber ${directory.key}`,
        severity: strangers(prds) ? 'error' : 'warning',
        excuse: { subject: second.slug ?? '' },
        evidence: evidence(directory, named),
      };
    }
  },
};

/** Two documents whose slugs have nothing to do with each other; a slug that agrees with several decides nothing. */
function strangers(
  documents: readonly ChangeDocument[],
): readonly [ChangeDocument, ChangeDocument] | undefined {
  for (const [index, first] of documents.entries()) {
    const second = documents
      .slice(index + 1)
      .find((other) => !slugsAgree(first.slug ?? '', other.slug ?? ''));
    if (second) return [first, second];
  }
  return undefined;
}

function evidence(directory: DirectoryClaim, documents: readonly ChangeDocument[]): readonly string[] {
  const marks = documents.map(
    ({ slug, type }) => `document ${directory.key} ${slug}${type.toUpperCase() === 'PRD' ? ' PRD' : ''}`,
  );
  return [...new Set(marks)];
}
