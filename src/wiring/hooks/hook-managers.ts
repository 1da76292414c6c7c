import { readWorkFile } from '../../adapters/disk/work-files.ts';
import type { HookName } from '../../checking/hook-name.ts';
import { VERSION } from '../../version.ts';

/** A hook manager that the project uses, and whether it is told to call Tidemark. */
export interface UsedManager {
  readonly manager: Manager;
  readonly knows: boolean;
  /** Its configuration, as far as it is about hooks. */
  readonly text: string;
}

export async function findManagers(root: string): Promise<readonly UsedManager[]> {
  const found = MANAGERS.map(async (manager) => {
    const texts = await Promise.all(manager.files.map(async (file) => textOf(root, file)));
    const used = texts.find((text) => text !== undefined && manager.uses.test(text));
    if (used === undefined) return [];
    // A package.json names Tidemark among its dependencies as well.
    const text = manager.part?.exec(used)?.[0] ?? used;
    return [{ manager, knows: text.includes('tidemark'), text }];
  });
  return (await Promise.all(found)).flat();
}

async function textOf(root: string, file: string): Promise<string | undefined> {
  const bytes = await readWorkFile(root, file).catch(() => undefined);
  return bytes && Buffer.from(bytes).toString('utf8');
}

export interface Manager {
  readonly name: string;
  /** Where its configuration may be; the first is the usual place. */
  readonly files: readonly string[];
  /** What the file holds if it is about hooks at all. */
  readonly uses: RegExp;
  /** The part of such a file that is about hooks, if the rest is about other things. */
  readonly part?: RegExp;
  /** What to add, and what to run then. */
  readonly lines: string;
  readonly activate: string;
  /** Whether a hook, by its text, is the manager's own. */
  readonly owns: (hook: string | undefined) => boolean;
}

/** The script of a package that is in the node_modules of the main work tree, for linked worktrees often have none. */
function script(name: HookName, quote = '"'): string {
  return `sh ${quote}$(git rev-parse --git-common-dir)${quote}/../node_modules/tidemark/hooks/${name}`;
}

/** The managers that are known, with the recipes of docs/hook-managers.md. */
export const MANAGERS: readonly Manager[] = [
  {
    name: 'lefthook',
    files: [
      'lefthook.yml',
      'lefthook.yaml',
      '.lefthook.yml',
      '.lefthook.yaml',
      'lefthook.toml',
      'lefthook.json',
    ],
    uses: /^/u,
    lines: `pre-commit:
  commands:
    tidemark:
      run: ${script('pre-commit')}
pre-merge-commit:
  commands:
    tidemark:
      run: ${script('pre-merge-commit')}
pre-push:
  commands:
    tidemark:
      run: ${script('pre-push')} {1} {2}
      # Git tells a pre-push hook on standard input what is about to be pushed.
      use_stdin: true
`,
    activate: 'npx lefthook install',
    owns: (hook) => hook?.includes('lefthook') ?? false,
  },
  {
    name: 'simple-git-hooks',
    files: ['package.json', '.simple-git-hooks.json', 'simple-git-hooks.json'],
    uses: /"simple-git-hooks"\s*:\s*\{|^\s*\{\s*"(?:pre|post|commit)-/u,
    part: /"simple-git-hooks"\s*:\s*\{[^{}]*\}/u,
    lines: `{
  "simple-git-hooks": {
    "pre-commit": "${script('pre-commit', String.raw`\"`)}",
    "pre-merge-commit": "${script('pre-merge-commit', String.raw`\"`)}",
    "pre-push": "${script('pre-push', String.raw`\"`)} \\"$@\\""
  }
}
`,
    activate: 'npx simple-git-hooks',
    owns: (hook) => hook?.includes('SKIP_SIMPLE_GIT_HOOKS') ?? false,
  },
  {
    name: 'pre-commit',
    files: ['.pre-commit-config.yaml'],
    uses: /^/u,
    lines: `default_install_hook_types: [pre-commit, pre-merge-commit, pre-push]
repos:
- repo: local
  hooks:
  - id: tidemark
    name: tidemark
    language: node
    additional_dependencies: [tidemark@${VERSION}]
    entry: tidemark hook auto
    pass_filenames: false
    always_run: true
`,
    activate: 'pre-commit install',
    owns: (hook) => /pre-commit\.com|pre_commit/u.test(hook ?? ''),
  },
];
