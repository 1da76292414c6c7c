import type { ListedRef } from '../../adapters/git/refs/ref-listing.ts';
import { shellWord } from '../../core/messages/wording.ts';
import { TidemarkError } from '../../errors.ts';
import { refPattern } from './ref-glob.ts';

/** A ref that a radar looks at. */
export interface RadarRef {
  /** What people call it: `topic`, `origin/topic`; else its full name. */
  readonly label: string;
  /** What tells it to git. */
  readonly revision: string;
  /** Equal for a branch and its copy on a remote. */
  readonly branch: string;
  readonly switchTo: string;
  /** Full hex; undefined for one that git was not asked about yet. */
  readonly commit: string | undefined;
  readonly author: string | undefined;
  readonly date: string | undefined;
}

/** Branches of this clone and of remotes; with `globs` all refs that one of them fits. Symbolic ones are left out. */
export function chooseRefs(listed: readonly ListedRef[], globs: readonly string[]): readonly RadarRef[] {
  const names = new Set(listed.map(({ name }) => name));
  const patterns = globs.map(refPattern);
  const isChosen = ({ name }: ListedRef): boolean =>
    globs.length === 0
      ? /^refs\/(?:heads|remotes)\//u.test(name)
      : patterns.some((pattern) => pattern.test(name) || pattern.test(labelOf(name)));
  return listed.filter((ref) => ref.target === undefined && isChosen(ref)).map((ref) => radarRef(ref, names));
}

/** The ref that everybody starts from: see `findPublished`. Undefined where nobody knows. */
export function defaultBase(listed: readonly ListedRef[]): string | undefined {
  const byName = new Map(listed.map((ref) => [ref.name, ref]));
  const current = listed.find(({ isCurrent }) => isCurrent);
  const has = (remote: string): boolean =>
    listed.some(({ name }) => name.startsWith(`refs/remotes/${remote}/`));
  const remotes = [current?.remote, 'upstream', 'origin'].flatMap((name) => name ?? []);
  const remote = remotes.find((name) => name !== '.' && has(name));
  const root = remote === undefined ? 'refs/heads' : `refs/remotes/${remote}`;
  const told = byName.get(`${root}/HEAD`)?.target;
  const names = [told, `${root}/main`, `${root}/master`, remote === undefined ? current?.name : undefined];
  return names.find((name) => name !== undefined && byName.has(name));
}

export function noBase(): TidemarkError {
  return new TidemarkError(
    'usage',
    'It is not known what branches are merged into here.',
    'Name it: `tidemark radar --base origin/main`.',
  );
}

/** Names or commits that somebody else lists, a line each. */
export function refsListed(text: string, listed: readonly ListedRef[]): readonly RadarRef[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter(Boolean))].map((line) => refNamed(line, listed));
}

/** A ref by its full or its usual name, a branch that is checked out also as HEAD; any other revision as it is. */
export function refNamed(name: string, listed: readonly ListedRef[]): RadarRef {
  const names = new Set(listed.map((ref) => ref.name));
  const candidates = [name, `refs/heads/${name}`, `refs/remotes/${name}`];
  const isMeant = (ref: ListedRef): boolean =>
    candidates.includes(ref.name) || (name === 'HEAD' && ref.isCurrent);
  const known = listed.find((ref) => ref.target === undefined && isMeant(ref));
  if (known) return { ...radarRef(known, names), ...(name === 'HEAD' && { switchTo: '' }) };
  const switchTo = /^HEAD$/u.test(name) ? '' : `--detach ${shellWord(name)}`;
  return {
    label: name,
    revision: name,
    branch: name,
    switchTo,
    commit: undefined,
    author: undefined,
    date: undefined,
  };
}

export function labelOf(name: string): string {
  return name.replace(/^refs\/(?:heads|remotes|tags)\//u, '');
}

function radarRef({ name, commit, upstream, author, date }: ListedRef, names: ReadonlySet<string>): RadarRef {
  const label = labelOf(name);
  const [, kind, remote] = /^refs\/(heads|remotes\/([^/]+))\//u.exec(name) ?? [];
  const copy = upstream ?? `refs/remotes/origin/${label}`;
  const branch = kind === 'heads' && names.has(copy) ? copy : name;
  const own = remote === undefined ? label : label.slice(remote.length + 1);
  const switchTo = kind === undefined ? `--detach ${shellWord(label)}` : shellWord(own);
  return { label, revision: name, branch, switchTo, commit, author, date };
}
