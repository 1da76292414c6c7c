/** How the reader starts the programs that messages name: `npx tidemark`, or `tidemark -C ../one` and `git -C ../one`. */
export interface Programs {
  readonly tidemark: string;
  readonly git: string;
}

/** Both by their plain names, as all our texts are written. */
export const PLAIN_PROGRAMS: Programs = { tidemark: 'tidemark', git: 'git' };

/**
 * A command, of one or several parts, as the reader can run it. What is quoted for the shell is a name from the repository, and stays.
 */
export function runnableCommand(command: string, programs: Programs): string {
  if (command.startsWith('mv ') && programs.git !== PLAIN_PROGRAMS.git)
    return runnableCommand(atRoot(command), programs);
  return command.replaceAll(AT_COMMAND, (found, before: string, name?: string) =>
    isProgram(name) ? `${before}${programs[name]} ` : found,
  );
}

/** A command whose paths begin at the root, for a reader in another directory. */
export function atRoot(command: string): string {
  return `(cd "$(git rev-parse --show-toplevel)" && ${command})`;
}

/** A text of ours, with each command in backticks as the reader can run it. */
export function runnableText(text: string, programs: Programs): string {
  // A name from the repository may have backticks itself: then a quote put into it could end its own.
  if (programs.tidemark.includes("'")) return text;
  return text.replaceAll(/`[^`]+`/gu, (span) => `\`${runnableCommand(span.slice(1, -1), programs)}\``);
}

/** A remedy: a command, or a sentence that may name some. */
export function runnableRemedy(remedy: string, programs: Programs): string {
  return isCommand(remedy) ? runnableCommand(remedy, programs) : runnableText(remedy, programs);
}

/** Whether a remedy is to be pasted as a whole. */
export function isCommand(remedy: string): boolean {
  return /^(?:(?:tidemark|git|mv) |\()/u.test(remedy);
}

/** Quoted words are matched first, so that nothing in them is taken for a command. */
const AT_COMMAND = /\\.|'[^']*'|(^|&& |\|\| |\()(tidemark|git) /gu;

function isProgram(name: string | undefined): name is keyof Programs {
  return name !== undefined;
}
