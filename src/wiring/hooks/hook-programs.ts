import { basename, dirname, join } from 'node:path';

import type { Repository } from '../../adapters/git/repository.ts';
import { isRunnable, resolvePath } from '../../adapters/programs/lasting-paths.ts';
import type { LastingPath } from '../../adapters/programs/lasting-paths.ts';
import { versionOf } from '../../adapters/programs/program-version.ts';
import type { HookName } from '../../checking/hook-name.ts';
import { commandsOf, recordedPrograms } from './hook-block.ts';
import { note, problem } from '../remark.ts';
import type { Patient, Remark } from '../remark.ts';

/** Whether all that a hook starts is there, by the text of the hook or of the configuration that it goes by; and what git does where it is not. */
export async function remarksOnPrograms(
  name: HookName,
  text: string,
  { repository }: Patient,
): Promise<readonly Remark[]> {
  const recorded = recordedPrograms(text);
  if (recorded) {
    return [
      ...(await remarksOnBin(name, recorded.bin, 'Install Tidemark again, then run `tidemark install`.')),
      ...(await remarksOnNode(name, recorded.node)),
    ];
  }
  const script = scriptIn(commandsOf(text), name, repository);
  return script ? remarksOnBin(name, script, PACKAGES) : [];
}

const PACKAGES = 'Install the packages of the project here (`npm ci`, `pnpm install` or `yarn`).';

async function remarksOnBin(name: HookName, bin: LastingPath, remedy: string): Promise<readonly Remark[]> {
  if ((await resolvePath(bin)) !== undefined) return [];
  return [problem(`The ${name} hook calls ${bin.join('*')}, which is not there: ${THEN[name]}`, remedy)];
}

async function remarksOnNode(name: HookName, node: string | undefined): Promise<readonly Remark[]> {
  if (node === undefined || (await isRunnable(node))) return [];
  const install = 'Run `tidemark install`, which records the Node that runs it.';
  return (await versionOf('node'))
    ? [
        note(
          `The ${name} hook names the Node ${node}, which is not there; it takes the one on the PATH.`,
          install,
        ),
      ]
    : [problem(`The ${name} hook finds no Node, neither ${node} nor on the PATH: ${THEN[name]}`, install)];
}

/** What git does then, which it does not say by itself. */
const THEN = {
  'pre-commit': 'every commit that touches guarded files is stopped.',
  'pre-merge-commit': 'merges pass unchecked.',
  'post-merge': 'merges are not checked.',
  'post-rewrite': 'what a rebase makes is not checked.',
  'pre-push': 'every push is stopped.',
  'pre-receive': 'every push is refused.',
} satisfies Record<HookName, string>;

/** The script of the package that a line names relative to the work tree, or to the main one. */
function scriptIn(
  commands: string,
  name: HookName,
  { root, commonDir }: Repository,
): LastingPath | undefined {
  const script = [...commands.matchAll(WORDS)].find(([word]) => word.endsWith(`/hooks/${name}`));
  if (!script) return undefined;
  const [words] = script;
  const isFromMain = words.startsWith(ABOVE) && COMMON_DIR.test(commands.slice(0, script.index).slice(-20));
  const home = isFromMain ? mainWorkTree(commonDir) : root;
  if (home === undefined || (words.startsWith('/') && !isFromMain)) return undefined;
  const [before = '', after] = words
    .slice(isFromMain ? ABOVE.length : 0)
    .replaceAll("'", '')
    .split('*');
  return after === undefined ? [join(home, before)] : [join(home, before), after];
}

function mainWorkTree(commonDir: string): string {
  return basename(commonDir) === '.git' ? dirname(commonDir) : commonDir;
}

/** Words of sh that may be paths, and every character between them. */
const WORDS = /(?:[\w.@+*/-]|'[^'\n]*')+|[^]/gu;

/** What leads from the common directory of git to the main work tree. */
const ABOVE = '/../';
const COMMON_DIR = /--git-common-dir\)\\?"?$/u;
