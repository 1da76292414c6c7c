import type { Format } from '../../reporters/index.ts';
import { visible } from '../../reporters/parts/escape.ts';
import { jsonText } from '../../reporters/json.ts';
import { unifiedDiff } from '../../writing/unified-diff.ts';
import type { HookChange, Wiring } from '../../wiring/hook-wiring.ts';
import type { Outcome } from '../command.ts';

/** What `install` and `uninstall` both take. */
export const WIRING_OPTIONS = {
  bare: { type: 'string', value: 'PATH', help: 'a server’s repository and its pre-receive' },
  'dry-run': { type: 'boolean', help: 'show what would change as a diff, and change nothing' },
} as const;

export interface WiringView {
  readonly format: Format;
  readonly quiet: boolean;
  readonly dryRun: boolean;
}

/** Tells what was done, or with `dryRun` would be. 1 where a hook had to be left to its owner. */
export function wiringOutcome(wiring: Wiring, { format, quiet, dryRun }: WiringView): Outcome {
  const code = wiring.hooks.some(({ state }) => state === 'left') ? 1 : 0;
  if (format === 'json') return { code, stdout: jsonText(wiringJson(wiring)) };
  const advice = [...wiring.hooks.flatMap(leftLines), ...wiring.notes.map((note) => `${visible(note)}\n`)];
  const stdout = dryRun ? diffs(wiring) : list(wiring);
  return { code, stdout: quiet ? '' : stdout, stderr: advice.join('') };
}

function wiringJson({ place, hooks, driver, notes }: Wiring) {
  return {
    version: 1,
    place: { kind: place.kind, directory: place.directory },
    hooks: hooks.map((hook) => ({
      name: hook.name,
      path: hook.path,
      state: stateOf(hook),
      ...(hook.state === 'left' && { reason: hook.reason, line: hook.line }),
    })),
    mergeDriver: driver && { settings: driver.settings, attributes: driver.attributes !== undefined },
    notes,
  };
}

function list({ hooks, driver }: Wiring): string {
  const rows = hooks.map((hook) => [stateOf(hook), hook.path] as const);
  const settings = (driver?.settings ?? []).map(({ key, value }) => {
    return [value === undefined ? 'removed' : 'set', `${key} in git’s configuration`] as const;
  });
  const attributes = driver?.attributes;
  const file = attributes
    ? ([[attributes.after === null ? 'removed' : 'written', '.gitattributes']] as const)
    : [];
  return [...rows, ...settings, ...file]
    .map(([done, what]) => `${done.padEnd(9)}  ${visible(what)}\n`)
    .join('');
}

function stateOf(hook: HookChange): 'written' | 'removed' | 'unchanged' | 'left' {
  if (hook.state !== 'write') return hook.state;
  return hook.after === null ? 'removed' : 'written';
}

function leftLines(hook: HookChange): readonly string[] {
  if (hook.state !== 'left') return [];
  return [
    `tidemark: ${visible(hook.path)} ${hook.reason}, so it was left alone. Let it run this line:\n`,
    `  ${visible(hook.line)}\n`,
  ];
}

function diffs({ hooks, driver }: Wiring): string {
  const texts = hooks.map((hook) => {
    return hook.state === 'write' ? diff(hook.path.replace(/^\//u, ''), hook.before ?? null, hook.after) : '';
  });
  const attributes = driver?.attributes;
  const settings = (driver?.settings ?? []).map(({ key, value }) => {
    return value === undefined
      ? `git config --unset ${key}\n`
      : `git config ${key} ${JSON.stringify(value)}\n`;
  });
  return [
    ...texts,
    attributes ? diff('.gitattributes', attributes.before, attributes.after) : '',
    ...settings,
  ].join('');
}

/** From bytes as Latin-1 to what a terminal shows. */
function diff(path: string, before: string | null, after: string | null): string {
  const shown = (text: string | null) => text && Buffer.from(text, 'latin1').toString('utf8');
  return unifiedDiff(path, shown(before), shown(after)).split('\n').map(visible).join('\n');
}
