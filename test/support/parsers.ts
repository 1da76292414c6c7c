import { parseItemId, splitLeadingId } from '../../src/core/ids/item-id.ts';
import { openCachedTrees } from '../../src/adapters/git/index/cached-trees.ts';
import { listTree } from '../../src/adapters/git/tree.ts';
import { TidemarkError } from '../../src/errors.ts';
import { readBacklogFile } from '../../src/formats/backlog/backlog-file.ts';
import { parseBacklog, parseBacklogYaml } from '../../src/formats/backlog/backlog.ts';
import { readChangeDirs } from '../../src/formats/change-dir.ts';
import { parseConfig } from '../../src/formats/config/config.ts';
import { splitConflicts } from '../../src/formats/text/conflict-markers.ts';
import { parseFollowUps } from '../../src/formats/backlog/follow-ups.ts';
import { readGithubEvent } from '../../src/formats/ci/github-event.ts';
import { readGitlabEvent } from '../../src/formats/ci/gitlab-event.ts';
import { findMentions } from '../../src/formats/mentions/id-mentions.ts';
import { planMerge } from '../../src/formats/backlog/merge/merge-backlog.ts';
import { parseProjectToml } from '../../src/formats/config/project-toml.ts';
import { parsePrePush, parsePreReceive } from '../../src/formats/pushed-refs.ts';
import { rewriteMark } from '../../src/formats/backlog/edit/rewrite-mark.ts';
import { refusePath } from '../../src/formats/config/safe-path.ts';
import { restoreItems } from '../../src/formats/backlog/merge/restore-items.ts';
import { parseEnded, parseMoves } from '../../src/formats/remembered-moves.ts';
import { parseRewritten } from '../../src/formats/rewritten-commits.ts';
import { planWorklogMerge } from '../../src/formats/worklog/merge-worklog.ts';
import { restoreEntries } from '../../src/formats/worklog/restore-entries.ts';
import { findWorklogProblem, parseWorklog } from '../../src/formats/worklog/worklog.ts';
import { insertLines, recordedPrograms, removeLines } from '../../src/wiring/hooks/hook-block.ts';

/** Everything that reads bytes which somebody else wrote. */
export const PARSERS: Readonly<Record<string, (bytes: Buffer) => unknown>> = {
  backlog: (bytes) => parseBacklog('BACKLOG.yaml', bytes),
  'backlog by yaml': (bytes) => parseBacklogYaml('BACKLOG.yaml', bytes),
  'backlog as a file': readBacklogFile,
  'mark to rewrite': (bytes) => rewriteMark(bytes, 7),
  configuration: (bytes) => parseConfig('.tidemark.yaml', bytes),
  TOML: parseProjectToml,
  worklog: (bytes) => parseWorklog('_worklog/2026-01.md', bytes),
  'directories of changes': (bytes) =>
    readChangeDirs(
      'changes',
      bytes
        .toString()
        .split('\n')
        .map((line) => `changes/${line}/x.md`),
    ),
  'follow-ups': (bytes) => parseFollowUps(bytes.toString()),
  'event of GitHub': (bytes) => readGithubEvent({ GITHUB_EVENT_NAME: 'pull_request' }, bytes.toString()),
  'input of pre-push': (bytes) => parsePrePush(bytes.toString()),
  'input of pre-receive': (bytes) => parsePreReceive(bytes.toString()),
  'conflict markers': (bytes) => splitConflicts(bytes.toString()),
  'three versions to merge': (bytes) => {
    const text = bytes.toString();
    return planMerge({ base: text, ours: `${text}#\n`, theirs: text.slice(1) });
  },
  'three versions of a worklog': (bytes) => {
    const text = bytes.toString('latin1');
    const sides = { base: text, ours: `${text}\n`, theirs: text.slice(1) };
    return [planWorklogMerge(sides), restoreEntries(text.slice(2), { ...sides, base: '' })];
  },
  'items to bring back': (bytes) =>
    restoreItems(bytes.toString(), `items: []\n${bytes.toString()}`, () => true),
  'what a rebase renumbered': (bytes) => [parseMoves(bytes), parseEnded(bytes)],
  'commits that were rewritten': (bytes) => parseRewritten(bytes.toString(), bytes.toString(), ''),
  'conflict in a worklog': (bytes) => findWorklogProblem('_worklog/2026-01.md', bytes),
  mentions: (bytes) => findMentions(bytes.toString(), 'WRK-001'),
  path: (bytes) => refusePath(bytes.toString()),
  ID: (bytes) => [parseItemId(bytes.toString()), splitLeadingId(bytes.toString())],
  'tree of git': readTree,
  'trees that an index has cached': (bytes) => {
    const trees = openCachedTrees(bytes, 20);
    return [trees.treeAt('changes'), trees.treesIn('changes'), trees.treesIn('')];
  },
  'lines of a hook': (bytes) => {
    const text = bytes.toString('latin1');
    const whole = { kind: 'whole', script: '#!/bin/sh\nbin=x\nnode=\n', bin: ['/x'], node: '/n' } as const;
    const line = { kind: 'line', line: 'tidemark hook pre-push "$@"' } as const;
    const wired = [whole, line].map((form) => insertLines(text, { name: 'pre-push', form, bare: true }));
    return [
      removeLines(text),
      recordedPrograms(text),
      ...wired.map((lines) => lines !== undefined && removeLines(lines)),
    ];
  },
  'event of GitLab': (bytes) => {
    const [CI_COMMIT_SHA, CI_COMMIT_BEFORE_SHA, CI_MERGE_REQUEST_TARGET_BRANCH_SHA] = bytes
      .toString()
      .split('\n');
    const told = { CI_COMMIT_SHA, CI_COMMIT_BEFORE_SHA, CI_MERGE_REQUEST_TARGET_BRANCH_SHA };
    return ['push', 'merge_request_event'].map((CI_PIPELINE_SOURCE) =>
      readGitlabEvent({ ...told, CI_PIPELINE_SOURCE }),
    );
  },
};

/** A tree object of which this is the content; what it lists is in no clone, and saying so is an answer. */
async function readTree(content: Buffer): Promise<unknown> {
  const read = async (name: string) =>
    name === 'root' ? { oid: '0'.repeat(40), type: 'tree', content } : undefined;
  return listTree(read, 'root', 'changes').catch((error: unknown) => {
    if (!(error instanceof TidemarkError)) throw error;
  });
}
