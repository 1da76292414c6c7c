import { follow } from '../../adapters/disk/file-rewrite.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { Finding } from '../../core/findings/finding.ts';
import type { Renumbering } from '../../core/renumbering/renumber-plan.ts';
import { surveyFileNumbers } from '../../drawing/ledgers/file-numbers.ts';
import type { FileNumbers } from '../../drawing/ledgers/file-numbers.ts';
import type { FileChange, Rewriting } from '../renumber-files.ts';
import type { Repair } from '../repair.ts';
import { casesOfLedger } from './ledger-cases.ts';
import type { LedgerCases } from './ledger-cases.ts';
import type { LedgerGround } from './ledger-ground.ts';
import { planLedger } from './ledger-steps.ts';
import type { LedgersTerms, NumbersOf } from './ledger-steps.ts';
import { LedgerTexts } from './editing/ledger-texts.ts';

/** Surveys a ledger once. `claim` keeps what was drawn of any from everybody else. */
export function numbersIn(repository: Repository): {
  readonly numbersOf: NumbersOf;
  readonly claim: () => Promise<void>;
} {
  const known = new Map<string, FileNumbers>();
  return {
    numbersOf: async (ledger) => {
      const { name } = ledger.terms;
      const numbers = known.get(name) ?? (await surveyFileNumbers(repository, ledger, { take: false }));
      known.set(name, numbers);
      return numbers;
    },
    claim: async () => {
      for (const numbers of known.values()) await numbers.claim();
    },
  };
}

/** The keys that somebody asked for, by the names of their ledgers; undefined for whatever is found. */
export type AskedNumbers = ReadonlyMap<string, readonly string[]> | undefined;

/** Plans a new number for whatever leaves one, in each of some ledgers. Writes no file. Throws `usage`. */
export async function planLedgers(
  repository: Repository,
  grounds: readonly LedgerGround[],
  asked: AskedNumbers,
  terms: LedgersTerms,
): Promise<Repair> {
  const texts = new LedgerTexts(repository);
  const plans: Renumbering[] = [];
  const stuck: Finding[] = [];
  const notices: string[] = [];
  for (const ground of grounds) {
    const { name } = ground.ledger.terms;
    const keys = asked && (asked.get(name) ?? []);
    if (keys?.length === 0) continue;
    const found = casesOfLedger(ground, keys);
    const made = await planLedger(repository, ground.ledger, found, texts, terms);
    plans.push(...made.map(({ plan }) => plan));
    stuck.push(...made.flatMap(({ plan, findings }) => (plan.parts.some(({ to }) => !to) ? findings : [])));
    notices.push(...noticesOn(name, found, keys));
  }
  return { plans, rewriting: rewritingOf(plans, texts), stuck, notices };
}

/** Texts first, under their old names, then what moves. */
function rewritingOf(plans: readonly Renumbering[], texts: LedgerTexts): Rewriting {
  const moves = plans.flatMap(({ parts }) => parts.flatMap((part) => part.moves));
  const changes = [...texts.changed()].map(([path, text]): FileChange => {
    return { from: path, to: moves.reduce((now, { from, to }) => follow(now, from, to), path), ...text };
  });
  const writes = changes.map(({ from, before, after }) => ({
    kind: 'write' as const,
    path: from,
    before,
    after,
  }));
  return { steps: [...writes, ...moves.map((move) => ({ kind: 'move' as const, ...move }))], changes };
}

function noticesOn(
  name: string,
  { cases, left }: LedgerCases,
  keys: readonly string[] | undefined,
): readonly string[] {
  const single = (keys ?? []).filter((key) => !cases.some((one) => one.key === key));
  const old = [...new Set(left.map(({ id, name: written }) => written ?? id ?? ''))];
  return [
    ...single.map((key) => `${key} is not used twice in ${name}; nothing to renumber.`),
    ...(old.length > 0
      ? [
          `${old.join(', ')} in ${name} ${old.length === 1 ? 'was' : 'were'} used twice before. To renumber what is inherited, name it: \`tidemark renumber ${old.join(' ')} --ledger ${name}\``,
        ]
      : []),
  ];
}
