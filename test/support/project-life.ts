import { createImportStream, type ImportStream } from './import-stream.ts';
import {
  add,
  change,
  createClock,
  EMPTY,
  idOf,
  log,
  merge,
  remove,
  treeOf,
  work,
  write,
  type Item,
  type Project,
} from './project.ts';
import { slugOf } from './texts.ts';

/** A project as it lives, and the commits that it left. Nothing in it is wrong. */
export interface ProjectLife {
  readonly stream: ImportStream;
  /** `main` at the end, and the handle of its commit. */
  readonly project: Project;
  readonly tip: string;
  readonly clock: () => string;
  /** Items that left, without and with a worklog entry. */
  readonly gone: { readonly silent: readonly Item[]; readonly logged: readonly Item[] };
}

const CYCLES = 9;
const VERBS = ['Fix', 'Add', 'Rework', 'Drop', 'Document', 'Speed up', 'Guard', 'Split'];
const NOUNS =
  'the parser,retry limits,"quiet" mode,colour: output,the demo,日本語の検索,a façade,locks,C++ flags,notes'.split(
    ',',
  );
const TAILS = ['', ' on Windows', ' (again)', ' for `main`', ' per host'];

/** About 150 items over 210 commits: two prefixes and a change of one, branches, squashes, archives of every kind. */
export function liveProject(): ProjectLife {
  const stream = createImportStream();
  const clock = createClock();
  let project = write(EMPTY, 'README.md', 'A project\n');
  let tip = stream.commit('main', 'Start', treeOf(project), []);
  let drawn = 0;
  const gone: { silent: Item[]; logged: Item[] } = { silent: [], logged: [] };

  const commit = (message: string, next: Project) => {
    project = next;
    tip = stream.commit('main', message, treeOf(next), [tip]);
  };
  const draw = (prefix = project.prefix, created = clock()): Item => {
    // Now and then somebody draws a number and does nothing with it.
    drawn += drawn % 29 === 17 ? 2 : 1;
    const title = `${VERBS[drawn % 8]} ${NOUNS[drawn % 10]}${TAILS[drawn % 5]}`;
    return { id: idOf(prefix, drawn), title, created, status: 'new' };
  };
  /** The oldest item but a few, so that the backlog stays as long as real ones are. */
  const oldest = (skip: number): Item => project.items[skip] ?? draw();

  const addAndIngest = () => {
    const one = draw();
    commit(`Add ${one.id}`, add(project, one));
    const together = clock();
    const batch = [
      draw(undefined, together),
      draw('DOC', together),
      ...[1, 2, 3, 4, 5, 6, 7].map(() => draw(undefined, together)),
    ];
    commit('Ingest follow-ups', add(project, ...batch));
    return { one, batch };
  };

  const workOn = (item: Item) => {
    const slug = slugOf(item.title);
    const short = slug.split('-').slice(0, 2).join('-');
    const documents = [
      `${slug}_PRD.md`,
      `${short}_DESIGN.md`,
      'feature_SPEC.md',
      'spike_PRD.md',
      'tech-research.md',
      '_SCOPE.md',
      '_notes/x.md',
    ];
    commit(`Start ${item.id}`, work(project, item.id, slug, ...documents));
    const active = log(
      change(project, item.id, { status: 'in_progress' }),
      clock(),
      item,
      '**Phase:** triage',
    );
    commit(`Triage ${item.id}`, active);
  };

  const retitle = (item: Item) => {
    commit(
      `Retitle ${item.id}`,
      change(project, item.id, { title: `Something quite different about ${item.id}` }),
    );
    const short = slugOf(item.title).split('-').slice(0, 2).join('-');
    commit(`Start ${item.id} under its old name`, work(project, item.id, short, 'PRD.md', '_README.md'));
    commit(
      `Log ${item.id}`,
      log(project, clock(), { ...item, title: item.title }, '**Status:** Subphase Complete'),
    );
  };

  const diverge = (cycle: number) => {
    const [fork, from] = [project, tip];
    const [left, right] = [draw(), draw()];
    let side = add(fork, left);
    let sideTip = stream.commit(`topic-${cycle}`, `Add ${left.id}`, treeOf(side), [from]);
    side = log(
      work(add(side, right), right.id, slugOf(right.title), 'PRD.md'),
      clock(),
      right,
      '**Phase:** spec',
    );
    sideTip = stream.commit(`topic-${cycle}`, `Start ${right.id}`, treeOf(side), [sideTip]);
    commit('Add two more', add(project, draw(), draw('DOC')));
    const leaving = oldest(3);
    commit(`Finish ${leaving.id}`, log(remove(project, leaving.id), clock(), leaving, '**Status:** Done'));
    const merged = merge(fork, project, side);
    project = merged;
    // Either side may be the one that merges, and the other one is moved forward.
    const parents = cycle % 3 === 0 ? [sideTip, tip] : [tip, sideTip];
    tip = stream.commit('main', `Merge topic-${cycle}`, treeOf(merged), parents);
  };

  const squash = () => {
    const early = draw();
    const branch = stream.commit('squashed', `Add ${early.id}`, treeOf(add(project, early)), [tip]);
    stream.commit('squashed', 'More', treeOf(write(add(project, early), 'notes.md', early.id)), [branch]);
    commit('Overtake it', add(project, draw()));
    commit(`Add ${early.id} (squashed)`, add(project, early));
  };

  const archive = () => {
    const [silent, late] = [oldest(0), oldest(1)];
    gone.silent.push(silent);
    gone.logged.push(late);
    commit(`Drop ${silent.id}`, remove(project, silent.id));
    commit(`Finish ${late.id}`, remove(project, late.id));
    commit(`Log ${late.id}`, log(project, clock(), late, '**Outcome:** Merged'));
    const staying = oldest(2);
    commit(`${staying.id} is done and stays`, change(project, staying.id, { status: 'done' }));
  };

  const directoryFirst = () => {
    const item = draw();
    const ahead = work({ ...project, mark: drawn }, item.id, slugOf(item.title), 'PRD.md');
    commit(`Think about ${item.id}`, ahead);
    commit(`Add ${item.id}`, add(project, item));
  };

  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    if (cycle === 5) commit('Change the prefix', { ...project, prefix: 'HAMY' });
    const { one, batch } = addAndIngest();
    workOn(one);
    retitle(batch[0] ?? one);
    diverge(cycle);
    squash();
    archive();
    directoryFirst();
    const unrelated = `changes/${String(cycle).padStart(3, '0')}_overhaul/tg-8a8f${cycle}_docs.md`;
    commit('Something else', write(write(project, unrelated, ''), `changes/tg-8a8f${cycle}_docs/x.md`, ''));
  }
  const last = draw();
  commit(`Add ${last.id}`, add(project, last));
  commit(`Drop ${last.id}`, remove(project, last.id));
  return { stream, project, tip, clock, gone };
}
