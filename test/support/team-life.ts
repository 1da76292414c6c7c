import { expect } from 'vitest';
import { told, verdict } from './check.ts';
import { createRepo } from './repo.ts';
import { importCommits } from './team-files.ts';
import { checkPush } from './team-push.ts';
import { Graph, PATHS } from './team.ts';
import type { Entry, Files, Thing } from './team-things.ts';

/**
 * A commit: its parents by their places in the list, and `number:thing` for each item; `2:7'` is thing 7 under another title. The mark is
 * the highest number of it and its parents.
 */
export type Row = readonly [
  parents: readonly number[],
  items: string,
  also?: { readonly mark?: number; readonly logs?: string; readonly done?: string; readonly dirs?: string },
];

/** What the guard says of the last of these commits, in memory and in git alike. */
export async function lastOf(rows: readonly Row[]): Promise<readonly string[]> {
  const { graph, parents, files } = lifeOf(rows);
  const inMemory = told({ findings: graph.checkRepo(parents, files) });
  graph.add(parents, files);
  const repo = createRepo();
  const oid = importCommits(repo, graph.commits).at(-1);
  expect(await verdict(repo, `rev ${oid}`)).toEqual(inMemory);
  return inMemory;
}

/** What pre-receive says of a push of the last of these commits to a branch that is at `old`, where `published` have arrived before. */
export function pushOfLast(
  rows: readonly Row[],
  old: number,
  published: readonly number[],
): readonly string[] {
  const { graph, parents, files } = lifeOf(rows);
  const tip = graph.add(parents, files);
  return told({ findings: checkPush(graph, tip, old, published) ?? [] });
}

/** All commits but the last, and that one as it is about to be made. */
function lifeOf(rows: readonly Row[]): {
  readonly graph: Graph;
  readonly parents: readonly number[];
  readonly files: Files;
} {
  const graph = new Graph();
  for (const [parents, ...content] of rows.slice(0, -1)) graph.add(parents, filesOf(graph, parents, content));
  const [parents, ...content] = rows.at(-1) ?? [[], ''];
  return { graph, parents, files: filesOf(graph, parents, content) };
}

function filesOf(
  graph: Graph,
  parents: readonly number[],
  [list, { mark, logs = '', done = '', dirs = '' } = {}]: readonly [string, Row[2]?],
): Files {
  const items = thingsIn(list);
  const before = parents.map((parent) => graph.files(parent).mark);
  const highest = Math.max(0, ...before, ...items.map(({ number }) => number));
  const headings = [
    ...thingsIn(logs).map((thing) => entryOf(thing, false)),
    ...thingsIn(done).map((thing) => entryOf(thing, true)),
  ];
  return { path: PATHS[0], items, mark: mark ?? highest, headings, directories: thingsIn(dirs) };
}

function thingsIn(list: string): readonly Thing[] {
  return list
    .split(' ')
    .filter(Boolean)
    .map((text) => {
      const [, number = '', token = '', retitled = ''] = /^(\d+):(\d+)('?)$/u.exec(text) ?? [];
      const title = `Mend x${token} of y${token}${retitled && ' again'}`;
      return { token, number: Number(number), title };
    });
}

function entryOf(thing: Thing, terminal: boolean): Entry {
  const moment = `${thing.number}${thing.token}`.padStart(9, '9');
  return { ...thing, terminal, at: `2026-01-01T00:00:01.${moment}+00:00` };
}
