import type { HookChange, Site } from './hooks/hook-plan.ts';

/** What is left for a person to do, in sentences. */
export function notesOnInstall(site: Site, hooks: readonly HookChange[]): readonly string[] {
  return [...notesOnPlace(site, hooks), ...notesOnManagers(site, hooks)];
}

function notesOnPlace(
  { place, installation: { bin, kind } }: Site,
  hooks: readonly HookChange[],
): readonly string[] {
  const notes: string[] = [];
  if (place.kind === 'husky' && !place.wired) {
    notes.push('Git runs husky’s hooks only once husky is set up in this worktree: run `npx husky`.');
  }
  if (kind === 'cached' && hooks.some(({ state }) => state === 'write')) {
    notes.push(
      `The hooks call ${bin.join('*')}, which npx and its like may clear away: install Tidemark in the project (\`npm install --save-dev tidemark\`), then run this again.`,
    );
  }
  return notes;
}

function notesOnManagers({ managers }: Site, hooks: readonly HookChange[]): readonly string[] {
  return managers.flatMap(({ manager: { name, files, activate }, knows }) => {
    if (!knows)
      return [
        `${name} may regenerate the hooks and drop Tidemark’s lines: \`tidemark doctor\` shows what to add to ${files[0]}.`,
      ];
    const isActive = hooks.some((hook) => hook.state === 'managed' && hook.manager === name && hook.active);
    return isActive
      ? []
      : [
          `${name} is configured to call Tidemark, but its hooks are not installed here: run \`${activate}\`.`,
        ];
  });
}
