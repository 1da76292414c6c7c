import type { Command, Outcome } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import type { RewriteCall } from '../outcomes/after-rewrite.ts';
import { hookOutcome } from '../outcomes/hook-outcome.ts';
import type { HookCall } from '../../checking/git-hook.ts';
import { CLONE_HOOKS, SERVER_HOOKS } from '../../checking/hook-name.ts';
import type { HookName } from '../../checking/hook-name.ts';
import type { Style } from '../../reporters/parts/style.ts';
import { nearest } from '../arguments/nearest.ts';
import { oneOf, usageError } from '../arguments/usage-error.ts';

const NAMES = [...CLONE_HOOKS, ...SERVER_HOOKS] as const;

/** `afterRewrite` does what `post-rewrite` asks for: it needs more of the program than every commit should wait for. */
export function hookCommand(
  afterRewrite: (call: RewriteCall, styleOf: () => Style) => Promise<Outcome>,
): Command {
  return defineCommand({
    name: 'hook',
    summary: 'check what git is about to do; the installed hooks run this',
    examples: [
      ['tidemark install', 'make git run it'],
      ['tidemark hook pre-commit', 'check the index; silent if all is well'],
      ['tidemark hook auto', 'for the pre-commit framework: finds out which hook it is'],
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
      const call = { cwd, env: io.env, readStdin: io.readStdin };
      const hook = word === AUTO ? await framework(call) : { ...call, name: nameOf(word), args };
      if (!hook) return { code: 0 };
      const { name, ...rest } = hook;
      const styleOf = (): Style => invocation.style;
      if (name === 'post-rewrite') return afterRewrite({ ...rest, by: args[0] }, styleOf);
      const { runHook } = await import('../../checking/git-hook.ts');
      return hookOutcome(name, await runHook({ ...rest, name }), styleOf);
    },
  });
}

/** What the pre-commit framework runs, which says by the environment alone which hook it is. */
const AUTO = 'auto';

async function framework(call: Omit<HookCall, 'name' | 'args'>): Promise<HookCall | undefined> {
  const { readFrameworkCall } = await import('../../checking/framework-call.ts');
  return readFrameworkCall(call);
}

function nameOf(word: string): HookName {
  return oneOf(word, NAMES, () => {
    const known = `; there are ${NAMES.join(', ')} and ${AUTO}.`;
    return usageError(`There is no hook ${word}${nearest(word, NAMES, known)}`, 'hook');
  });
}
