import { withSandbox } from './adapters/programs/sandbox.ts';
import type { Sandbox } from './adapters/programs/sandbox.ts';
import { TidemarkError } from './errors.ts';

export interface DemoOptions {
  /** How Tidemark itself is started: the path of node, then that of the bin. */
  readonly self: readonly [node: string, bin: string];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Called with each piece of the story as it happens. */
  readonly tell: (piece: DemoPiece) => Promise<void>;
}

export type DemoPiece =
  | { readonly kind: 'story'; readonly text: string }
  | { readonly kind: 'edit'; readonly text: string }
  | {
      readonly kind: 'command';
      readonly line: string;
      readonly output: string;
      readonly code: number | null;
    };

/**
 * Plays the whole story with real git and the real bin in a throw-away repository: items come and go, one ID is drawn twice,
 * git merges that without a word, Tidemark does not. Throws when a step ends otherwise than it must.
 */
export async function demo({ self, env, signal, tell }: DemoOptions): Promise<void> {
  await withSandbox({ env, signal, self }, async (sandbox) => {
    for (const step of STORY) await play(step, { sandbox, self, tell });
  });
}

type Step =
  | { readonly kind: 'story'; readonly text: string }
  /** Replaces `from` by `to` in a file; without `from` the file is new. */
  | {
      readonly kind: 'edit';
      readonly path: string;
      readonly from?: string;
      readonly to: string;
      readonly says: string;
    }
  | { readonly kind: 'run'; readonly words: readonly string[]; readonly code: number };

const story = (text: string): Step => ({ kind: 'story', text });
const git = (...args: string[]): Step => ({ kind: 'run', words: ['git', ...args], code: 0 });
const tidemark = (code: number, ...args: string[]): Step => ({
  kind: 'run',
  words: ['tidemark', ...args],
  code,
});
const edit = (says: string, path: string, from: string, to: string): Step => ({
  kind: 'edit',
  path,
  from,
  to,
  says,
});
const create = (says: string, path: string, to: string): Step => ({ kind: 'edit', path, to, says });

const SPELLING = item('WRK-001', 'Spell-check the release notes', '2026-02-10T09:00:00.118274650+00:00');
const EXPORT = item('WRK-002', 'Export the report as CSV', '2026-02-10T09:20:00.502216873+00:00');
const PARSER = item('WRK-003', 'Speed up the parser', '2026-02-11T14:05:00.730045112+00:00');
const SEARCH = item('WRK-004', 'Search by tag', '2026-02-12T08:31:00.264190337+00:00');
const RETRY = item('WRK-004', 'Retry failed uploads', '2026-02-12T08:45:00.981720454+00:00');
const DARK = item('WRK-006', 'Dark mode', '2026-02-12T09:02:00.417063928+00:00');
const DONE = `## 2026-02-11T17:40:00.125930001+00:00 — WRK-003 (Speed up the parser)

- **Status:** Done

---
`;

const STORY: readonly Step[] = [
  story('A backlog of three items. Its last line holds the highest number ever assigned.'),
  git('init', '-q', '-b', 'main'),
  create(
    'write BACKLOG.yaml: WRK-001 to WRK-003, next_item_id: 3',
    'BACKLOG.yaml',
    `schema_version: 3\nitems:\n${SPELLING}${EXPORT}${PARSER}next_item_id: 3\n`,
  ),
  git('add', '-A'),
  git('commit', '-qm', 'Start a backlog'),
  tidemark(0, 'check'),

  story('WRK-003 is done and leaves the backlog for the worklog. The mark stays at 3: that number is spent.'),
  edit('take WRK-003 out of BACKLOG.yaml', 'BACKLOG.yaml', PARSER, ''),
  create('write its entry into _worklog/2026-02.md', '_worklog/2026-02.md', DONE),
  git('add', '-A'),
  git('commit', '-qm', 'Archive WRK-003'),
  tidemark(0, 'check'),

  story('Two people start something new on two branches. Each takes the next number: WRK-004, twice.'),
  git('switch', '-qc', 'search'),
  edit('add WRK-004 "Search by tag"', 'BACKLOG.yaml', SPELLING, `${SEARCH}${SPELLING}`),
  edit('raise next_item_id to 4', 'BACKLOG.yaml', 'next_item_id: 3', 'next_item_id: 4'),
  git('commit', '-qam', 'Plan the search'),
  git('switch', '-q', 'main'),
  edit('add WRK-004 "Retry failed uploads"', 'BACKLOG.yaml', EXPORT, `${RETRY}${EXPORT}`),
  edit('raise next_item_id to 4', 'BACKLOG.yaml', 'next_item_id: 3', 'next_item_id: 4'),
  git('commit', '-qam', 'Plan the retries'),

  story('Git merges the two without a word: different lines, and the same mark on both sides.'),
  git('merge', '--no-edit', 'search'),
  story('Tidemark does not. From here on WRK-004 would mean two things, in every commit and every document.'),
  tidemark(1, 'check'),

  story('One of the two takes the next free number, everywhere, and the mark follows:'),
  tidemark(0, 'renumber', '--stage'),
  git('commit', '-qm', 'Give the retries an ID of their own'),
  tidemark(0, 'check'),

  story(
    'A third item is added by hand, and the mark is forgotten. That would give its number away once more:',
  ),
  edit('add WRK-006 "Dark mode"', 'BACKLOG.yaml', 'next_item_id: 5', `${DARK}next_item_id: 5`),
  tidemark(1, 'check'),
  tidemark(0, 'fix'),
  git('commit', '-qam', 'Plan the dark mode'),
  tidemark(0, 'check'),
  story('Every ID means one thing again, and the next one will be new.'),
];

function item(id: string, title: string, created: string): string {
  return `- id: ${id}
  title: ${title}
  status: new
  requires_human_review: false
  created: ${created}
  updated: ${created}
`;
}

type Stage = Pick<DemoOptions, 'self' | 'tell'> & { readonly sandbox: Sandbox };

async function play(step: Step, stage: Stage): Promise<void> {
  switch (step.kind) {
    case 'story':
      return stage.tell(step);
    case 'edit':
      await stage.sandbox.write(step.path, await edited(step, stage.sandbox));
      return stage.tell({ kind: 'edit', text: step.says });
    case 'run':
      return run(step, stage);
  }
}

async function edited(
  { path, from, to }: Extract<Step, { kind: 'edit' }>,
  sandbox: Sandbox,
): Promise<string> {
  return from === undefined ? to : (await sandbox.read(path)).replace(from, to);
}

async function run(
  { words, code }: Extract<Step, { kind: 'run' }>,
  { sandbox, self, tell }: Stage,
): Promise<void> {
  const [program = '', ...args] = words;
  const [node, bin] = self;
  const ended = await (program === 'git' ? sandbox.run('git', args) : sandbox.run(node, [bin, ...args]));
  const line = words.map(quoted).join(' ');
  await tell({ kind: 'command', line, ...ended });
  if (ended.code !== code) {
    const ending = `${line} ended with ${ended.code ?? 'a signal'} instead of ${code}`;
    throw new TidemarkError(
      'refused',
      `The demo did not go as it must: ${ending}.`,
      'Please report this with the lines above.',
    );
  }
}

/** As one would type it into a shell. */
function quoted(word: string): string {
  return /^[\w./=:@-]+$/u.test(word) ? word : `'${word}'`;
}
