import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';

import { unmerged } from './conflicts.ts';
import { run } from './operations.ts';
import type { TestRepo } from './repo.ts';

/** Writes a message where git has none. */
const EDITOR = `sh -c 'grep -q "^[^#]" "$1" || echo Settled >"$1"' editor`;

/** How many commands may be needed until all is well again. */
const ENOUGH = 5;

/** Somebody who does whatever is printed, as it is printed, and nothing else. */
export interface Obedient {
  readonly repo: TestRepo;
  /** Every line that was run, and what came of it: for whoever reads of a failure. */
  readonly story: string[];
}

/** What a line said, both streams together, and how it ended. */
export interface Said {
  readonly code: number | null;
  readonly text: string;
}

/** Runs a line in a shell; what starts Tidemark alone is run in this process, which is faster. */
export async function obey({ repo, story }: Obedient, line: string): Promise<Said> {
  const said = /^tidemark [\w./:=@ -]+$/u.test(line) ? await inThisProcess(repo, line) : inShell(repo, line);
  story.push(`${repo.root}$ ${line}\n${said.text.replaceAll(/^/gmu, '    ')}(${said.code})`);
  return said;
}

async function inThisProcess(repo: TestRepo, line: string): Promise<Said> {
  const { code, stdout, stderr } = await run(repo, ...line.split(' ').slice(1));
  return { code, text: stdout + stderr };
}

function inShell(repo: TestRepo, line: string): Said {
  const { status, stdout } = spawnSync('sh', ['-c', `{ ${line}\n} 2>&1`], {
    cwd: repo.root,
    encoding: 'utf8',
    input: '',
    env: { ...process.env, GIT_EDITOR: EDITOR, GIT_MERGE_AUTOEDIT: 'no' },
  });
  return { code: status, text: stdout };
}

/** The lines that a text tells to run, in their order, each once. */
export function linesIn(text: string): readonly string[] {
  const plain = text.replaceAll(/^remote: ?/gmu, '').replaceAll(/[ \t]+$/gmu, '');
  const behind = plain.matchAll(/(?:^ {2}(?:fix|then):|^(?:Stage it|Next):|Run:) (.*)$/gmu);
  const quoted = plain.matchAll(/[Rr]un `((?:tidemark|git) [^`]+)`/gu);
  const skip = plain.matchAll(/^ {4}(git (?:cherry-pick|rebase) --skip)$/gmu);
  return [...new Set([...behind, ...quoted, ...skip].map(([, line = '']) => line))];
}

/**
 * Does what is printed, and what that prints, until nothing is: then git's operation is over, everything is committed, and `check` is content.
 * Each stop of a rebase is counted anew.
 */
export async function settle(person: Obedient, said: Said): Promise<void> {
  let count = 0;
  let open = [...linesIn(said.text)];
  for (let turn = 0; turn < 60; turn += 1) {
    const line = open.shift() ?? (await nextLine(person));
    if (line === undefined) return;
    count = isGoingOn(line) ? 0 : count + (line === 'tidemark check' ? 0 : 1);
    expect(count, person.story.join('\n')).toBeLessThanOrEqual(ENOUGH);
    const { text } = await obey(person, line);
    if (/by hand|edit lines/u.test(text)) decide(person.repo);
    const more = linesIn(text);
    open = [...open, ...more].filter((one, at, all) => all.indexOf(one) === at);
  }
  expect.fail(`No end:\n${person.story.join('\n')}`);
}

function isGoingOn(line: string): boolean {
  return /^git rebase --(?:continue|skip)$/u.test(line);
}

/** Where nothing was printed: what anybody does who looks at `git status`. */
async function nextLine(person: Obedient): Promise<string | undefined> {
  const { repo } = person;
  const checked = await obey(person, 'tidemark check');
  const [printed] = linesIn(checked.text);
  if (printed !== undefined && checked.code !== 0) return printed;
  expect(checked.code, person.story.join('\n')).toBe(0);
  if (unmerged(repo).length > 0) return 'tidemark resolve';
  const going = OPERATIONS.find(([head]) => repo.tryGit(['rev-parse', '-q', '--verify', head]).status === 0);
  if (isRebasing(repo)) return 'git rebase --continue';
  if (going) return going[1];
  return repo.git('status', '--porcelain', '-uno') === '' ? undefined : 'git commit -qam Settled';
}

const OPERATIONS = [
  ['MERGE_HEAD', 'git commit -q'],
  ['CHERRY_PICK_HEAD', 'git cherry-pick --continue'],
] as const;

export function isRebasing(repo: TestRepo): boolean {
  return ['rebase-merge', 'rebase-apply'].some(
    (name) => spawnSync('test', ['-d', repo.path('.git', name)]).status === 0,
  );
}

/** Both sides have edited one item or entry: a person takes one of the two. */
function decide(repo: TestRepo): void {
  for (const path of unmerged(repo)) {
    const text = repo.read(path);
    const chosen = text.replaceAll(
      /^<{7} .*\n([^]*?)^(?:\|{7}.*\n[^]*?^)?={7}\n([^]*?)^>{7} .*\n/gmu,
      (_, ours: string, theirs: string) => (ours === '' ? theirs : ours),
    );
    repo.write({ [path]: chosen });
  }
}
