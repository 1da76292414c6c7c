import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import type { CommandSpec } from '../../../../src/cli/command.ts';
import { defineCommand } from '../../../../src/cli/define-command.ts';
import type { Io } from '../../../../src/cli/io.ts';
import type { Options } from '../../../../src/cli/arguments/options.ts';
import { printReport } from '../../../../src/cli/output/print-report.ts';
import { OUTPUT_OPTION, targetsOfCi } from '../../../../src/cli/arguments/report-targets.ts';
import { FORMATS } from '../../../../src/reporters/formats.ts';
import { freshDirectory } from '../../../support/repo.ts';
import { finding, PLAIN, report } from '../../reporters/reports.ts';

const output: Io['stdout'] = { isTTY: false, columns: 80, write: async () => undefined };
const ioWith = (env: Io['env'] = {}): Io => ({
  cwd: () => '/repo',
  env,
  stdout: output,
  stderr: output,
  readStdin: async () => '',
  signal: new AbortController().signal,
  self: ['node', 'bin'],
  program: () => 'tidemark',
});

/** The targets that a command line asks for, as text. */
async function targets(line: string, options: Options = { output: OUTPUT_OPTION }): Promise<string> {
  const run: CommandSpec<Options>['run'] = async (given) => ({
    code: 0,
    stdout: JSON.stringify(given.targets),
  });
  const command = defineCommand({ name: 'try', summary: '', examples: [], options, formats: FORMATS, run });
  return (await command.run(line === '' ? [] : line.split(' '), ioWith())).stdout ?? '';
}

test.each([
  ['', []],
  ['--format json', [{ format: 'json' }]],
  ['--format sarif --output a.sarif', [{ format: 'sarif', file: '/repo/a.sarif' }]],
  [
    '--format=human --format gitlab --output=/tmp/q.json --format junit -C sub --output j.xml',
    [
      { format: 'human' },
      { format: 'gitlab', file: '/tmp/q.json' },
      { format: 'junit', file: '/repo/sub/j.xml' },
    ],
  ],
  ['--format human --format github', [{ format: 'human' }, { format: 'github' }]],
])('%s', async (line, expected) => {
  expect(await targets(line)).toBe(JSON.stringify(expected));
});

test.each([
  ['--output a', '--output has to follow the --format that it is for.'],
  ['--format json --output a --output b', '--output has to follow the --format that it is for.'],
  [
    '--format human --format json',
    'Only one report fits standard output, not human and json: add --output FILE after a --format.',
  ],
  ['--format json --format jsn', 'There is no format jsn; did you mean json?'],
])('%s is refused', async (line, message) => {
  await expect(targets(line)).rejects.toThrow(message);
});

test('a command that prints no report takes one format', async () => {
  await expect(targets('--format human --format github', {})).rejects.toThrow(
    '--format may be given only once.',
  );
});

test.each([
  [{ GITHUB_ACTIONS: 'true' }, false, [{ format: 'human' }, { format: 'github' }]],
  [
    { GITLAB_CI: 'true' },
    true,
    [{ format: 'human' }, { format: 'gitlab', file: '/r/gl-code-quality-report.json' }],
  ],
  [{ GITLAB_CI: 'true' }, false, [{ format: 'human' }]],
  [{ CI: 'true' }, true, [{ format: 'human' }]],
])('a CI shows %j, --ci %j', (env, whole, expected) => {
  expect(targetsOfCi(env, '/r', whole)).toEqual(expected);
});

test('reports go where they are asked to, colours to the terminal alone, and the summary behind what is there', async () => {
  const directory = freshDirectory();
  const [file, summary] = [join(directory, 'new', 'text'), join(directory, 'summary.md')];
  writeFileSync(summary, 'Before\n');
  const outcome = await printReport(
    report([finding()]),
    [{ format: 'human' }, { format: 'github' }, { format: 'human', file }],
    { style: { ...PLAIN, color: true }, io: ioWith({ GITHUB_STEP_SUMMARY: summary }) },
  );
  expect(outcome.code).toBe(1);
  expect(outcome.stdout).toContain('\u001B[1mBACKLOG.yaml:812');
  expect(outcome.stdout).toContain('\n::error file=BACKLOG.yaml');
  expect(readFileSync(file, 'utf8')).toMatch(/^BACKLOG\.yaml:812:15: next_item_id/u);
  expect(readFileSync(summary, 'utf8')).toMatch(/^Before\n### Tidemark: 1 error\n/u);
});

test('without annotations there is no summary, and what cannot be written is told', async () => {
  const file = freshDirectory();
  const io = ioWith({ GITHUB_STEP_SUMMARY: join(file, 'summary.md') });
  await printReport(report([]), [{ format: 'human' }], { style: PLAIN, io });
  expect(() => readFileSync(join(file, 'summary.md'))).toThrow('ENOENT');
  await expect(printReport(report([]), [{ format: 'json', file }], { style: PLAIN, io })).rejects.toThrow(
    `The report could not be written to ${file}: it is a directory.`,
  );
});
