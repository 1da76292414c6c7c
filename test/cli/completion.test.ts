import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

import { COMMANDS } from '../../src/cli/registry.ts';
import { RULE_IDS } from '../../src/core/findings/finding.ts';
import { shellQuote } from '../../src/wiring/hooks/shell-words.ts';
import { runMain } from '../support/cli.ts';
import { freshDirectory } from '../support/repo.ts';

const script = async (shell: string): Promise<string> => (await runMain(['completion', shell])).stdout;
const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;
const TYPED = COMMANDS.map(({ name }) => name).filter((name) => !['hook', 'merge-driver'].includes(name));

/** What a shell offers after a line; the last word is the one that is begun. */
type Offer = (line: string) => Promise<readonly string[]>;

const OFFERS: Readonly<Record<string, Offer>> = {
  bash: async (line) => {
    const words = line.split(' ');
    const quoted = words.map(shellQuote).join(' ');
    const lines = [
      await script('bash'),
      `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _tidemark; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ];
    return said('bash', ['-c', lines.join('\n')]);
  },
  fish: async (line) => {
    const lines = [await script('fish'), `complete -C ${shellQuote(line)} | string replace -r '\\t.*' ''`];
    return said('fish', ['--no-config', '-c', lines.join('\n')]);
  },
};

function said(shell: string, args: readonly string[]): readonly string[] {
  const env = { ...process.env, HOME: freshDirectory('home') };
  const { stdout, stderr } = spawnSync(shell, args, { encoding: 'utf8', env });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean).toSorted();
}

describe.each(Object.entries(OFFERS).filter(([shell]) => has(shell)))('%s', (_, offer) => {
  test('the commands that people type', async () => {
    expect(await offer('tidemark ')).toEqual(expect.arrayContaining(TYPED));
    expect(await offer('tidemark ')).not.toContain('merge-driver');
    expect(await offer('tidemark re')).toEqual(['renumber', 'resolve']);
  });

  test('options of a command, and of every command', async () => {
    expect(await offer('tidemark install --')).toEqual(
      expect.arrayContaining(['--merge-driver', '--if-possible', '--quiet']),
    );
    expect(await offer('tidemark fix --b')).toEqual(['--base', '--break-lock']);
  });

  test('what options can be, and the rules', async () => {
    expect(await offer('tidemark check --format s')).toEqual(['sarif']);
    expect(await offer('tidemark explain ')).toEqual(expect.arrayContaining([...RULE_IDS]));
    expect(await offer('tidemark completion f')).toEqual(['fish']);
  });
});

test.runIf(has('zsh'))('zsh takes the script, and completes tidemark by it', async () => {
  const lines = [
    'autoload -Uz compinit && compinit -D',
    await script('zsh'),
    'print -r -- $_comps[tidemark]; whence -w _tidemark',
  ];
  expect(said('zsh', ['-f', '-c', lines.join('\n')])).toEqual(['_tidemark', '_tidemark: function']);
  for (const name of TYPED) expect(await script('zsh')).toContain(`\n    ${name}) _arguments `);
});

for (const shell of ['fish', 'zsh'])
  if (!has(shell)) test.skip(`to be tried after \`apt-get install ${shell}\``);

test('an unknown shell', async () => {
  expect(await runMain(['completion', 'zhs'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no shell zhs; did you mean zsh?'),
  });
});
