import type { Command } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import { nearest } from '../arguments/nearest.ts';
import { oneOf, usageError } from '../arguments/usage-error.ts';
import { COMPLETIONS, SHELLS } from '../output/completion-scripts.ts';

/** The command that completes `commands`, and itself. */
export function completion(commands: readonly Command[]): Command {
  const own: Command = defineCommand({
    name: 'completion',
    summary: 'print a script that lets a shell complete commands and options',
    examples: [
      ['tidemark completion fish | source', 'in ~/.config/fish/config.fish'],
      ['source <(tidemark completion bash)', 'in ~/.bashrc'],
      ['source <(tidemark completion zsh)', 'in ~/.zshrc, after compinit'],
    ],
    options: {},
    positionals: { usage: SHELLS.join('|'), min: 1, max: 1, choices: SHELLS },
    formats: ['human'],
    run: async ({ positionals: [word = ''] }) => {
      const shell = oneOf(word, SHELLS, () => {
        return usageError(
          `There is no shell ${word}${nearest(word, SHELLS, `; there are ${SHELLS.join(', ')}.`)}`,
          'completion',
        );
      });
      return { code: 0, stdout: COMPLETIONS[shell]([...commands, own]) };
    },
  });
  return own;
}
