import type { Trace } from '../../src/index.ts';
import { trace } from '../../src/index.ts';
import { failure } from './check.ts';
import type { TestRepo } from './repo.ts';

/** The things that ever had an ID, each as `Title (WRK-001 > WRK-002) state`, with its events; then the collisions. */
export async function traced(repo: TestRepo, id: string): Promise<readonly string[]> {
  const found = await trace(id, { cwd: repo.root });
  return found ? told(found) : ['nothing'];
}

export async function refused(repo: TestRepo, id: string): Promise<string> {
  return failure(trace(id, { cwd: repo.root }));
}

/** Commits by their subjects. */
function told({ lives, collisions }: Trace): readonly string[] {
  return [
    ...lives.flatMap(({ ids, title, state, events }) => [
      `${title} (${ids.join(' > ')}) ${state}`,
      ...events.map(({ kind, id, from, commit, merge, inHead, markBefore }) => {
        const mark = markBefore === null ? '' : ` above ${markBefore}`;
        const came = commit === null ? '' : ` in ${commit.subject}${merge ? ` by ${merge.subject}` : ''}`;
        return `- ${kind} ${id}${from === null ? '' : ` from ${from}`}${mark}${came}${inHead ? '' : ' elsewhere'}`;
      }),
    ]),
    ...collisions.map(({ id, state, things, since, fixed }) => {
      const names = things.map(({ title, commit }) => `${title} (${commit?.subject ?? '?'})`).join(' and ');
      const end = fixed ? ` ${fixed.title} > ${fixed.to ?? 'gone'} in ${fixed.by.subject}` : '';
      return `${id} ${state}: ${names} since ${since?.subject ?? 'never'}${end}`;
    }),
  ];
}
