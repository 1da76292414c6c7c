import { resolve } from 'node:path';

import { TidemarkError } from '../../errors.ts';
import { visible } from '../../reporters/parts/escape.ts';
import type { Outcome } from '../command.ts';
import { defineCommand } from '../define-command.ts';
import { WIRING_OPTIONS, wiringOutcome } from '../outcomes/wiring-outcome.ts';

export const install = defineCommand({
  name: 'install',
  summary: 'set up the hooks, and the merge driver if asked to',
  examples: [
    ['tidemark install', 'the hooks of this clone: husky’s if the project uses it, else git’s own'],
    ['tidemark install --merge-driver', 'and merge BACKLOG.yaml by items from now on'],
    ['tidemark install --if-possible', 'for a `prepare` script: does not fail where it is impossible'],
    ['tidemark install --bare /srv/git/project.git', 'guard a server: check what is pushed to it'],
  ],
  options: {
    ...WIRING_OPTIONS,
    'merge-driver': { type: 'boolean', help: 'set up the merge driver in git and .gitattributes, too' },
    'if-possible': {
      type: 'boolean',
      help: 'exit with 0 where there is no repository, no backlog or nothing to write to, and say so',
    },
  },
  run: async ({ options, cwd, format, style, io: { self } }) => {
    const { bare, 'dry-run': dryRun = false, 'merge-driver': mergeDriver = false } = options;
    const directory = resolve(cwd, bare ?? '.');
    const attempt = async (): Promise<Outcome> => {
      const { planInstall } = await import('../../wiring/install.ts');
      const { applyWiring } = await import('../../wiring/hook-wiring.ts');
      const wiring = await planInstall({ directory, bare: bare !== undefined, self, mergeDriver });
      if (!dryRun) await applyWiring(wiring);
      return wiringOutcome(wiring, { format, style, dryRun });
    };
    return options['if-possible'] ? ifPossible(attempt) : attempt();
  },
});

/** A build in a container, without git or without a repository, must not fail for want of hooks that nobody needs there. */
async function ifPossible(attempt: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return { ...(await attempt()), code: 0 };
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.code === 'config') throw error;
    return { code: 0, stderr: `tidemark: The hooks were not installed. ${visible(error.message)}\n` };
  }
}
