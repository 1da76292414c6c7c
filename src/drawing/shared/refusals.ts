import { NUMBERS_REF } from '../../adapters/remote/chain-remote.ts';
import type { Shown } from '../../adapters/remote/chain-remote.ts';
import { shellWord } from '../../core/messages/wording.ts';
import { TidemarkError } from '../../errors.ts';
import type { Tip } from './chain.ts';
import { countersText } from './successor.ts';

const LOCAL = '`--local` takes a number that is not shared: another machine may take the same one.';

/** Why nothing was drawn. Each says what was seen, and no more; `words` are git's own. */
export function unreachable(remote: string, words: readonly string[]): TidemarkError {
  return refusal(
    `${remote} did not answer as a git repository, so no number was taken.`,
    `Try again when it can be reached. ${LOCAL}`,
    words,
  );
}

export function notTaken(remote: string, words: readonly string[]): TidemarkError {
  return refusal(
    `${remote} refused the push to ${NUMBERS_REF}, so no number was taken.`,
    `You need the right to push that ref: \`tidemark doctor\` tests it. ${LOCAL}`,
    words,
  );
}

export function overtaken(remote: string, tries: number): TidemarkError {
  return refusal(
    `Others were faster ${tries} times in a row at ${remote}, and half a minute is over: no number was taken.`,
    'Try again, and take several at once: `block: 20` in .tidemark.yaml.',
  );
}

export function notBegun(remote: string): TidemarkError {
  return refusal(
    `${remote} shows no ${NUMBERS_REF}: nobody has begun to share numbers there, or it is hidden from you.`,
    `\`${seedAt(remote)}\` begins, once for all machines. ${LOCAL}`,
  );
}

/** What the remote shows does not go on from what this clone saw last. */
export function notSuccessor(
  remote: string,
  last: Tip,
  shown: Exclude<Shown['kind'], 'unreachable'>,
): TidemarkError {
  return refusal(
    `${SHOWN[shown](remote)} ${seenLast(last)} No number was taken.`,
    `Find out who changed it. \`${seedAt(remote)}\` continues above every number that this clone knows of. ${LOCAL}`,
  );
}

/** With the remote, which the configuration need not name. */
function seedAt(remote: string): string {
  return `tidemark shared --seed ${shellWord(remote)}`;
}

const SHOWN = {
  absent: (remote) => `${remote} shows no ${NUMBERS_REF} any more: it was deleted, or is hidden from you.`,
  'no-commit': (remote) => `${NUMBERS_REF} of ${remote} is not a chain of numbers.`,
  commits: (remote) =>
    `${NUMBERS_REF} of ${remote} was set back or replaced: what this clone saw is not in it.`,
} satisfies Record<Exclude<Shown['kind'], 'unreachable'>, (remote: string) => string>;

function seenLast({ link, commit }: Tip): string {
  return `Last seen: ${commit.oid.slice(0, 10)}, entry ${link.serial}, ${countersText(link.counters) || 'no counters'}.`;
}

/** The ref is there, and holds something else. */
export function noChain(remote: string): TidemarkError {
  return refusal(
    `${NUMBERS_REF} of ${remote} is not a chain of numbers, so no number was taken.`,
    `Find out who put that there. Once it is deleted (\`git push ${shellWord(remote)} :${NUMBERS_REF}\`), \`${seedAt(remote)}\` begins again.`,
  );
}

function refusal(message: string, hint: string, words: readonly string[] = []): TidemarkError {
  return new TidemarkError(
    'not-drawn',
    message,
    hint,
    words.map((line) => `git: ${line}`),
  );
}
