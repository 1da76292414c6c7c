import { readWorkFile } from '../../adapters/disk/work-files.ts';
import { readHook } from '../../adapters/disk/hook-files.ts';
import { note, problem } from './remark.ts';
import type { Patient, Remark } from './remark.ts';

/** Whether another manager of hooks knows of Tidemark: those write the hooks anew, and what they do not know is lost. */
export async function examineManagers({ repository: { root }, place }: Patient): Promise<readonly Remark[]> {
  if (root === undefined) return [];
  const hook = await readHook(place.directory, 'pre-commit');
  const guarded = hook?.kind === 'file' && hook.text.includes('tidemark');
  const ignorant = (await findManagers(root)).filter(({ knows }) => !knows);
  return ignorant.map(({ manager: { name, files, lines, activate } }) => {
    const remedy = `Add to ${files[0]}, then run \`${activate}\`:\n${lines}`;
    return guarded
      ? note(`${name} may write the hooks anew and lose Tidemark’s lines.`, remedy)
      : problem(`${name} manages the hooks and does not call Tidemark.`, remedy);
  });
}

/** The managers that the project uses, and whether each is told to call Tidemark. */
export async function findManagers(
  root: string,
): Promise<readonly { readonly manager: Manager; readonly knows: boolean }[]> {
  const found = MANAGERS.map(async (manager) => {
    const texts = await Promise.all(manager.files.map(async (file) => textOf(root, file)));
    const used = texts.find((text) => text !== undefined && manager.uses.test(text));
    return used === undefined ? [] : [{ manager, knows: used.includes('tidemark') }];
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
  /** What to add, and what to run then. */
  readonly lines: string;
  readonly activate: string;
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
      run: node_modules/tidemark/hooks/pre-commit
pre-merge-commit:
  commands:
    tidemark:
      run: node_modules/tidemark/hooks/pre-merge-commit
pre-push:
  commands:
    tidemark:
      run: node_modules/tidemark/hooks/pre-push {1} {2}
      # Git tells a pre-push hook on standard input what is about to be pushed.
      use_stdin: true
`,
    activate: 'npx lefthook install',
  },
  {
    name: 'simple-git-hooks',
    files: ['package.json', '.simple-git-hooks.json', 'simple-git-hooks.json'],
    uses: /"simple-git-hooks"\s*:\s*\{|^\s*\{\s*"(?:pre|post|commit)-/u,
    lines: `{
  "simple-git-hooks": {
    "pre-commit": "node_modules/tidemark/hooks/pre-commit",
    "pre-merge-commit": "node_modules/tidemark/hooks/pre-merge-commit",
    "pre-push": "node_modules/tidemark/hooks/pre-push \\"$@\\""
  }
}
`,
    activate: 'npx simple-git-hooks',
  },
  {
    name: 'pre-commit',
    files: ['.pre-commit-config.yaml'],
    uses: /^/u,
    lines: `default_install_hook_types: [pre-commit, pre-merge-commit, pre-push]
repos:
- repo: https://github.com/YOUR-GROUP/tidemark
  rev: v0.1.0
  hooks:
  - id: tidemark
  - id: tidemark-merge
  - id: tidemark-push
  - id: tidemark-check
`,
    activate: 'pre-commit install',
  },
];
