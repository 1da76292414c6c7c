import { defineCommand } from '../define-command.ts';
import { hookOutcome } from '../output/hook-outcome.ts';
import { CLONE_HOOKS, SERVER_HOOKS } from '../../checking/hook-name.ts';
import { nearest } from '../arguments/nearest.ts';
import { oneOf, usageError } from '../arguments/usage-error.ts';

const NAMES = [...CLONE_HOOKS, ...SERVER_HOOKS] as const;

export const hook = defineCommand({
  name: 'hook',
  summary: 'judge what git is about to do; the installed hooks run this',
  examples: [
    ['tidemark install', 'make git run it'],
    ['tidemark hook pre-commit', 'judge the index, in silence if all is well'],
  ],
  options: {},
  positionals: { usage: 'NAME [ARG…]', min: 1, max: Infinity },
  formats: ['human'],
  run: async (invocation) => {
    const {
      positionals: [word = '', ...args],
      cwd,
      io,
    } = invocation;
    const name = oneOf(word, NAMES, () => {
      return usageError(
        `There is no hook ${word}${nearest(word, NAMES, `; there are ${NAMES.join(', ')}.`)}`,
        'hook',
      );
    });
    const { runHook } = await import('../../checking/git-hook.ts');
    const verdicts = await runHook({ name, cwd, args, env: io.env, readStdin: io.readStdin });
    return hookOutcome(name, verdicts, () => invocation.style);
  },
});
