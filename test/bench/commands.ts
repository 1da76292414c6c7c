import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Contender } from './measure.ts';
import { backlogText, buildRepository, run } from './repositories.ts';

const COMMANDS: readonly (readonly [string, ...string[]])[] = [
  ['next'],
  ['add', 'A new title'],
  ['archive', '--force', 'WRK-007'],
  ['check'],
  ['renumber'],
];

/** What people and agents wait for all day, on files as the orchestrator writes them and as people do. */
export function worked(root: string, bin: string): readonly Contender[] {
  return [100, 5_000].flatMap((items) =>
    (['machine', 'hand'] as const).flatMap((style) => {
      const directory = buildRepository(join(root, `worked-${style}-${items}`), { items });
      if (style === 'hand') {
        writeFileSync(join(directory, 'BACKLOG.yaml'), byHand(backlogText(items, 0)));
        run(directory, 'git', ['commit', '-qam', 'Write it by hand']);
      }
      const count = items.toLocaleString('en');
      const name = style === 'hand' ? `${count} items by hand` : `${count} items`;
      return COMMANDS.map(([command, ...words]): Contender => {
        return {
          name: `${command}, ${name}`,
          directory,
          command: [process.execPath, bin, command, ...words],
          prepare: () => run(directory, 'git', ['reset', '-q', '--hard']),
          rounds: 7,
        };
      });
    }),
  );
}

/** Comments, empty lines, an indented list, quotes and block texts. */
function byHand(text: string): string {
  return text
    .replaceAll(/^(?=- )/gmu, '\n# Next\n')
    .replaceAll(/^(?=- id|  \w|# Next)/gmu, '  ')
    .replaceAll(/title: (?<title>.*)/gu, 'title: "$<title>" # for now')
    .replaceAll(
      /^ +description:\n +context: '(?<context>.*)'\n/gmu,
      '    description: |\n      $<context>\n',
    );
}
