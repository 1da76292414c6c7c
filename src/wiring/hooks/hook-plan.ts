import { join } from 'node:path';

import { readHook } from '../../adapters/disk/hook-files.ts';
import type { HookFile } from '../../adapters/disk/hook-files.ts';
import type { HookPlace } from '../../adapters/git/hook-place.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { Installation } from '../../adapters/programs/lasting-paths.ts';
import type { HookName } from '../../checking/hook-name.ts';
import { callsByItself, hasLines, insertLines, removeLines } from './hook-block.ts';
import { foreignLine, hookForm } from './hook-form.ts';
import type { Manager, UsedManager } from './hook-managers.ts';

/** What becomes of one hook. Texts are bytes as Latin-1; a null one removes the file. */
export type HookChange = { readonly name: HookName; readonly path: string } & (
  | { readonly state: 'write'; readonly before: string | undefined; readonly after: string | null }
  | { readonly state: 'unchanged' }
  /** A hook manager calls Tidemark there; `active`, once it has installed its hooks. */
  | { readonly state: 'managed'; readonly manager: string; readonly active: boolean }
  /** Not ours to edit: `line` is what its owner may add. */
  | { readonly state: 'left'; readonly reason: string; readonly line: string }
);

/** All that the plan for one hook depends on. */
export interface Site {
  readonly repository: Repository;
  readonly place: HookPlace;
  readonly installation: Installation;
  readonly managers: readonly UsedManager[];
}

/** Works out what becomes of the hook of that name. Throws `cannot-read`. */
export async function planHook(name: HookName, site: Site): Promise<HookChange> {
  const { place, installation, managers } = site;
  const path = join(place.directory, name);
  const file = place.kind === 'foreign' ? undefined : await readHook(place.directory, name);
  const before = file?.kind === 'file' ? file.text : undefined;
  const knowing = managers.find(({ knows }) => knows);
  if (knowing) return planManaged({ name, path }, knowing.manager, before);
  const edited = await edit(name, file, site);
  if ('reason' in edited)
    return { name, path, state: 'left', ...edited, line: foreignLine(name, installation) };
  const settled = before === edited.after && isRun(file, place);
  return settled ? { name, path, state: 'unchanged' } : { name, path, state: 'write', before, ...edited };
}

/** Lines of its own would run everything a second time, or keep the manager from installing its hooks. */
function planManaged(
  hook: Pick<HookChange, 'name' | 'path'>,
  { name: manager, owns }: Manager,
  before: string | undefined,
): HookChange {
  const after = before === undefined ? undefined : removeLines(before);
  return after === undefined
    ? { ...hook, state: 'managed', manager, active: owns(before) }
    : { ...hook, state: 'write', before, after };
}

async function edit(
  name: HookName,
  file: HookFile | undefined,
  site: Site,
): Promise<{ readonly after: string } | { readonly reason: string }> {
  const reason = reasonToLeave(file, site.place);
  if (reason !== undefined) return { reason };
  const text = file?.kind === 'file' ? file.text : undefined;
  if (text !== undefined && !hasLines(text) && callsByItself(text)) return { after: text };
  const { place } = site;
  const bare = place.kind === 'husky' && place.runner !== place.directory;
  const after = insertLines(text, { name, form: await hookForm(name, place, site), bare });
  return after === undefined ? { reason: 'is not an sh script' } : { after };
}

function reasonToLeave(file: HookFile | undefined, place: HookPlace): string | undefined {
  if (place.kind === 'foreign') return `is not this repository’s (${place.leading} leads out of it)`;
  if (file?.kind === 'other') return 'is not a plain file';
  // Making it executable would run what somebody has turned off.
  return file && !hasLines(file.text) && !isRun(file, place) ? 'is not executable' : undefined;
}

/** Git runs what is executable; husky hands its hooks to sh. */
function isRun(file: HookFile | undefined, { kind }: HookPlace): boolean {
  return kind === 'husky' || (file?.kind === 'file' && file.executable);
}
