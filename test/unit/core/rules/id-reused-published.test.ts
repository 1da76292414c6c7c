import { checkAll } from '../../../support/cases.ts';
import type { Linear, Merge } from '../../../support/situation.ts';

/** A branch drew a number that is published for something else, and takes over what is published without a merge. */
const OLD = 'WRK-001 One';
const [OWN, MOVED] = ['WRK-002 Own @t.2', 'WRK-003 Own @t.2'];
const THEIRS = 'WRK-002 Theirs @t.4';
const LOGGED = 'done WRK-002 Theirs @t.5';
const fork = { items: [OLD] };
/** The entry of an item that no version has. */
const [OWN_LOGGED, OWN_MOVED] = ['done WRK-002 Own @t.3', 'done WRK-003 Own @t.3'];

const taken: Linear = {
  base: { items: [OLD, OWN], past: [fork] },
  published: { items: [OLD, THEIRS] },
  candidate: { items: [OLD, THEIRS, MOVED] },
};
const archived: Linear = {
  ...taken,
  published: { mark: 2, items: [OLD], headings: [LOGGED], dirs: ['WRK-002_theirs'] },
  candidate: { items: [OLD, MOVED], headings: [LOGGED], dirs: ['WRK-002_theirs'] },
};
const withOwnDirectory = (directory: string): Linear => ({
  ...taken,
  base: { items: [OLD, OWN], dirs: ['WRK-002_own'], past: [fork] },
  candidate: { items: [OLD, THEIRS, MOVED], dirs: [directory] },
});

const logged: Linear = {
  base: { mark: 2, items: [OLD], headings: [OWN_LOGGED], past: [fork] },
  published: { items: [OLD, THEIRS] },
  candidate: { mark: 3, items: [OLD, THEIRS], headings: [OWN_MOVED] },
};

checkAll([
  ['what is published takes its ID from what moves on', taken],
  ['and so with what moves a directory of its own', withOwnDirectory('WRK-003_own')],
  ['what is published is archived there', archived],
  [
    'nobody knows what is published',
    { base: { items: [OLD, OWN], past: [fork] }, candidate: taken.candidate },
    'error id-reused WRK-002',
  ],
  [
    'nor what is archived there',
    { base: { items: [OLD, OWN], past: [fork] }, candidate: archived.candidate },
    'error change-dir-conflict WRK-002',
    'error worklog-conflict WRK-002',
  ],
  [
    'what had the ID does not move on',
    { ...taken, candidate: { items: [OLD, THEIRS], mark: 3 } },
    'error id-reused WRK-002',
  ],
  [
    'an entry that is published for an ID that does not move on',
    { ...archived, candidate: { items: [OLD, OWN], headings: [LOGGED] } },
    'error worklog-conflict WRK-002',
  ],
  [
    'what takes the ID is not what is published',
    { ...taken, candidate: { items: [OLD, 'WRK-002 Another @t.6', MOVED] } },
    'error id-reused WRK-002',
  ],
  [
    'an entry that is not published',
    { ...archived, candidate: { items: [OLD, MOVED], headings: ['done WRK-002 Another @t.6'] } },
    'error worklog-conflict WRK-002',
  ],
  [
    'what is published had it from what the branch has, too',
    { ...taken, base: { items: [OLD, OWN], past: [{ items: [OLD, OWN] }] } },
    'error id-reused WRK-002',
  ],
  [
    'what moves on is published under the ID as well',
    { ...taken, published: { items: [OLD, OWN, THEIRS] } },
    'error id-reused WRK-002',
  ],
  ['what one commit drew and archived leaves its ID to what is published', logged],
  [
    'but not to another thing',
    { ...logged, candidate: { items: [OLD, 'WRK-002 Another @t.6'], headings: [OWN_MOVED], mark: 3 } },
    'error id-reused WRK-002',
  ],
  [
    'and not where its entry stays',
    { ...logged, candidate: { items: [OLD, THEIRS], headings: [OWN_LOGGED, OWN_MOVED], mark: 3 } },
    'error id-reused WRK-002',
  ],
  [
    'nor where the entry is published',
    { ...logged, published: { items: [OLD, THEIRS], headings: [OWN_LOGGED] } },
    'error id-reused WRK-002',
  ],
]);

/** An earlier entry of the same item. */
const [STARTED, STARTED_MOVED] = ['WRK-002 Own @t.1', 'WRK-003 Own @t.1'];

/** Both branches drew a number, and one archived its item in the same commit. */
const merge: Merge = {
  fork,
  ours: { mark: 2, items: [OLD], headings: [OWN_LOGGED] },
  theirs: { items: [OLD, THEIRS] },
  candidate: { mark: 3, items: [OLD, THEIRS], headings: [OWN_MOVED] },
};

checkAll([
  ['in a merge the entry moves as well', merge],
  [
    'and what else the worklog says of it',
    {
      ...merge,
      ours: { mark: 2, items: [OLD], headings: [STARTED, OWN_LOGGED] },
      candidate: { mark: 3, items: [OLD, THEIRS], headings: [STARTED_MOVED, OWN_MOVED] },
    },
  ],
  [
    'not an entry of what is not archived',
    {
      ...merge,
      ours: { mark: 2, items: [OLD], headings: [STARTED] },
      candidate: { mark: 3, items: [OLD, THEIRS], headings: [STARTED_MOVED] },
    },
    'error id-reused WRK-002',
  ],
  [
    'nor beside a last entry under another ID',
    {
      ...merge,
      ours: { mark: 2, items: [OLD], headings: [STARTED, OWN_LOGGED] },
      candidate: { mark: 4, items: [OLD, THEIRS], headings: ['WRK-004 Own @t.1', OWN_MOVED] },
    },
    'error id-reused WRK-002',
  ],
  ['also where the fork has no mark', { ...merge, fork: { ...fork, mark: null } }],
  [
    'to a number that nobody had, and that is higher',
    { ...merge, fork: { ...fork, mark: 3 } },
    'error id-reused WRK-002',
  ],
  [
    'or else it has not moved',
    { ...merge, candidate: { mark: 3, items: [OLD, THEIRS], headings: [OWN_LOGGED] } },
    'error id-reused WRK-002',
  ],
]);
