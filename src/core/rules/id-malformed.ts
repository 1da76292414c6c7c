import type { Facts } from '../ledger/facts.ts';
import { idOfMark } from '../ledger/facts.ts';
import type { MalformedId, OtherList } from '../ledger/snapshot.ts';
import type { NearMiss } from '../ids/claim.ts';
import type { Problem } from '../findings/finding.ts';
import { formatItemId, MAX_ITEM_NUMBER } from '../ids/item-id.ts';
import type { Rule } from './engine/rule.ts';
import { enumerate, inQuotes } from '../messages/wording.ts';

export const idMalformed: Rule = {
  id: 'id-malformed',
  title: 'IDs are spelled so that they count',
  level: 'warning',
  harm: 'The counter cannot see such an ID, so it cannot protect it.',
  remedy:
    'Write IDs as PREFIX-NUMBER with a number up to 4294967295, the keys of items in lower case and all items in `items`, directories as `changes/ID_slug/`, and headings of the worklog as `## timestamp — ID (title)`.',
  turnOff: 'In backlogs that also contain items from another system.',
  *check(facts) {
    const counts = new Map<string, number>();
    for (const item of facts.candidate.backlog?.malformed ?? []) {
      const nth = (counts.get(item.text) ?? 0) + 1;
      counts.set(item.text, nth);
      yield {
        id: item.text,
        ...wordsFor(facts, item),
        place: item.place,
        related: [],
        excuse: { subject: item.title },
        evidence: [`malformed ${item.text} ${nth}`],
      };
    }
    for (const list of facts.candidate.backlog?.otherLists ?? []) yield* listProblem(facts, list);
    for (const nearMiss of facts.candidate.nearMisses) yield nearProblem(nearMiss);
  },
};

type Words = Pick<Problem, 'message' | 'remedy' | 'remedyKind'>;

function wordsFor(facts: Facts, { text, title, misspelled }: MalformedId): Words {
  if (misspelled !== undefined) {
    return {
      message: `${inQuotes(title)} has the key \`${misspelled}\` instead of \`${misspelled.toLowerCase()}\`, so the counter cannot protect it`,
      remedy: 'write its keys in lower case',
    };
  }
  const number = /^\d{1,10}$/u.test(text) ? Number(text) : NaN;
  if (number <= MAX_ITEM_NUMBER) {
    return {
      message: `the ID ${inQuotes(text)} of ${inQuotes(title)} has no prefix, so the counter cannot protect it`,
      remedy: `write it with a prefix, as ${idOfMark(facts, number) ?? formatItemId({ prefix: 'ITEM', number })}`,
    };
  }
  return {
    message: `the ID ${inQuotes(text)} of ${inQuotes(title)} is not PREFIX-NUMBER, so the counter cannot protect it`,
    ...(idOfMark(facts, 1) === null
      ? { remedy: 'write it as a prefix and a number, such as ITEM-001' }
      : { remedy: 'tidemark next', remedyKind: 'see' }),
  };
}

/** One finding for the whole list. Where no prefix is known, the IDs of the project may well be those in it. */
function* listProblem({ candidate }: Facts, { name, ids, place }: OtherList): Generator<Problem> {
  const { prefixes } = candidate;
  const keys = ids.filter(({ prefix }) => prefixes.size === 0 || prefixes.has(prefix)).map(formatItemId);
  const [first] = keys;
  if (first === undefined) return;
  yield {
    id: first,
    message: `\`${name}\` has ${enumerate(keys)}, but does not count: only \`items\` does`,
    place,
    related: [],
    remedy: `move what has an ID to \`items\``,
    remedyKind: 'try',
    excuse: { subject: name },
    evidence: keys.map((key) => `list ${name} ${key}`),
  };
}

function nearProblem({ kind, key, text, right, place }: NearMiss): Problem {
  return {
    id: key,
    ...WORDS[kind](key, text, right),
    place,
    related: [],
    excuse: { subject: text },
    evidence: [`near ${kind} ${key} ${text}`],
  };
}

const WORDS = {
  directory: (key, text, right) => ({
    message: `the directory ${inQuotes(text)} looks as if it were that of ${key}, but does not count: it would have to be ${right}/`,
    remedy: `rename it to ${right}/`,
  }),
  file: (key, text, right) => ({
    message: `the file ${inQuotes(text)} looks as if it were about ${key}, but does not count: only a directory does`,
    remedy: `move it into ${right}/`,
  }),
  heading: (key, text, right) => ({
    message: `the heading ${inQuotes(text)} looks as if it were an entry of ${key}, but does not count`,
    remedy: `write it as ${inQuotes(right)}`,
  }),
} satisfies Record<NearMiss['kind'], (key: string, text: string, right: string) => Words>;
