import { git } from '../git.ts';
import { records } from '../index/index-listing.ts';

/** A version of a file in the index. */
interface StageEntry {
  readonly mode: string;
  /** Full hex. */
  readonly oid: string;
}

/** The versions of a path in conflict; a side that has no such file has none. */
export interface Stages {
  readonly base: StageEntry | undefined;
  readonly ours: StageEntry | undefined;
  readonly theirs: StageEntry | undefined;
}

/** By path relative to the root. */
export type StagesByPath = ReadonlyMap<string, Stages>;

/** Every path that the index has at stages 1 to 3. */
export async function listUnmerged(directory: string): Promise<StagesByPath> {
  return parse(await git(directory, ['ls-files', '-u', '-z', '--full-name', '--', ':(top)']));
}

/** The stages of paths that were staged since: git keeps them until the index is made from a commit again, so they may be of an older conflict. */
export async function listResolved(directory: string): Promise<StagesByPath> {
  return parse(await git(directory, ['ls-files', '--resolve-undo', '-z', '--full-name', '--', ':(top)']));
}

/** Makes paths unmerged again, so that nobody commits them by mistake. */
export async function restoreStages(directory: string, stages: StagesByPath): Promise<void> {
  if (stages.size === 0) return;
  const lines = [...stages].flatMap(([path, versions]) => {
    const entries = NAMES.map((name) => versions[name]);
    const none = '0'.repeat(entries.find(Boolean)?.oid.length ?? 40);
    const put = entries.map((entry, at) => (entry ? `${entry.mode} ${entry.oid} ${at + 1}\t${path}\0` : ''));
    return [`0 ${none}\t${path}\0`, ...put];
  });
  await git(directory, ['update-index', '-z', '--index-info'], Buffer.from(lines.join('')));
}

/** Keeps bytes as an object that nothing refers to, until git tidies up, or with `dryRun` only finds its name. Answers with that. */
export async function keepObject(directory: string, bytes: Uint8Array, dryRun: boolean): Promise<string> {
  const args = ['hash-object', ...(dryRun ? [] : ['-w']), '--stdin'];
  const output = await git(directory, args, Buffer.from(bytes));
  return output.toString('latin1').trimEnd();
}

/** `100644 oid 2<TAB>path` */
function parse(output: Buffer): StagesByPath {
  const found = new Map<string, Stages>();
  for (const record of records(output)) {
    const [mode = '', oid = '', stage = ''] = record.slice(0, record.indexOf('\t')).split(' ');
    const path = record.slice(record.indexOf('\t') + 1);
    const name = NAMES[Number(stage) - 1];
    if (name) found.set(path, { ...(found.get(path) ?? NONE), [name]: { mode, oid } });
  }
  return found;
}

const NAMES = ['base', 'ours', 'theirs'] as const;
const NONE: Stages = { base: undefined, ours: undefined, theirs: undefined };
