import { execFileSync } from 'node:child_process';

import type { TestRepo } from './repo.ts';
import { createdOf, idOf, WORKLOG } from './team-snapshot.ts';
import type { Commit } from './team.ts';
import type { Files, Thing } from './team-things.ts';
import { backlog, changeFile, worklog } from './texts.ts';

/** What a commit of the model looks like on disk. Whatever of the guarded files it lacks is absent. */
export function contentsOf({
  path,
  items,
  mark,
  headings,
  directories,
  policy,
}: Files): Readonly<Record<string, string>> {
  const entries = headings.map((entry) => ({
    item: nameOf(entry),
    at: entry.at,
    outcome: entry.terminal ? ('done' as const) : ('open' as const),
  }));
  return {
    ...(path !== undefined && {
      [path]: backlog({
        mark,
        items: items.map((item) => ({ id: idOf(item), title: item.title, created: createdOf(item) })),
      }),
    }),
    // JSON is YAML, too.
    ...(policy && { '.tidemark.yaml': `${JSON.stringify(policy)}\n` }),
    ...(entries.length > 0 && { [WORKLOG]: worklog(entries) }),
    ...Object.fromEntries(directories.map((thing) => [changeFile(nameOf(thing)), `${thing.token}\n`])),
  };
}

/** Writes commits of the model into a repository, parents before children, in one process. Answers with their names. */
export function importCommits(
  repo: TestRepo,
  commits: readonly Commit[],
  contents: (files: Files) => Readonly<Record<string, string>> = contentsOf,
): readonly string[] {
  const stream = commits.map(({ index, parents, files }) => {
    const [first, ...others] = parents.map((parent) => `:${parent + 1}\n`);
    return [
      `reset refs/heads/c${index}\ncommit refs/heads/c${index}\nmark :${index + 1}\n`,
      `committer T <t@example.com> ${1_800_000_000 + index} +0000\n${data(`c${index}`)}`,
      first === undefined ? '' : `from ${first}`,
      ...others.map((other) => `merge ${other}`),
      'deleteall\n',
      ...Object.entries(contents(files)).map(
        ([path, content]) => `M 100644 inline ${path}\n${data(content)}`,
      ),
    ].join('');
  });
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repo.root, input: stream.join('') });
  const refs = repo.git('for-each-ref', '--format=%(refname:short) %(objectname)', 'refs/heads').split('\n');
  const names = new Map(refs.map((line) => [line.split(' ')[0], line.split(' ')[1] ?? '']));
  return commits.map(({ index }) => names.get(`c${index}`) ?? '');
}

function nameOf(thing: Thing): string {
  return `${idOf(thing)} ${thing.title}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
