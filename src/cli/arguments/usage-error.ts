import { TidemarkError } from '../../errors.ts';

/** A command line that makes no sense: one sentence, and the help to read. */
export function usageError(message: string, command?: string): TidemarkError {
  return new TidemarkError(
    'usage',
    message,
    `See \`tidemark ${command === undefined ? '' : `${command} `}--help\`.`,
  );
}

/** Checks a word against the ones there are. */
export function oneOf<const W extends string>(
  word: string,
  known: readonly W[],
  complain: () => TidemarkError,
): W {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw complain();
  return found;
}
