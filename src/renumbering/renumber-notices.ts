import type { Finding } from '../core/findings/finding.ts';
import type { Facts } from '../core/ledger/facts.ts';
import { spelled } from '../core/messages/spelled.ts';
import { enumerate } from '../core/messages/wording.ts';
import type { Ownership } from '../core/renumbering/claimants.ts';
import { settledAs } from '../core/renumbering/settled.ts';

/** What became of an ID that was renumbered before, where nothing of it is left to do; empty where something is. */
export function noticeSettled(facts: Facts, { key, claimants }: Ownership): readonly string[] {
  const open = claimants.filter((claimant) => settledAs(facts, claimant) === undefined);
  if (open.length > 1) return [];
  const moved = claimants.flatMap((claimant) => {
    const now = settledAs(facts, claimant);
    return now === undefined ? [] : `“${claimant.name}” is ${spelled(facts, now)} now`;
  });
  return moved.length === 0 ? [] : [`${spelled(facts, key)} was renumbered already: ${enumerate(moved)}.`];
}

/** An ID as its files have it. */
export function nameIn([facts]: readonly Facts[], key: string): string {
  return facts ? spelled(facts, key) : key;
}

/** Whoever asks has seen two: a tired reader is told where the other one may be. */
export function noticeSingle(
  facts: readonly Facts[],
  key: string,
  against: string | undefined,
): readonly string[] {
  const hasDirectory = facts.some(({ candidate }) => candidate.directories.has(key));
  const name = nameIn(facts, key);
  const here = against === undefined ? 'here' : `in ${against} and here`;
  return [
    `${name} is not used twice ${here}; nothing to renumber.`,
    ...(against === undefined
      ? [`If a branch has it for something else: \`tidemark renumber ${name} --against BRANCH\``]
      : []),
    ...(hasDirectory
      ? [
          `If its directory holds two things, move one into a directory of its own ID: \`tidemark next --take\``,
        ]
      : []),
  ];
}

/** Collisions that are old, which only those who name them want to renumber. */
export function noticeInherited(findings: readonly Finding[]): readonly string[] {
  const old = findings.filter(({ inherited }) => inherited);
  const names = [...new Set(old.map(({ id, name }) => name ?? id ?? ''))];
  if (names.length === 0) return [];
  const were = names.length === 1 ? 'was' : 'were';
  return [
    `${enumerate(names)} ${were} used twice before. To renumber what is inherited, name it: \`tidemark renumber ${names.join(' ')}\``,
  ];
}
