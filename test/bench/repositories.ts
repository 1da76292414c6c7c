import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How large a made repository is. */
export interface Size {
  /** None: no backlog. */
  readonly items: number;
  readonly directories?: number;
  readonly documentsEach?: number;
  readonly worklogBytes?: number;
  /** Versions of the backlog before the last one. */
  readonly commits?: number;
  /** Each how many of those change the backlog; the others change something else. By default all. */
  readonly every?: number;
  /** Branches of remotes, each with an item of its own; several of them share a number. */
  readonly branches?: number;
  /** Decisions in a ledger of files; each branch then adds one of these instead, and each number is that of many. */
  readonly decisions?: number;
}

/** Makes a repository of machine-written files in `directory`, checked out at its last commit. */
export function buildRepository(directory: string, size: Size): string {
  mkdirSync(directory, { recursive: true });
  run(directory, 'git', ['init', '-q', '-b', 'main', '.']);
  const branches = Array.from({ length: size.branches ?? 0 }, (_, nth) =>
    size.decisions === undefined ? branchText(size.items, nth) : decisionText(size.decisions, nth),
  );
  const stream = [fastImport({ every: 1, ...size }), ...branches, 'done\n'].join('');
  const imported = spawnSync('git', ['fast-import', '--quiet'], {
    cwd: directory,
    input: stream,
    maxBuffer: 1 << 30,
  });
  if (imported.status !== 0) throw new Error(imported.stderr.toString());
  run(directory, 'git', ['reset', '-q', '--hard']);
  run(directory, 'git', ['config', 'user.name', 'Bench']);
  run(directory, 'git', ['config', 'user.email', 'bench@example.invalid']);
  run(directory, 'git', ['config', 'gc.auto', '0']);
  return directory;
}

/** Touches the backlog the way the orchestrator does: one item gets another phase. Stages it. */
export function touchBacklog(directory: string, size: Size, turn: number): void {
  writeFileSync(
    join(directory, 'BACKLOG.yaml'),
    backlogText(size.items, turn, Math.max(size.items, size.directories ?? 0)),
  );
  run(directory, 'git', ['add', 'BACKLOG.yaml']);
}

/** Stages a new decision in place of the one of the turn before. */
export function touchLedger(directory: string, decisions: number, turn: number): void {
  const path = (nth: number): string => decisionPath(decisions + 1, `of-turn-${nth}`);
  run(directory, 'git', ['rm', '-qf', '--ignore-unmatch', path(turn - 1)]);
  mkdirSync(join(directory, 'docs/adr'), { recursive: true });
  writeFileSync(join(directory, path(turn)), decisionOf(decisions + 1, `of turn ${turn}`));
  run(directory, 'git', ['add', path(turn)]);
}

/** Touches a file that nobody guards, and stages it. */
export function touchOther(directory: string, turn: number): void {
  writeFileSync(join(directory, 'notes.txt'), `turn ${turn}\n`);
  run(directory, 'git', ['add', 'notes.txt']);
}

export function run(directory: string, command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { cwd: directory });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.toString()}`);
}

/** About 530 bytes an item, as the orchestrator writes them. `turn` moves one item on. */
export function backlogText(items: number, turn: number, mark = items): string {
  const blocks = Array.from({ length: items }, (_, index) =>
    itemText(index + 1, index === turn % items ? `build-${turn}` : 'spec'),
  );
  return `schema_version: 3\nitems:\n${blocks.join('')}next_item_id: ${mark}\n`;
}

function itemText(number: number, phase: string): string {
  const nanoseconds = String(number).padStart(9, '0');
  return `- id: WRK-${String(number).padStart(3, '0')}
  title: Call validate number ${number} on the default path
  status: in_progress
  phase: ${phase}
  size: small
  complexity: low
  risk: low
  impact: low
  requires_human_review: false
  origin: WRK-001/review
  created: 2026-02-12T16:23:33.${nanoseconds}+00:00
  updated: 2026-02-20T02:22:50.${nanoseconds}+00:00
  pipeline_type: feature
  description:
    context: 'free text: with colons, quotes, and a mention of WRK-001, as long as people tend to write it'
  phase_pool: main
  last_phase_commit: 1c56${nanoseconds}0000000000000000000000000000
`;
}

function worklogText(bytes: number, items: number): string {
  const entries: string[] = [];
  for (let length = 0, nth = 1; length < bytes; nth += 1) {
    const number = (nth % items) + 1;
    const entry = `## 2026-02-20T15:59:31.${String(nth).padStart(9, '0')}+00:00 — WRK-${String(number).padStart(3, '0')} (Call validate number ${number} on the default path)

- **Phase:** build
- **Outcome:** Complete
- **Summary:** ${'Some words on what was done, with a mention of WRK-999. '.repeat(8)}

---

`;
    entries.push(entry);
    length += entry.length;
  }
  return entries.join('');
}

function fastImport(size: Size & { readonly every: number }): string {
  const { items, directories = 0, commits = 0, every } = size;
  const parts: string[] = [];
  for (let nth = 0; nth <= commits; nth += 1) {
    const isOfBacklog = items > 0 && nth % every === 0;
    parts.push(
      `commit refs/heads/main\ncommitter Bench <bench@example.invalid> ${1_760_000_000 + nth} +0000\n${data(`Turn ${nth}`)}`,
      isOfBacklog
        ? file('BACKLOG.yaml', backlogText(items, nth / every, Math.max(items, directories)))
        : file('notes.txt', `turn ${nth}\n`),
      ...(nth === 0 ? besides(size) : []),
    );
  }
  return parts.join('');
}

function besides({
  items,
  directories = 0,
  documentsEach = 0,
  worklogBytes = 0,
  decisions = 0,
}: Size): readonly string[] {
  const worklog =
    worklogBytes > 0 ? [['_worklog/2026-02.md', worklogText(worklogBytes, items)] as const] : [];
  const all = [...ledgerOf(decisions), ...worklog, ...documentsOf(directories, documentsEach)];
  return all.map(([path, text]) => file(path, text));
}

function file(path: string, text: string): string {
  return `M 100644 inline ${path}\n${data(text)}`;
}

/** A commit on top of main, which adds an item. */
function branchText(items: number, nth: number): string {
  const number = items + 1 + (nth % 900);
  const text = backlogText(items, 0, number).replace(
    'next_item_id:',
    `- id: WRK-${number}\n  title: Work of branch ${nth}\n  created: 2026-03-01T00:00:00.${String(nth + 1).padStart(9, '0')}+00:00\nnext_item_id:`,
  );
  return [
    `commit refs/remotes/origin/topic-${nth}\ncommitter Bench <bench@example.invalid> ${1_770_000_000 + nth} +0000\n`,
    `${data(`Topic ${nth}`)}from refs/heads/main\nM 100644 inline BACKLOG.yaml\n${data(text)}`,
  ].join('');
}

type Texts = readonly (readonly [path: string, text: string])[];

function documentsOf(directories: number, each: number): Texts {
  const types = ['PRD', 'DESIGN', 'SPEC', 'TECH_RESEARCH'].slice(0, each);
  return Array.from({ length: directories }, (_, at) => {
    const id = `WRK-${String(at + 1).padStart(3, '0')}`;
    const slug = `call-validate-number-${at + 1}-on-the-default-path`;
    return types.map((type) => [`changes/${id}_${slug}/${id}_${slug}_${type}.md`, `# ${type}\n`] as const);
  }).flat();
}

/** A configuration, and the decisions of main. */
function ledgerOf(decisions: number): Texts {
  if (decisions === 0) return [];
  const all = Array.from({ length: decisions }, (_, at): readonly [string, string] => [
    decisionPath(at + 1, 'of-the-start'),
    decisionOf(at + 1, 'of the start'),
  ]);
  return [['.tidemark.yaml', 'ledgers:\n- kind: adr\n  path: docs/adr\n'], ...all];
}

/** A commit on top of main, which adds a decision; every thirtieth of the branches has the same number. */
function decisionText(decisions: number, nth: number): string {
  const number = decisions + 1 + (nth % 30);
  return [
    `commit refs/remotes/origin/topic-${nth}\ncommitter Bench <bench@example.invalid> ${1_770_000_000 + nth} +0000\n`,
    `${data(`Topic ${nth}`)}from refs/heads/main\n`,
    `M 100644 inline ${decisionPath(number, `of-branch-${nth}`)}\n${data(decisionOf(number, `of branch ${nth}`))}`,
  ].join('');
}

function decisionPath(number: number, slug: string): string {
  return `docs/adr/${String(number).padStart(4, '0')}-decision-${slug}.md`;
}

function decisionOf(number: number, whose: string): string {
  const lines = Array.from(
    { length: 20 },
    (_, at) => `Line ${at} of the decision ${whose}: ${number * at}.\n`,
  );
  return `# ${number}. Decision ${whose}\n\n## Status\n\nAccepted\n\n${lines.join('')}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
