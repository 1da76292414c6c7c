import { readWorkFile, removeWorkFile, replaceWorkFile } from '../adapters/disk/work-files.ts';
import { readSetting, writeSetting } from '../adapters/git/git-config.ts';
import { rootOf } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import { mergeDriverConfig } from './merge-driver-config.ts';
import type { DriverProgram, MergedPaths } from './merge-driver-config.ts';

/** What makes a clone use the merge driver, or stop to; empty where nothing is left to do. */
export interface DriverPlan {
  /** Settings of the clone; an undefined value takes one out. */
  readonly settings: readonly { readonly key: string; readonly value: string | undefined }[];
  /** The text of the root's `.gitattributes`, null for no file; undefined where it stays. Bytes as Latin-1. */
  readonly attributes: { readonly before: string | null; readonly after: string | null } | undefined;
}

export async function planDriver(
  repository: Repository,
  program: DriverProgram,
  paths: readonly MergedPaths[],
): Promise<DriverPlan> {
  const { settings, attributes } = mergeDriverConfig(program, paths);
  const now = await Promise.all(settings.map(({ key }) => readSetting(repository.directory, key, '--local')));
  const before = await readAttributes(repository);
  const there = linesOf(before ?? '');
  const missing = attributes
    .map((line) => Buffer.from(line).toString('latin1'))
    .filter((line) => !there.includes(line));
  return {
    settings: settings.filter(({ value }, index) => value !== now[index]),
    attributes: missing.length === 0 ? undefined : { before, after: missing.reduce(appended, before ?? '') },
  };
}

/** Takes out what `planDriver` put in, whichever paths it was for. */
export async function planDriverRemoval(repository: Repository): Promise<DriverPlan> {
  const { settings } = mergeDriverConfig({ node: '', bin: [''] }, []);
  const now = await Promise.all(settings.map(({ key }) => readSetting(repository.directory, key, '--local')));
  const before = repository.root === undefined ? null : await readAttributes(repository);
  const after = (before ?? '').replaceAll(OWN_LINE, '');
  return {
    settings: settings.flatMap(({ key }, index) =>
      now[index] === undefined ? [] : { key, value: undefined },
    ),
    attributes: before === null || after === before ? undefined : { before, after: after || null },
  };
}

export async function applyDriver(
  repository: Repository,
  { settings, attributes }: DriverPlan,
): Promise<void> {
  for (const { key, value } of settings) await writeSetting(repository.directory, key, value);
  if (!attributes) return;
  const { before, after } = attributes;
  const root = rootOf(repository);
  if (after === null) return removeWorkFile(root, ATTRIBUTES);
  await replaceWorkFile(root, ATTRIBUTES, before === null ? undefined : bytes(before), bytes(after));
}

const ATTRIBUTES = '.gitattributes';
const OWN_LINE = /^(?:"[^"\r\n]*"|\S+) merge=tidemark(?:\r?\n|$)/gmu;

async function readAttributes(repository: Repository): Promise<string | null> {
  const bytes = await readWorkFile(rootOf(repository), ATTRIBUTES);
  return bytes ? Buffer.from(bytes).toString('latin1') : null;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/u);
}

/** In the line ending of the file. A last line without one gets it: otherwise the two would run together. */
function appended(text: string, line: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : eol}${line}${eol}`;
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
