import assert from 'node:assert/strict';
import type { DirectoryClaim, HeadingClaim, ItemClaim, NamedId, NearMiss } from '../../src/core/ids/claim.ts';
import { evaluate } from '../../src/core/rules/engine/evaluate.ts';
import type { Finding } from '../../src/core/findings/finding.ts';
import { formatItemId, parseItemId, splitLeadingId, splitNearId } from '../../src/core/ids/item-id.ts';
import type { ItemId } from '../../src/core/ids/item-id.ts';
import { DEFAULT_POLICY, type Policy } from '../../src/core/findings/policy.ts';
import { NO_ENTRIES, stateOf as ledgerOf } from '../../src/core/ledger/ledger-state.ts';
import type { Base, BaseSnapshot, LedgerVersion, Situation } from '../../src/core/ledger/situation.ts';
import type { Backlog, BacklogState, Mark, OtherList, Snapshot } from '../../src/core/ledger/snapshot.ts';
import { createdOf } from './texts.ts';

/** The guarded files of one snapshot, in shorthand. Left out means empty. */
export interface Scene {
  /** Left out: the highest item number. Null: no `next_item_id`. A string: an invalid one. */
  readonly mark?: number | string | null;
  /** `'WRK-001 Title'`; `'WRK-001 Title @x'` has `created: x`, `@` alone none, nothing one made of number and title. A leading `done` is its status. */
  readonly items?: readonly string[];
  /** `'WRK-001 Title'`, with `@timestamp` as in items; a leading `done` makes the entry terminal. */
  readonly headings?: readonly string[];
  /** `'WRK-001_slug'`, or `'WRK-001_slug: slug_PRD DESIGN !WRK-002_PRD'` with the documents after their ID, or under another one. */
  readonly dirs?: readonly string[];
  /** `'WRK-001-slug'`, a directory that nearly claims, `'WRK-001_slug.md'`, a file, or `'### WRK-001 Title'`, a heading. */
  readonly nearMisses?: readonly string[];
  /** `'WRK-001_slug/PRD.md heading WRK-002'`: what new documents say is their ID, by their `heading` or their ID `line`. */
  readonly named?: readonly string[];
  /** What git ignores: directories and headings, as above. */
  readonly ignored?: readonly string[];
  /** `'WRK-+5 Title'`. */
  readonly malformed?: readonly string[];
  /** The key that malformed ones have instead of `id`. */
  readonly misspelled?: string;
  /** `'icebox: WRK-020 WRK-021'`: a list beside `items`. */
  readonly otherLists?: readonly string[];
  readonly pipelineTypes?: readonly string[];
  /** What readers of the backlog take for different texts. */
  readonly remarks?: readonly string[];
  readonly prefixes?: readonly string[];
  /** There is no backlog; a text tells what stands in its place. */
  readonly missing?: true | string;
  /** A branch from the very beginning that this commit of a base's past has just merged. */
  readonly merged?: Scene;
  /** The backlog cannot be read, for these reasons. */
  readonly unreadable?: readonly string[];
}

/** A base and what lies behind it. */
export interface BaseScene extends Scene {
  /** Versions of the backlog up to the fork, newest first. */
  readonly past?: readonly Scene[];
  /** Versions since the fork, newest first. */
  readonly since?: readonly Scene[];
  /** What a lost base borrows. */
  readonly lent?: Scene;
}

interface Judging {
  readonly policy?: Partial<Policy>;
  readonly strict?: boolean;
  readonly trustNoMark?: boolean;
  /** `'3 Search by tag'`: what others drew over a remote. */
  readonly drawn?: readonly string[];
}

/** A commit checked against its parent. */
export interface Linear extends Judging {
  readonly candidate: Scene;
  readonly base?: BaseScene;
  /** What everybody starts from, which parted from the base at the first of its past. */
  readonly published?: Scene;
}

/** A merge checked against both parents. */
export interface Merge extends Judging {
  readonly candidate: Scene;
  readonly fork: Scene & { readonly lent?: Scene };
  readonly ours: BaseScene;
  readonly theirs: BaseScene;
  /** Everybody starts from `theirs` already. */
  readonly isPublished?: boolean;
  /** As in CI: only `ours` is a base; where git cannot merge the two, `theirs` is checked against the fork. */
  readonly ci?: boolean | 'conflict';
}

export function situation(given: Linear | Merge): Situation {
  const { policy, strict = false, trustNoMark = false, drawn } = given;
  const othersDraws = drawn && new Map(drawn.map((text) => drawOf(text)));
  const common = { policy: { ...DEFAULT_POLICY, ...policy }, strict, trustNoMark, othersDraws };
  const candidate = snapshot(given.candidate, 'index', undefined);
  if (!('fork' in given)) return { ...common, candidate, ...besides(given) };
  const fork = baseSnapshotOf(given.fork, 'fork', 'f');
  const sides = [
    { ...baseOf(given.ours, 'HEAD', '1'), fork },
    { ...baseOf(given.theirs, 'MERGE_HEAD', '2'), fork },
  ];
  const all = [...versionsOf(given.ours, '1', given.fork), ...versionsOf(given.theirs, '2', given.fork)];
  // Of the fork only one side may say what is behind it.
  const versions = [...new Map(all.toSorted(byParents).map((version) => [version.commit, version])).values()];
  const bases = {
    merge: sides,
    ci: sides.slice(0, 1),
    conflict: [{ ...fork, fork: undefined }],
  };
  const kind = given.ci === true ? 'ci' : given.ci || 'merge';
  const published = given.isPublished ? ['2'.repeat(40)] : undefined;
  return { ...common, candidate, bases: bases[kind], sides, versions, published };
}

function besides({ base, published }: Linear): Pick<Situation, 'bases' | 'sides' | 'versions' | 'beside'> {
  const bases = base ? [baseOf(base, 'HEAD', '1')] : [];
  const versions = base ? versionsOf(base, '1') : [];
  if (!published) return { bases, sides: bases, versions };
  const own = versionsOf(published, '2').map((version) => ({ ...version, parents: [`a0`.repeat(20)] }));
  const other = { ...baseOf(published, 'origin/main', '2'), fork: undefined };
  return { bases, sides: bases, versions: [...own, ...versions], beside: other };
}

function drawOf(text: string): [name: string, title: string] {
  const { text: number, title } = cut(text, ' ');
  return [`backlog ${number}`, title];
}

/** `['error id-reused WRK-001', 'warning mark-missing']`; inherited ones end in `(inherited)`. */
export function findings(given: Linear | Merge): readonly string[] {
  return evaluate(situation(given)).findings.map(brief);
}

/** The only finding of a situation, with all that people are told. */
export function onlyFinding(given: Linear | Merge): string {
  const found = evaluate(situation(given)).findings;
  const [finding] = found;
  assert.ok(finding && found.length === 1, `one finding, not ${found.map(brief).join(', ')}`);
  const { path, line, column } = finding.place;
  return [
    `${path}:${line}:${column} ${brief(finding)}`,
    finding.message,
    ...finding.related.map((other) => `see ${other.path}:${other.line}:${other.column} ${other.message}`),
    `run ${finding.remedy}`,
    `accept ${JSON.stringify(finding.excuse)}`,
  ].join('\n');
}

function brief({ severity, rule, id, inherited }: Finding): string {
  return `${severity} ${rule}${id === null ? '' : ` ${id}`}${inherited ? ' (inherited)' : ''}`;
}

function baseOf(scene: BaseScene, label: string, digit: string): Base {
  return { ...baseSnapshotOf(scene, label, digit), fork: undefined };
}

function baseSnapshotOf(
  scene: Scene & { readonly lent?: Scene },
  label: string,
  digit: string,
): BaseSnapshot {
  return {
    snapshot: snapshot(scene, label, digit.repeat(40)),
    lent: scene.lent && { backlog: backlogOf(scene.lent), commit: 'e'.repeat(40) },
  };
}

/** Each the child of the one behind it; the base first, in a merge the fork among them. */
function versionsOf(base: BaseScene, digit: string, fork?: Scene): readonly LedgerVersion[] {
  const { since = [], past = [] } = base;
  const newer = digit === '2' ? 'd' : 'b';
  const named = (scenes: readonly Scene[], name: string) =>
    scenes.map((scene, index) => ({ scene, commit: `${name}${index}`.repeat(20) }));
  const own = [{ scene: base, commit: digit.repeat(40) }, ...named(since, newer)];
  const before = [...(fork ? [{ scene: fork, commit: 'f'.repeat(40) }] : []), ...named(past, 'a')];
  const isReadable = (scene: Scene): boolean => !scene.missing && !scene.unreadable;
  const known = [...own, ...before].filter(
    ({ scene }) => scene === base || scene === fork || isReadable(scene),
  );
  return known.flatMap(({ scene, commit }, index): readonly LedgerVersion[] => {
    const parents = known.slice(index + 1, index + 2).map((parent) => parent.commit);
    const state = isReadable(scene) ? ledgerOf(backlogOf(scene)) : NO_ENTRIES;
    if (!scene.merged) return [{ commit, parents, state }];
    const merged = { commit: `merged ${commit}`, parents: [], state: ledgerOf(backlogOf(scene.merged)) };
    return [{ commit, parents: [...parents, merged.commit], state }, merged];
  });
}

function byParents(one: LedgerVersion, other: LedgerVersion): number {
  return one.parents.length - other.parents.length;
}

function snapshot(scene: Scene, label: string, commit: string | undefined): Snapshot {
  return {
    label,
    commit,
    backlog: stateOf(scene),
    headings: (scene.headings ?? []).map(heading),
    directories: (scene.dirs ?? []).map(directory),
    prefixes: scene.prefixes ?? [],
    ...(scene.named && { named: scene.named.map(namedId) }),
    ...(scene.nearMisses && { nearMisses: scene.nearMisses.map(nearMiss) }),
    ...(scene.ignored && {
      ignored: scene.ignored.map((text) => (text.includes(' ') ? heading(text, 0) : directory(text))),
    }),
  };
}

const PATH = 'BACKLOG.yaml';

function stateOf(scene: Scene): BacklogState {
  const { missing, unreadable } = scene;
  if (missing !== undefined)
    return { state: 'missing', path: PATH, ...(missing === true ? {} : { note: missing }) };
  if (!unreadable) return { state: 'readable', backlog: backlogOf(scene) };
  const problems = unreadable.map((message, index) => ({ message, place: place(PATH, index + 1, 1) }));
  return { state: 'unreadable', path: PATH, problems };
}

function backlogOf(scene: Scene): Backlog {
  const { mark, items = [], malformed = [], misspelled, otherLists, pipelineTypes = [], remarks } = scene;
  const claims = items.map(item);
  const below = 3 + 4 * (items.length + malformed.length);
  const highest = Math.max(0, ...claims.map(({ id }) => id.number));
  return {
    path: PATH,
    items: claims,
    malformed: malformed.map((text, index) => ({
      ...cut(text, ' '),
      ...(misspelled !== undefined && { misspelled }),
      place: place(PATH, 3 + 4 * (items.length + index), 7),
    })),
    ...(otherLists && { otherLists: otherLists.map(otherList) }),
    mark: markOf(mark === undefined ? highest : mark, below),
    pipelineTypes,
    ...(remarks && { remarks: remarks.map((message, at) => ({ message, place: place(PATH, at + 1, 1) })) }),
  };
}

function otherList(text: string): OtherList {
  const { text: name, title: ids } = cut(text, ': ');
  return {
    name,
    ids: ids.split(' ').flatMap((id) => parseItemId(id.trim()) ?? []),
    place: place(PATH, 90, 1),
  };
}

function markOf(mark: number | string | null, line: number): Mark {
  if (mark === null) return { state: 'absent' };
  const at = place(PATH, line, 15);
  return typeof mark === 'string'
    ? { state: 'invalid', text: mark, place: at }
    : { state: 'valid', value: mark, place: at };
}

function item(text: string, index: number): ItemClaim {
  const { done, id, key, title, at } = titled(text);
  const line = 3 + 4 * index;
  return {
    kind: 'item',
    id,
    key,
    title,
    created: at,
    status: done ? 'done' : 'new',
    place: place(PATH, line, 7),
    titlePlace: place(PATH, line + 1, 10),
    createdPlace: at === undefined ? undefined : place(PATH, line + 2, 12),
  };
}

function heading(text: string, index: number): HeadingClaim {
  const { done: terminal, id, key, title, at } = titled(text);
  const where = place('_worklog/2026-01.md', 1 + 8 * index, 1);
  return { kind: 'heading', id, key, title, timestamp: at ?? '', terminal, place: where };
}

function directory(text: string): DirectoryClaim {
  const { text: name, title: words } = cut(text, ':');
  const split = splitLeadingId(name);
  assert.ok(split, `${name} begins with no ID`);
  const path = `changes/${name}`;
  const key = formatItemId(split.id);
  const names = words.split(' ').filter(Boolean);
  const strangers = names.filter((document) => document.startsWith('!')).map((document) => document.slice(1));
  const documents = names
    .filter((document) => !document.startsWith('!'))
    .map((document) => {
      const { text: slug, title: type } = cut(document, '_');
      const named = type === '' ? { slug: undefined, type: slug } : { slug, type };
      return { path: `${path}/${key}_${document}.md`, ...named };
    });
  return {
    kind: 'directory',
    id: split.id,
    key,
    slug: split.rest,
    place: place(path, 1, 1),
    slugs: [...new Set(documents.flatMap(({ slug }) => slug ?? []))],
    documents,
    ...(strangers.length > 0 && {
      strangers: strangers.map((document) =>
        namedId(`${name}/${document}.md name ${document.replace(/_.*$/u, '')}`),
      ),
    }),
  };
}

function namedId(text: string): NamedId {
  const [path = '', by = '', name = ''] = text.split(' ');
  const id = parseItemId(name);
  assert.ok(id && (by === 'name' || by === 'heading' || by === 'line'), `${text} names no ID`);
  const where = by === 'name' ? [1, 1] : [3, 3];
  return { by, id, key: formatItemId(id), place: place(`changes/${path}`, where[0] ?? 1, where[1] ?? 1) };
}

function nearMiss(text: string): NearMiss {
  const name = text.replace(/^#+ /u, '').replace(/\.md$/u, '');
  const near = splitLeadingId(name) ?? splitNearId(name);
  assert.ok(near, `${text} names no ID`);
  const key = formatItemId(near.id);
  const common = { id: near.id, key, text };
  if (text.startsWith('#')) {
    const right = `## then — ${key} (${near.rest})`;
    return { ...common, kind: 'heading', right, place: place('_worklog/2026-01.md', 9, 1) };
  }
  const kind = text.endsWith('.md') ? 'file' : 'directory';
  return { ...common, kind, right: `changes/${key}_${near.rest}`, place: place(`changes/${text}`, 1, 1) };
}

interface Titled {
  readonly done: boolean;
  readonly id: ItemId;
  readonly key: string;
  readonly title: string;
  readonly at: string | undefined;
}

function titled(text: string): Titled {
  const [, done, name = '', title = '', at] = /^(done )?(\S+) ?(.*?)(?: ?@(\S*))?$/u.exec(text) ?? [];
  const id = parseItemId(name);
  assert.ok(id, `${text} begins with no ID`);
  const key = formatItemId(id);
  const given = at ?? createdOf(`${key} ${title}`);
  return { done: done !== undefined, id, key, title, at: given === '' ? undefined : given };
}

function cut(text: string, at: string): { text: string; title: string } {
  const index = text.indexOf(at);
  return index === -1 ? { text, title: '' } : { text: text.slice(0, index), title: text.slice(index + 1) };
}

function place(path: string, line: number, column: number) {
  return { path, line, column };
}
