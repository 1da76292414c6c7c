import { backlogOf, EXPORT, itemText, RETRY, SEARCH, type Example } from './example.ts';

const one = { 'WRK-001': RETRY };
const two = { ...one, 'WRK-002': EXPORT };
const three = { 'BACKLOG.yaml': backlogOf({ ...two, 'WRK-003': SEARCH }, 3) };
const standing = { 'BACKLOG.yaml': backlogOf(two, 2) };
/** WRK-002 is done and gone; the mark remembers it. */
const archived = { 'BACKLOG.yaml': backlogOf(one, 2) };
const afterArchive = { 'BACKLOG.yaml': backlogOf({ ...one, 'WRK-003': SEARCH }, 3) };

export const idMalformed: Example = {
  before: [standing],
  fails: { 'BACKLOG.yaml': backlogOf({ ...two, 'WRK-search': SEARCH }, 2) },
  passes: three,
};

export const duplicateId: Example = {
  before: [standing],
  fails: {
    'BACKLOG.yaml': [
      'items:\n',
      itemText('WRK-001', RETRY),
      itemText('WRK-002', EXPORT),
      itemText('WRK-002', SEARCH),
      'next_item_id: 2\n',
    ].join(''),
  },
  passes: three,
};

export const idReused: Example = {
  before: [standing, archived],
  fails: { 'BACKLOG.yaml': backlogOf({ ...one, 'WRK-002': SEARCH }, 2) },
  passes: afterArchive,
};

export const idBelowMark: Example = {
  before: [{ 'BACKLOG.yaml': backlogOf({ 'WRK-001': RETRY, 'WRK-005': EXPORT }, 5) }],
  fails: { 'BACKLOG.yaml': backlogOf({ 'WRK-001': RETRY, 'WRK-003': SEARCH, 'WRK-005': EXPORT }, 5) },
  passes: { 'BACKLOG.yaml': backlogOf({ 'WRK-001': RETRY, 'WRK-005': EXPORT, 'WRK-006': SEARCH }, 6) },
};

export const itemRestored: Example = {
  before: [standing, archived],
  fails: standing,
  passes: afterArchive,
};

/** One branch planned the export, the other the search; the merge took one side. */
export const itemDropped: Example = {
  before: [
    { 'BACKLOG.yaml': backlogOf(one, 1) },
    { 'BACKLOG.yaml': backlogOf(two, 2), 'export.md': 'Export as CSV\n' },
  ],
  merging: { 'BACKLOG.yaml': backlogOf({ ...one, 'WRK-003': SEARCH }, 3), 'search.md': 'Search in titles\n' },
  fails: { 'BACKLOG.yaml': backlogOf(two, 3), 'search.md': 'Search in titles\n' },
  passes: {
    'BACKLOG.yaml': backlogOf({ ...two, 'WRK-003': SEARCH }, 3),
    'search.md': 'Search in titles\n',
  },
};

/** By hand, and without `created`. */
export const itemReplaced: Example = {
  before: [{ 'BACKLOG.yaml': backlogOf({ 'WRK-001': { title: 'Retry limits' } }, 1) }],
  fails: { 'BACKLOG.yaml': backlogOf({ 'WRK-001': { title: 'Export as CSV' } }, 1) },
  passes: { 'BACKLOG.yaml': backlogOf({ 'WRK-001': { title: 'Retry limits of uploads' } }, 1) },
};

/** Another machine drew 3, and has not pushed what it drew it for. */
export const drawnElsewhere: Example = {
  before: [{ 'BACKLOG.yaml': backlogOf(two, 2) }],
  drawn: ['3 Upload large files'],
  fails: { 'BACKLOG.yaml': backlogOf({ ...two, 'WRK-003': SEARCH }, 3) },
  passes: { 'BACKLOG.yaml': backlogOf({ ...two, 'WRK-004': SEARCH }, 4) },
};
