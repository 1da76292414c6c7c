import { resolve } from 'node:path';

import { defineCommand } from '../define-command.ts';
import { WIRING_OPTIONS, wiringOutcome } from '../outcomes/wiring-outcome.ts';

export const uninstall = defineCommand({
  name: 'uninstall',
  summary: 'remove what install added, and nothing else',
  examples: [
    ['tidemark uninstall', 'hooks and merge driver of this clone'],
    ['tidemark uninstall --bare /srv/git/project.git', 'the hook of a server'],
  ],
  options: WIRING_OPTIONS,
  run: async ({ options: { bare, 'dry-run': dryRun = false }, cwd, format, style }) => {
    const { planUninstall } = await import('../../wiring/uninstall.ts');
    const { applyWiring } = await import('../../wiring/hook-wiring.ts');
    const wiring = await planUninstall(resolve(cwd, bare ?? '.'), bare !== undefined);
    if (!dryRun) await applyWiring(wiring);
    return wiringOutcome(wiring, { format, style, dryRun });
  },
});
