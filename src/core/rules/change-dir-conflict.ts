import type { Claim } from '../ids/claim.ts';
import { contradictedUses, directoriesLeftBehind } from '../questions/traces.ts';
import { renumberCommand } from '../messages/remedy.ts';
import type { Rule } from './engine/rule.ts';
import { spelled } from '../messages/spelled.ts';
import { describeUse, evidenceOfAll, inQuotes, relateUses } from '../messages/wording.ts';

export const changeDirConflict: Rule = {
  id: 'change-dir-conflict',
  title: 'A new directory belongs to the item its ID names',
  level: 'error',
  harm: 'Documents of one item end up in the directory of another.',
  remedy: 'Name the directory after its own item, or run `tidemark renumber ID`.',
  turnOff: 'In projects that name directories freely after the ID.',
  *check(facts) {
    const left = new Map(directoriesLeftBehind(facts).map(({ directory, uses }) => [directory, uses]));
    for (const directory of new Set([...facts.newDirectories, ...left.keys()])) {
      const uses = left.get(directory) ?? contradictedUses(facts, directory);
      const [first] = uses;
      if (!first) continue;
      const name = spelled(facts, directory.key);
      yield {
        id: directory.key,
        message: `${directory.place.path}/ takes ${name} for ${inQuotes(directory.slug)}, but ${name} is ${describeUse(first)}`,
        place: directory.place,
        related: relateUses(uses),
        remedy: renumberCommand(facts),
        ...(facts.adopting ? { severity: 'warning' as const } : {}),
        excuse: { subject: directory.slug },
        // An item that takes the ID as well is a new problem; one more entry is not.
        evidence: evidenceOfAll([directory, ...uses.map(({ claim }) => claim).filter(isItem)]),
      };
    }
  },
};

function isItem({ kind }: Claim): boolean {
  return kind === 'item';
}
