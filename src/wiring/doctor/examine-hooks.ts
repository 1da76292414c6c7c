import { join } from 'node:path';

import { exists, readHook } from '../../adapters/disk/hook-files.ts';
import type { HookFile } from '../../adapters/disk/hook-files.ts';
import type { HookPlace } from '../../adapters/git/hook-place.ts';
import { hasBlock, recordedBin } from '../hook-block.ts';
import type { HookName } from '../../checking/hook-name.ts';
import { hookNames } from '../hook-wiring.ts';
import { findManagers } from './hook-managers.ts';
import { note, problem } from './remark.ts';
import type { Patient, Remark } from './remark.ts';

/** Whether git runs Tidemark at every door. */
export async function examineHooks({ repository, place }: Patient): Promise<readonly Remark[]> {
  const bare = repository.root === undefined;
  const managers = bare ? [] : await findManagers(repository.root);
  const callers = ['tidemark', ...managers.flatMap(({ manager, knows }) => (knows ? manager.name : []))];
  const remarks = await Promise.all(
    hookNames(bare).map(async (name) => {
      const file = await readHook(place.directory, name);
      const remark =
        remarkOn(name, file, place, callers) ?? (await remarkOnBin(file, name, place, repository.root));
      return remark ? [remark] : [];
    }),
  );
  return [...remarksOnPlace(place), ...remarks.flat()];
}

function remarksOnPlace(place: HookPlace): readonly Remark[] {
  if (place.kind === 'foreign') {
    const message = `${place.leading} leads out of the repository, to ${place.directory}: git runs no hook of this project’s own.`;
    return [
      problem(
        message,
        place.leading === '.husky'
          ? 'Put the directory itself into the repository.'
          : 'Run `git config --unset core.hooksPath`, or add the lines that `tidemark install` prints.',
      ),
    ];
  }
  if (place.kind !== 'husky' || place.wired) return [];
  const message = `${place.runner} is not there or git does not know of it, so git runs no hook at all in this worktree.`;
  return [problem(message, 'Run `npm ci`, or `npx husky`, in this worktree.')];
}

/** `callers` are the programs whose name in a hook means that Tidemark is called. */
function remarkOn(
  name: HookName,
  file: HookFile | undefined,
  place: HookPlace,
  callers: readonly string[],
): Remark | undefined {
  const remark = name === 'post-merge' ? note : problem;
  const path = join(place.directory, name);
  const install = 'Run `tidemark install`.';
  if (!file) return remark(`There is no ${name} hook: ${WITHOUT[name]}`, install);
  if (file.kind === 'other') return undefined;
  const commands = file.text.replace(/^\s*#.*$/gmu, '');
  if (!callers.some((caller) => commands.includes(caller))) {
    return remark(`The ${name} hook does not call Tidemark: ${WITHOUT[name]}`, install);
  }
  if (place.kind === 'husky' || file.executable) return undefined;
  return remark(`${path} is not executable, so git does not run it.`, `Run \`chmod +x ${path}\`.`);
}

const WITHOUT = {
  'pre-commit': 'commits are not judged.',
  'pre-merge-commit': 'clean merges are not judged.',
  'post-merge': 'nobody hears of trouble that a fast-forward brought in.',
  'pre-push': 'what came in by rebase, cherry-pick or --no-verify is pushed unjudged.',
  'pre-receive': 'what is pushed here is not judged.',
} satisfies Record<HookName, string>;

/** The bin that the lines of an installed hook call may be gone since. */
async function remarkOnBin(
  file: HookFile | undefined,
  name: HookName,
  place: HookPlace,
  root: string | undefined,
): Promise<Remark | undefined> {
  if (file?.kind !== 'file' || !hasBlock(file.text)) return undefined;
  const husky = place.kind === 'husky' && root !== undefined;
  const bin = husky ? join(root, 'node_modules/.bin/tidemark') : recordedBin(file.text);
  if (bin === undefined || (await exists(bin))) return undefined;
  const remedy = husky
    ? 'Run `npm ci` in this worktree.'
    : 'Install Tidemark again, then run `tidemark install`.';
  return problem(`The ${name} hook calls ${bin}, which is not there.`, remedy);
}
