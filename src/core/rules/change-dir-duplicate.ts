import type { DirectoryClaim } from '../ids/claim.ts';
import { groupsOfSeveral } from '../ids/claim-groups.ts';
import { rivalsAmong } from './engine/rivals.ts';
import { renumberCommand } from '../messages/remedy.ts';
import type { Rule } from './engine/rule.ts';
import { slugsAgree } from '../ids/subject.ts';
import { spelled } from '../messages/spelled.ts';
import { enumerate, evidenceOfAll, inWords, relate, shellWord, whereIs } from '../messages/wording.ts';

export const changeDirDuplicate: Rule = {
  id: 'change-dir-duplicate',
  title: 'No two directories share an ID',
  level: 'error',
  harm: 'Programs that look for the directory of the ID pick the first one, which may be the wrong one.',
  remedy: 'Merge the two directories, or run `tidemark renumber ID` if they are about different things.',
  turnOff: 'In projects where an item may have several directories.',
  *check(facts) {
    const { candidate, newDirectories } = facts;
    const fresh = new Set(newDirectories);
    for (const directories of groupsOfSeveral(candidate.directories)) {
      const rivals = rivalsAmong(directories, (directory) => fresh.has(directory));
      if (!rivals) continue;
      const { newest, first, others } = rivals;
      const { key } = newest;
      yield {
        id: key,
        message: `${spelled(facts, key)} has ${inWords(directories.length)} directories: ${enumerate([...others, newest].map(whereIs))}`,
        place: newest.place,
        related: others.map((directory) => relate(directory)),
        remedy: slugsAgree(first.slug, newest.slug) ? joinCommand(newest, first) : renumberCommand(facts),
        excuse: { subject: newest.slug },
        evidence: evidenceOfAll(directories),
      };
    }
  },
};

/** Two directories of one thing: moves no file over another, and stops if something is left. */
function joinCommand(from: DirectoryClaim, to: DirectoryClaim): string {
  const [old, now] = [from, to].map(({ place }) => shellWord(place.path));
  return `mv -n ${old}/* ${now}/ && rmdir ${old}`;
}
