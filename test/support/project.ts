import type { Tree } from './import-stream.ts';

/** An item as the orchestrator keeps it. */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly created: string;
  readonly status: string;
}

interface Entry {
  readonly at: string;
  readonly id: string;
  readonly title: string;
  readonly outcome: string;
}

/** What stands in a project's guarded files, and beside them. Every step makes a new one of it. */
export interface Project {
  readonly prefix: string;
  readonly mark: number;
  readonly items: readonly Item[];
  readonly log: readonly Entry[];
  /** All other files. */
  readonly files: Tree;
}

export const EMPTY: Project = { prefix: 'WRK', mark: 0, items: [], log: [], files: new Map() };

/** Every moment of a project, each later than the one before: RFC 3339 with nanoseconds. */
export function createClock(): () => string {
  let minutes = 0;
  return () => {
    minutes += 37;
    const second = new Date(Date.UTC(2026, 0, 5, 9, minutes)).toISOString().slice(0, 19);
    return `${second}.${String(100_000_007 + ((minutes * 7_654_321) % 899_999_993)).padStart(9, '0')}+00:00`;
  };
}

export function idOf(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(3, '0')}`;
}

/** Adds items under numbers that were drawn; the mark follows. */
export function add(project: Project, ...items: readonly Item[]): Project {
  const numbers = items.map(({ id }) => Number(id.split('-')[1]));
  return { ...project, items: [...project.items, ...items], mark: Math.max(project.mark, ...numbers) };
}

export function change(project: Project, id: string, fields: Partial<Item>): Project {
  const items = project.items.map((item) => (item.id === id ? { ...item, ...fields } : item));
  return { ...project, items };
}

export function remove(project: Project, id: string): Project {
  return { ...project, items: project.items.filter((item) => item.id !== id) };
}

export function log(project: Project, at: string, { id, title }: Item, outcome: string): Project {
  return { ...project, log: [...project.log, { at, id, title, outcome }] };
}

/** Makes `changes/ID_slug/` with these documents: `PRD.md` becomes `ID_PRD.md`, `_notes/x.md` stays as it is. */
export function work(project: Project, id: string, slug: string, ...documents: readonly string[]): Project {
  const files = new Map(project.files);
  for (const document of documents) {
    const name = document.startsWith('_') ? document.slice(1) : `${id}_${document}`;
    files.set(`changes/${id}_${slug}/${name}`, `# ${id}\n`);
  }
  return { ...project, files };
}

export function write(project: Project, path: string, text: string): Project {
  return { ...project, files: new Map([...project.files, [path, text]]) };
}

/** What a clean merge leaves: what either side added, without what either side removed, and the newer titles. */
export function merge(fork: Project, ours: Project, theirs: Project): Project {
  const before = new Map(fork.items.map((item) => [item.id, item]));
  const other = new Map(theirs.items.map((item) => [item.id, item]));
  const mine = new Set(ours.items.map(({ id }) => id));
  const kept = ours.items
    .filter(({ id }) => !before.has(id) || other.has(id))
    .map((item) => {
      const changed = other.get(item.id);
      return changed && changed !== before.get(item.id) ? changed : item;
    });
  const logged = new Set(ours.log);
  return {
    prefix: ours.prefix,
    mark: Math.max(ours.mark, theirs.mark),
    items: [...kept, ...theirs.items.filter(({ id }) => !before.has(id) && !mine.has(id))],
    log: [...ours.log, ...theirs.log.filter((entry) => !logged.has(entry))],
    files: new Map([...theirs.files, ...ours.files]),
  };
}

/** All files of a project, as the orchestrator writes them. */
export function treeOf(project: Project): Tree {
  return new Map([
    ['BACKLOG.yaml', backlogText(project)],
    ['phase-golem.toml', `[project]\nprefix = "${project.prefix}"\n`],
    ...[...byMonth(project.log)].map(
      ([month, entries]) => [`_worklog/${month}.md`, entries.map(entryText).join('')] as const,
    ),
    ...project.files,
  ]);
}

function byMonth(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const months = new Map<string, Entry[]>();
  for (const entry of entries) {
    const month = entry.at.slice(0, 'YYYY-MM'.length);
    months.set(month, [...(months.get(month) ?? []), entry]);
  }
  return months;
}

function backlogText({ items, mark }: Project): string {
  const blocks = items.map(
    ({ id, title, created, status }) =>
      `- id: ${id}\n  title: ${scalar(title)}\n  status: ${status}\n  requires_human_review: false\n  created: ${created}\n  updated: ${created}\n  pipeline_type: ${Number(id.split('-')[1]) % 7 === 0 ? 'spike' : 'feature'}\n`,
  );
  return `schema_version: 3\nitems:${blocks.length === 0 ? ' []' : ''}\n${blocks.join('')}next_item_id: ${mark}\n`;
}

/** A text as the orchestrator's YAML writer has it: plain where it can be. */
function scalar(text: string): string {
  return /^\p{L}[\p{L}\d .()/+-]*$/u.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

function entryText({ at, id, title, outcome }: Entry): string {
  return `## ${at} — ${id} (${title})\n\n- ${outcome}\n- **Summary:** See WRK-999 and ${id}\n\n---\n\n`;
}
