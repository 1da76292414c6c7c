import { resolve } from 'node:path';

import { defineCommand } from '../define-command.ts';
import { WIRING_OPTIONS, wiringOutcome } from '../output/wiring-outcome.ts';

export const install = defineCommand({
  name: 'install',
  summary: 'wire up the hooks, and the merge driver if asked to',
  examples: [
    ['tidemark install', 'the hooks of this clone: husky’s if the project uses it, else git’s own'],
    ['tidemark install --merge-driver', 'and merge BACKLOG.yaml by items from now on'],
    ['tidemark install --bare /srv/git/project.git', 'guard a server: judge what is pushed to it'],
  ],
  options: {
    ...WIRING_OPTIONS,
    'merge-driver': { type: 'boolean', help: 'set up the merge driver in git and .gitattributes, too' },
  },
  run: async ({ options, cwd, format, style: { quiet }, io: { self } }) => {
    const { planInstall } = await import('../../wiring/install.ts');
    const { applyWiring } = await import('../../wiring/hook-wiring.ts');
    const { bare, 'dry-run': dryRun = false, 'merge-driver': mergeDriver = false } = options;
    const directory = resolve(cwd, bare ?? '.');
    const wiring = await planInstall({ directory, bare: bare !== undefined, self, mergeDriver });
    if (!dryRun) await applyWiring(wiring);
    return wiringOutcome(wiring, { format, quiet, dryRun });
  },
});
