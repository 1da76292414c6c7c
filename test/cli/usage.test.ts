import { expect, test } from 'vitest';

import packageJson from '../../package.json' with { type: 'json' };
import { COMMANDS } from '../../src/cli/registry.ts';
import { runMain } from '../support/cli.ts';

test.each<[string, string, string]>([
  ['chekc', 'There is no command chekc; did you mean check?', 'tidemark --help'],
  ['explan', 'There is no command explan; did you mean explain?', 'tidemark --help'],
  ['--versoin', 'There is no option --versoin; did you mean --version?', 'tidemark --help'],
  ['explain --formt json', 'There is no option --formt; did you mean --format?', 'tidemark explain --help'],
  ['explain -x', 'There is no option -x.', 'tidemark explain --help'],
  ['explain --format', '--format needs a value: --format FORMAT.', 'tidemark explain --help'],
  ['explain --format=', '--format needs a value: --format FORMAT.', 'tidemark explain --help'],
  ['explain --format jsn', 'There is no format jsn; did you mean json?', 'tidemark explain --help'],
  ['explain --format toml', 'There is no format toml; explain knows human, json.', 'tidemark explain --help'],
  ['explain -C a -C b', '-C may be given only once.', 'tidemark explain --help'],
  ['explain --quiet=yes', '--quiet takes no value.', 'tidemark explain --help'],
  ['explain --color green', '--color must be auto, always or never, not “green”.', 'tidemark explain --help'],
  ['explain id-resued', 'There is no rule id-resued; did you mean id-reused?', 'tidemark explain --help'],
  [
    'explain nothing-like-it',
    'There is no rule nothing-like-it; `tidemark explain` lists them.',
    'tidemark explain --help',
  ],
  ['explain a b', 'Usage: tidemark explain [RULE].', 'tidemark explain --help'],
  ['demo x', 'demo takes no arguments, only options.', 'tidemark demo --help'],
  [
    'explain --config --quiet',
    '--config needs a value; --quiet looks like an option (if that is intended: --config=--quiet).',
    'tidemark explain --help',
  ],
])('tidemark %s', async (line, message, see) => {
  expect(await runMain(line.split(' '))).toEqual({
    code: 2,
    stdout: '',
    stderr: `tidemark: ${message}\n  See \`${see}\`.\n`,
  });
});

test('with --format json a usage error is an object on stdout', async () => {
  const { code, stdout, stderr } = await runMain(['explain', 'id-resued', '--format', 'json']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    error: {
      code: 'usage',
      message: 'There is no rule id-resued; did you mean id-reused?',
      hint: 'See `tidemark explain --help`.',
    },
  });
});

test('without a command: the help, and no exit code that a script could take for clean', async () => {
  const { code, stdout, stderr } = await runMain([]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Commands\n');
});

test('the version is that of the package', async () => {
  expect(await runMain(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
});

test.each(COMMANDS.map(({ name }) => name))(
  '%s --help begins with examples and names its options',
  async (name) => {
    const { code, stdout, stderr } = await runMain([name, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.indexOf('Examples\n  tidemark')).toBeGreaterThan(0);
    expect(stdout.indexOf('Examples\n')).toBeLessThan(stdout.indexOf('Options of every command\n'));
    expect(stdout).toContain('--color WHEN');
    expect((await runMain(['help', name])).stdout).toBe(stdout);
  },
);

test('the help of the program lists every command', async () => {
  const { stdout } = await runMain(['--help']);
  for (const { name, summary } of COMMANDS) {
    expect(stdout).toMatch(new RegExp(`\\n  ${name} +${summary.slice(0, 20)}`, 'u'));
  }
});

test.each<[string, Record<string, string>, boolean, boolean]>([
  ['', {}, false, false],
  ['', {}, true, true],
  ['', { TERM: 'dumb' }, true, false],
  ['', { NO_COLOR: '1' }, true, false],
  ['', { NO_COLOR: '' }, true, true],
  ['', { FORCE_COLOR: '1' }, false, true],
  ['', { FORCE_COLOR: '0' }, true, false],
  ['', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  ['--color=always', { NO_COLOR: '1' }, false, true],
  ['--color=never', { FORCE_COLOR: '1' }, true, false],
  ['--color=auto', {}, true, true],
])('colour: %s %o, terminal %s', async (flag, env, isTTY, colored) => {
  const { stdout } = await runMain(['explain', ...(flag ? [flag] : [])], { env, isTTY });
  expect(stdout.includes('\u001B[')).toBe(colored);
});

test('explain tells one rule in full, for people and for programs', async () => {
  const { stdout } = await runMain(['explain', 'mark-behind']);
  expect(stdout).toContain('mark-behind (error): ');
  expect(stdout).toContain('\n\nHarm\n');
  const { rules } = JSON.parse((await runMain(['explain', 'mark-behind', '--format=json'])).stdout);
  expect(rules).toEqual([expect.objectContaining({ id: 'mark-behind', level: 'error' })]);
});

test('interrupted: 130, and no answer', async () => {
  const { code, stdout } = await runMain(['explain'], { signal: AbortSignal.abort(130) });
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
});

test('interrupted while the last thing is done: 130 as well', async () => {
  const controller = new AbortController();
  setImmediate(() => controller.abort(130));
  const { code, stdout } = await runMain(['explain'], { signal: controller.signal });
  expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
});
