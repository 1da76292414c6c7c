import { spawnSync } from 'node:child_process';
import type { TestRepo } from './repo.ts';

/** Text files by path, all of a commit's tree. */
export type Tree = ReadonlyMap<string, string>;

/** A history to be, written in one go: hundreds of commits in the time of one. */
export interface ImportStream {
  /** Adds a commit to a branch (a ref below `refs/heads/`); answers with its handle. */
  commit(branch: string, message: string, tree: Tree, parents: readonly string[]): string;
  /** The handles of all commits so far. */
  commits(): readonly string[];
  /** Writes everything; answers with the commits, by handle, in the order in which they were added. */
  importInto(repo: TestRepo): ReadonlyMap<string, string>;
}

export function createImportStream(): ImportStream {
  const commands: string[] = [];
  const blobs = new Map<string, string>();
  const commits: string[] = [];
  let marks = 0;

  const nextMark = () => `:${(marks += 1)}`;
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const blobOf = (text: string) => {
    const known = blobs.get(text) ?? nextMark();
    if (!blobs.has(text)) commands.push(`blob\nmark ${known}\n${data(text)}`);
    blobs.set(text, known);
    return known;
  };

  return {
    commit(branch, message, tree, parents) {
      const files = [...tree].map(([path, text]) => `M 100644 ${blobOf(text)} ${path}\n`);
      const mark = nextMark();
      const [first, ...others] = parents;
      commands.push(
        `commit refs/heads/${branch}\nmark ${mark}\n`,
        `committer Tess Ter <tess@example.com> ${1_767_225_600 + 3600 * commits.length} +0000\n`,
        data(message),
        first === undefined ? '' : `from ${first}\n`,
        ...others.map((parent) => `merge ${parent}\n`),
        'deleteall\n',
        ...files,
      );
      commits.push(mark);
      return mark;
    },
    commits: () => [...commits],
    importInto(repo) {
      const exported = repo.path('.git', 'import-marks');
      const { status, stderr } = spawnSync('git', ['fast-import', '--quiet', `--export-marks=${exported}`], {
        cwd: repo.root,
        input: commands.join(''),
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
      const oids = new Map<string, string>();
      for (const line of repo.read('.git/import-marks').split('\n')) {
        const [mark = '', oid = ''] = line.split(' ');
        oids.set(mark, oid);
      }
      return new Map(commits.map((mark) => [mark, oids.get(mark) ?? '']));
    },
  };
}
