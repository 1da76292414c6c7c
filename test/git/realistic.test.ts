import { beforeAll, describe, expect, test } from 'vitest';
import type { Place } from '../../src/core/ids/claim.ts';
import { RULE_IDS, type RuleId } from '../../src/core/findings/finding.ts';
import type { Report } from '../../src/core/findings/report.ts';
import type { Tree } from '../support/import-stream.ts';
import { checkEach, told } from '../support/check.ts';
import { liveProject } from '../support/project-life.ts';
import {
  add,
  EMPTY,
  idOf,
  log,
  merge,
  treeOf,
  work,
  write,
  type Item,
  type Project,
} from '../support/project.ts';
import { createRepo, type TestRepo } from '../support/repo.ts';
import { slugOf } from '../support/texts.ts';

const { stream, project, tip, clock, gone } = liveProject();
const innocent = stream.commits();

interface Fault {
  readonly rule: RuleId;
  readonly level: 'error' | 'warning';
  /** What is planted on top of the history; the parents are its tip unless told otherwise. */
  readonly tree: Tree;
  readonly parents?: readonly string[];
  /** It comes with findings of its single items. */
  readonly among?: 'others';
  /** What stands in the line that is pointed at; a path without a line in it for a directory or a lost file. */
  readonly at: string | RegExp;
}

const item = (id: string, title = 'Something that nobody planned'): Item => ({
  id,
  title,
  created: clock(),
  status: 'new',
});
const next = idOf(project.prefix, project.mark + 1);
const [silent = item(next)] = gone.silent;
const [logged = item(next)] = gone.logged;
const active = project.items.find(({ status }) => status === 'in_progress') ?? item(next);
const idle =
  project.items.find(({ id }) => ![...project.files.keys()].some((path) => path.includes(`/${id}_`))) ??
  item(next);

/** The backlog as text, with something done to it. */
function mangled(from: Project, mangle: (text: string) => string): Tree {
  const tree = treeOf(from);
  return new Map([...tree, ['BACKLOG.yaml', mangle(tree.get('BACKLOG.yaml') ?? '')]]);
}

function without(tree: Tree, path: string): Tree {
  return new Map([...tree].filter(([name]) => name !== path));
}

/** Two branches that draw the next number; the merge keeps one item. */
function bothDraw(): Pick<Fault, 'tree' | 'parents'> {
  const [ours, theirs] = [add(project, item(next, 'Ours')), add(project, item(next, 'Theirs'))];
  const parents = [ours, theirs].map((side, index) =>
    stream.commit(`side-${index}`, 'Draw', treeOf(side), [tip]),
  );
  return { tree: treeOf(merge(project, ours, theirs)), parents };
}

/** Two branches each add an item, and whoever merges them takes one side. */
function takesOne(): Pick<Fault, 'tree' | 'parents'> {
  const after = idOf(project.prefix, project.mark + 2);
  const ours = add(project, item(next, 'Ours'));
  const theirs = add({ ...project, mark: project.mark + 1 }, item(after, 'Theirs'));
  const parents = [ours, theirs].map((side, index) =>
    stream.commit(`other-side-${index}`, 'Draw', treeOf(side), [tip]),
  );
  return { tree: treeOf({ ...ours, mark: theirs.mark }), parents };
}

/** Every item moves up by one. */
function shifted(): Tree {
  const numbers = project.items.map(({ id }) => id);
  const moved = project.items.map((one, index) => ({ ...one, id: numbers[index - 1] ?? next }));
  return treeOf({ ...project, items: moved });
}

/** An item that nobody gave a `created`, as another one. */
function replaced(): Pick<Fault, 'tree' | 'parents'> {
  const [before, after] = ['Written by hand', 'Wholly unrelated'].map((title) =>
    mangled(add(project, item(next, title)), (text) =>
      text.replace(new RegExp(`(- id: ${next}\\n(?: {2}.*\\n)*?) {2}created: .*\\n`, 'u'), '$1'),
    ),
  );
  return {
    tree: after ?? new Map(),
    parents: [stream.commit('by-hand', 'Draw', before ?? new Map(), [tip])],
  };
}

const FAULTS: readonly Fault[] = [
  {
    rule: 'backlog-unreadable',
    level: 'error',
    tree: mangled(project, (text) =>
      text.replace(/^- id: (.*)\n {2}title:/mu, '- id: $1\n<<<<<<< HEAD\n  title:'),
    ),
    at: '<<<<<<< HEAD',
  },
  {
    rule: 'backlog-missing',
    level: 'error',
    tree: without(treeOf(project), 'BACKLOG.yaml'),
    at: 'BACKLOG.yaml',
  },
  { rule: 'backlog-rewritten', level: 'warning', tree: shifted(), at: 'schema_version: 3', among: 'others' },
  {
    rule: 'mark-invalid',
    level: 'error',
    tree: mangled(project, (text) => text.replace(/next_item_id: (\d+)/u, 'next_item_id: "$1"')),
    at: /^next_item_id: "/u,
  },
  {
    rule: 'mark-missing',
    level: 'warning',
    parents: [],
    tree: mangled(add(EMPTY, item('WRK-001')), (text) => text.replace(/next_item_id.*\n/u, '')),
    at: 'schema_version: 3',
  },
  {
    rule: 'mark-behind',
    level: 'error',
    tree: treeOf(work(project, next, 'ahead-of-its-item', 'PRD.md')),
    at: `next_item_id: ${project.mark}`,
  },
  {
    rule: 'mark-regressed',
    level: 'error',
    tree: treeOf({ ...project, mark: project.mark - 1 }),
    at: `next_item_id: ${project.mark - 1}`,
  },
  {
    rule: 'mark-leap',
    level: 'error',
    tree: treeOf({ ...project, mark: project.mark * 100 }),
    at: /^next_item_id/u,
  },
  {
    rule: 'id-malformed',
    level: 'warning',
    tree: treeOf({ ...project, items: [...project.items, item('WRK-+5')] }),
    at: '- id: WRK-+5',
  },
  {
    rule: 'id-mismatch',
    level: 'warning',
    tree: treeOf(
      write(project, `changes/${active.id}_${slugOf(active.title)}/notes.md`, `Notes\n\n## ${idle.id}\n`),
    ),
    at: `## ${idle.id}`,
  },
  {
    rule: 'duplicate-id',
    level: 'error',
    tree: treeOf({ ...project, items: [item(active.id), ...project.items] }),
    at: `- id: ${active.id}`,
  },
  {
    rule: 'id-reused',
    level: 'error',
    tree: treeOf(add(project, item(silent.id))),
    at: `- id: ${silent.id}`,
  },
  {
    rule: 'id-reused',
    level: 'error',
    tree: treeOf(add(project, item(logged.id))),
    at: `- id: ${logged.id}`,
  },
  { rule: 'id-reused', level: 'error', ...bothDraw(), at: `- id: ${next}` },
  {
    rule: 'id-below-mark',
    level: 'warning',
    tree: treeOf(add(project, item('WRK-018'))),
    at: '- id: WRK-018',
  },
  { rule: 'item-restored', level: 'warning', tree: treeOf(add(project, silent)), at: `- id: ${silent.id}` },
  { rule: 'item-dropped', level: 'error', ...takesOne(), at: 'schema_version: 3' },
  { rule: 'item-replaced', level: 'warning', ...replaced(), at: /^ {2}title: Wholly unrelated/u },
  {
    rule: 'change-dir-conflict',
    level: 'error',
    tree: treeOf(work(project, idle.id, 'wholly-unrelated', 'PRD.md')),
    at: `changes/${idle.id}_wholly-unrelated`,
  },
  {
    rule: 'change-dir-duplicate',
    level: 'error',
    tree: treeOf(work(project, active.id, `${slugOf(active.title)}-more`, 'PRD.md')),
    at: `changes/${active.id}_${slugOf(active.title)}-more`,
  },
  {
    rule: 'change-dir-shared',
    level: 'error',
    tree: treeOf(work(project, active.id, slugOf(active.title), 'wholly-unrelated_PRD.md')),
    at: /^# /,
  },
  {
    rule: 'worklog-conflict',
    level: 'error',
    tree: treeOf(log(project, clock(), { ...active, title: 'Wholly unrelated' }, '**Phase:** spec')),
    at: /— .* \(Wholly unrelated\)$/u,
  },
  {
    rule: 'worklog-unreadable',
    level: 'error',
    tree: treeOf(
      write(project, '_worklog/2031-01.md', '<<<<<<< HEAD\n## Mine\n=======\n## Theirs\n>>>>>>> side\n'),
    ),
    at: '<<<<<<< HEAD',
  },
];

const faulty = FAULTS.map(({ rule, tree, parents = [tip] }, index) =>
  stream.commit(`fault-${index}`, `Plant ${rule}`, tree, parents),
);

/** The line that a place points at; for a directory, or a file that is gone, the path. */
function textAt(repo: TestRepo, commit: string, { path, line }: Place): string | undefined {
  const { status, stdout } = repo.tryGit(['cat-file', 'blob', `${commit}:${path}`]);
  return status === 0 ? stdout.split('\n')[line - 1] : path;
}

describe('a realistic project', () => {
  let repo: TestRepo;
  let oids: ReadonlyMap<string, string>;
  const checked = async (handles: readonly string[]): Promise<readonly Report[]> =>
    checkEach(
      repo,
      handles.map((handle) => oids.get(handle) ?? ''),
    );

  beforeAll(() => {
    repo = createRepo();
    oids = stream.importInto(repo);
  });

  test('is as large as it should be', () => {
    expect(innocent.length).toBeGreaterThan(200);
    expect(new Set(project.items.map(({ id }) => id.split('-')[0]))).toEqual(new Set(['WRK', 'HAMY', 'DOC']));
    expect(project.mark).toBeGreaterThan(150);
  });

  test('gives not one false alarm', async () => {
    expect((await checked(innocent)).flatMap(told)).toEqual([]);
  });

  test('has a planted fault of each rule', () => {
    // A backlog that is gone is another rule's, and what other machines drew is not in a history.
    const elsewhere = new Set(['ledger-restarted', 'drawn-elsewhere']);
    const rules = RULE_IDS.filter((rule) => !elsewhere.has(rule));
    expect(new Set(FAULTS.map(({ rule }) => rule))).toEqual(new Set(rules));
  });

  test.each(FAULTS.map((fault, index) => ({ ...fault, handle: faulty[index] ?? '' })))(
    '$rule is found alone, at the right line',
    async ({ rule, level, handle, at, among }) => {
      const all = (await checked([handle])).flatMap(({ findings }) => findings);
      const found = all.filter((finding) => among === undefined || finding.rule === rule);
      expect(found).toMatchObject([{ severity: level, rule, inherited: false }]);
      const [pointedAt] = found.map(({ place }) => textAt(repo, oids.get(handle) ?? '', place));
      expect(pointedAt).toEqual(typeof at === 'string' ? at : expect.stringMatching(at));
    },
  );
});
