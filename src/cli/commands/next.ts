import { jsonText } from '../../reporters/json.ts';
import { defineCommand } from '../define-command.ts';
import { noticesText } from '../output/notices.ts';

const RESERVES_NOTHING =
  'This reserves nothing: whoever adds an item next gets it. `tidemark next --take` draws it.';

export const next = defineCommand({
  name: 'next',
  summary: 'show the ID that comes next, or draw it',
  examples: [
    ['tidemark next', 'shows it; reserves nothing'],
    ['tidemark next --take', 'draws it: no worktree of this clone gets it again'],
  ],
  options: {
    take: { type: 'boolean', help: 'draw the number instead of showing it' },
    prefix: { type: 'string', value: 'PREFIX', help: 'instead of the one in use' },
  },
  run: async ({ options: { take = false, prefix }, cwd, configPath, format, style }) => {
    const { next } = await import('../../drawing/next.ts');
    const { id, number, notices } = await next({ cwd, configPath }, { take, prefix });
    return {
      code: 0,
      stdout: format === 'json' ? jsonText({ version: 1, id, number, taken: take, notices }) : `${id}\n`,
      stderr: noticesText(take ? notices : [...notices, RESERVES_NOTHING], style),
    };
  },
});
