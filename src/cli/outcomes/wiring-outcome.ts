import { isAbsolute, relative } from 'node:path';

import { enumerate, shellWord } from '../../core/messages/wording.ts';
import type { Format } from '../../reporters/formats.ts';
import { visible } from '../../reporters/parts/escape.ts';
import { jsonText } from '../../reporters/json.ts';
import type { Style } from '../../reporters/parts/style.ts';
import { runnableText } from '../../core/messages/runnable.ts';
import { DRY_RUN } from '../arguments/options.ts';
import { unifiedDiff } from '../../writing/unified-diff.ts';
import type { Guarded } from '../../wiring/guarded.ts';
import type { Setting, Wiring } from '../../wiring/hook-wiring.ts';
import type { HookChange } from '../../wiring/hooks/hook-plan.ts';
import type { Outcome } from '../command.ts';

/** What `install` and `uninstall` both take. */
export const WIRING_OPTIONS = {
  bare: {
    type: 'string',
    value: 'PATH',
    help: 'the bare repository at PATH: its pre-receive hook',
  },
  ...DRY_RUN,
} as const;

export interface WiringView {
  readonly format: Format;
  readonly style: Style;
  readonly dryRun: boolean;
}

/** Says what was done, or with `dryRun` would be. 1 where a hook had to be left to its owner, and where nothing is guarded. */
export function wiringOutcome(wiring: Wiring, { format, style, dryRun }: WiringView): Outcome {
  const code = isGuarding(wiring) ? 0 : 1;
  if (format === 'json') return { code, stdout: jsonText(wiringJson(wiring)) };
  const notes = wiring.notes.map((note) => `${visible(runnableText(note, style.programs))}\n`);
  const advice = [
    ...wiring.hooks.flatMap((hook) => leftLines(hook, wiring)),
    ...guardLines(wiring),
    ...notes,
  ];
  const stdout = dryRun ? diffs(wiring) : list(wiring);
  return { code, stdout: style.quiet ? '' : stdout, stderr: advice.join('') };
}

function isGuarding({ hooks, guarded }: Wiring): boolean {
  const isOpen = (hook: HookChange) =>
    hook.state === 'left' || (hook.state === 'managed' && hook.name === 'pre-commit' && !hook.active);
  return guarded?.state !== 'nothing' && !hooks.some(isOpen);
}

function wiringJson({ place, hooks, settings, driver, guarded, notes }: Wiring) {
  return {
    version: 1,
    place: { kind: place.kind, directory: place.directory },
    hooks: hooks.map((hook) => ({
      name: hook.name,
      path: hook.path,
      state: stateOf(hook),
      ...(hook.state === 'managed' && { manager: hook.manager }),
      ...(hook.state === 'left' && { reason: hook.reason, line: hook.line }),
    })),
    settings,
    mergeDriver: driver ? { settings: driver.settings, attributes: driver.attributes !== undefined } : null,
    guards: guarded ? guardsJson(guarded) : null,
    notes,
  };
}

function guardsJson(guarded: Guarded) {
  return guarded.state === 'guarded'
    ? { path: guarded.path, items: guarded.items, ledgers: guarded.ledgers }
    : { path: null, message: guarded.message, hint: guarded.hint };
}

type Row = readonly [done: string, what: string];

function list(wiring: Wiring): string {
  const { hooks, settings, driver, guarded } = wiring;
  const rows = hooks
    .filter(({ state }) => state !== 'managed')
    .map((hook) => [stateOf(hook), shown(hook.path, wiring)] as const);
  const set = [...settings, ...(driver?.settings ?? [])].map(settingRow);
  const attributes = driver?.attributes;
  const file: readonly Row[] = attributes ? [[writtenState(attributes), '.gitattributes']] : [];
  return [...managedRows(hooks), ...rows, ...set, ...file, ...commitRows(wiring), ...guardRows(guarded)]
    .map(([done, what]) => `${done.padEnd(9)}  ${visible(what)}\n`)
    .join('');
}

function managedRows(hooks: readonly HookChange[]): readonly Row[] {
  const managers = new Set(hooks.flatMap((hook) => (hook.state === 'managed' ? hook.manager : [])));
  return [...managers].map(
    (manager) => ['managed', `by ${manager}, which is configured to call Tidemark`] as const,
  );
}

function settingRow({ key, value }: Setting): Row {
  return [value === undefined ? 'removed' : 'set', `${key} in git’s configuration`];
}

function guardRows(guarded: Guarded | undefined): readonly Row[] {
  if (guarded?.state !== 'guarded') return [];
  const { path, items, ledgers } = guarded;
  const backlog: readonly Row[] =
    path === null ? [] : [['guards', `${path} (${items} item${items === 1 ? '' : 's'})`]];
  return [...backlog, ...ledgers.map((ledger): Row => ['guards', ledger])];
}

function guardLines({ guarded }: Wiring): readonly string[] {
  if (guarded?.state !== 'nothing') return [];
  return [`tidemark: ${visible(guarded.message)}\n`, `  ${visible(guarded.hint)}\n`];
}

/** As seen from the root; what is not below it stays absolute. */
function shown(path: string, { repository: { root, gitDir } }: Wiring): string {
  const inside = relative(root ?? gitDir, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside;
}

function stateOf(hook: HookChange): string {
  return hook.state === 'write'
    ? writtenState({ before: hook.before ?? null, after: hook.after })
    : hook.state;
}

function writtenState({
  before,
  after,
}: {
  readonly before: string | null;
  readonly after: string | null;
}): string {
  if (after === null) return 'removed';
  return before === null ? 'written' : 'changed';
}

/** What is in the work tree serves everybody only once it is committed. */
function commitRows(wiring: Wiring): readonly Row[] {
  const { hooks, shared, driver } = wiring;
  const changed = shared
    ? hooks.filter(({ state }) => state === 'write').map(({ path }) => shown(path, wiring))
    : [];
  const files = [...changed, ...(driver?.attributes ? ['.gitattributes'] : [])];
  if (files.length === 0) return [];
  return [['commit', `${enumerate(files)}, so that everybody has ${files.length === 1 ? 'it' : 'them'}`]];
}

function leftLines(hook: HookChange, wiring: Wiring): readonly string[] {
  if (hook.state !== 'left') return [];
  return [
    `tidemark: ${visible(shown(hook.path, wiring))} ${hook.reason}, so it was not changed. Add this line to it:\n`,
    `  ${visible(hook.line)}\n`,
  ];
}

function diffs(wiring: Wiring): string {
  const { hooks, settings, driver } = wiring;
  const texts = hooks.map((hook) => {
    const path = shown(hook.path, wiring).replace(/^\//u, '');
    return hook.state === 'write' ? diff(path, hook.before ?? null, hook.after) : '';
  });
  const attributes = driver?.attributes;
  const set = [...settings, ...(driver?.settings ?? [])].map(({ key, value }) => {
    return value === undefined ? `git config --unset ${key}\n` : `git config ${key} ${shellWord(value)}\n`;
  });
  return [
    ...texts,
    attributes ? diff('.gitattributes', attributes.before, attributes.after) : '',
    ...set,
  ].join('');
}

/** From bytes as Latin-1 to what a terminal shows. */
function diff(path: string, before: string | null, after: string | null): string {
  const shown = (text: string | null) => text && Buffer.from(text, 'latin1').toString('utf8');
  return unifiedDiff(path, shown(before), shown(after)).split('\n').map(visible).join('\n');
}
