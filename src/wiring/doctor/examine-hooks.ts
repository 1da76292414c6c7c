import { join } from 'node:path';

import { readHook } from '../../adapters/disk/hook-files.ts';
import type { HookFile } from '../../adapters/disk/hook-files.ts';
import type { HookName } from '../../checking/hook-name.ts';
import { commandsOf } from '../hooks/hook-block.ts';
import { findManagers } from '../hooks/hook-managers.ts';
import type { UsedManager } from '../hooks/hook-managers.ts';
import { hookNames } from '../hook-wiring.ts';
import { remarksOnPrograms } from '../hooks/hook-programs.ts';
import { note, problem } from '../remark.ts';
import type { Patient, Remark } from '../remark.ts';

/** Whether git runs Tidemark at every moment that counts, and what the hooks start is there. */
export async function examineHooks(patient: Patient): Promise<readonly Remark[]> {
  const { repository, place } = patient;
  const bare = repository.root === undefined;
  const managers = repository.root === undefined ? [] : await findManagers(repository.root);
  const knowing = managers.find(({ knows }) => knows);
  const names = hookNames(bare).filter((name) => !(knowing && isAdvice(name)));
  const hooks = await Promise.all(
    names.map(async (name) => ({ name, file: await readHook(place.directory, name) })),
  );
  const open = hooks.flatMap(({ name, file }) => remarkOn(name, file, patient, managers) ?? []);
  if (place.kind === 'foreign') return open.length === 0 ? [] : [remarkOnForeign(place)];
  const programs = await Promise.all(
    hooks.map(async ({ name, file }) => remarksOnPrograms(name, textOf(file, knowing), patient)),
  );
  return [...remarksOnRunner(patient), ...open, ...programs.flat()];
}

function textOf(file: HookFile | undefined, knowing: UsedManager | undefined): string {
  const text = file?.kind === 'file' ? file.text : '';
  return knowing?.manager.owns(text) ? knowing.text : text;
}

function remarkOnForeign(place: Extract<Patient['place'], { kind: 'foreign' }>): Remark {
  const message = `${place.leading} points outside this repository, to ${place.directory}, so git ignores this project’s own hooks.`;
  if (place.leading === '.husky') return problem(message, 'Put the directory itself into the repository.');
  const whose = place.scope === 'local' ? '' : `--${place.scope} `;
  const unset =
    place.scope === 'command'
      ? 'Take it out of the environment or the command line that sets it'
      : `Run \`git config ${whose}--unset core.hooksPath\``;
  return problem(message, `${unset}, or add to those hooks the lines that \`tidemark install\` prints.`);
}

function remarksOnRunner({ place }: Patient): readonly Remark[] {
  if (place.kind !== 'husky' || place.wired) return [];
  const message = `${place.runner} is not there or git does not know of it, so git runs no hook at all in this worktree.`;
  return [problem(message, 'Run `npm ci`, or `npx husky`, in this worktree.')];
}

function remarkOn(
  name: HookName,
  file: HookFile | undefined,
  { place }: Patient,
  managers: readonly UsedManager[],
): Remark | undefined {
  const remark = isAdvice(name) ? note : problem;
  if (!file) return remark(`There is no ${name} hook: ${WITHOUT[name]}`, remedyFor(managers));
  if (file.kind === 'other') return undefined;
  if (!callsTidemark(file.text, managers))
    return remark(`The ${name} hook does not call Tidemark: ${WITHOUT[name]}`, remedyFor(managers));
  if (place.kind === 'husky' || file.executable) return undefined;
  const path = join(place.directory, name);
  return remark(`${path} is not executable, so git does not run it.`, `Run \`chmod +x ${path}\`.`);
}

/** It stops nothing, and managers have no recipe for it. */
function isAdvice(name: HookName): boolean {
  return name === 'post-merge' || name === 'post-rewrite';
}

function callsTidemark(text: string, managers: readonly UsedManager[]): boolean {
  const commands = commandsOf(text);
  const isManaged = managers.some(
    ({ manager, knows }) => knows && (manager.owns(text) || commands.includes(manager.name)),
  );
  return isManaged || commands.includes('tidemark');
}

/** Where a manager writes the hooks, `tidemark install` is not what helps. */
function remedyFor([first]: readonly UsedManager[]): string {
  if (!first) return 'Run `tidemark install`.';
  const { files, activate } = first.manager;
  return first.knows
    ? `Run \`${activate}\`.`
    : `Add Tidemark to ${files[0]}, see below, and run \`${activate}\`.`;
}

const WITHOUT = {
  'pre-commit': 'commits are not checked.',
  'pre-merge-commit': 'clean merges are not checked.',
  'post-merge': 'problems that arrive with a fast-forward go unreported.',
  'post-rewrite': 'what a rebase left to do goes unreported.',
  'pre-push': 'rebases, cherry-picks and --no-verify commits are pushed unchecked.',
  'pre-receive': 'what is pushed here is not checked.',
} satisfies Record<HookName, string>;
