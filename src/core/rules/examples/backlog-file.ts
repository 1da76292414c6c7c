import { backlogOf, EXPORT, RETRY, SEARCH, itemText, type Example } from './example.ts';

const before = [{ 'BACKLOG.yaml': backlogOf({ 'WRK-001': RETRY }, 1) }];

export const backlogUnreadable: Example = {
  before,
  fails: {
    'BACKLOG.yaml': [
      'items:\n',
      itemText('WRK-001', RETRY),
      '<<<<<<< ours\n',
      itemText('WRK-002', EXPORT),
      '=======\n',
      itemText('WRK-003', SEARCH),
      '>>>>>>> theirs\n',
      'next_item_id: 3\n',
    ].join(''),
  },
  passes: { 'BACKLOG.yaml': backlogOf({ 'WRK-001': RETRY, 'WRK-002': EXPORT, 'WRK-003': SEARCH }, 3) },
};

export const backlogMissing: Example = {
  before,
  fails: { 'BACKLOG.yaml': null },
  passes: { 'BACKLOG.yaml': null, '.dev/BACKLOG.yaml': backlogOf({ 'WRK-001': RETRY }, 1) },
};

/** The gaps that finished items left are closed. */
export const backlogRewritten: Example = {
  before: [{ 'BACKLOG.yaml': backlogOf({ 'WRK-004': SEARCH, 'WRK-005': EXPORT, 'WRK-006': RETRY }, 6) }],
  fails: { 'BACKLOG.yaml': backlogOf({ 'WRK-001': SEARCH, 'WRK-002': EXPORT, 'WRK-003': RETRY }, 6) },
  passes: { 'BACKLOG.yaml': backlogOf({ 'WRK-006': RETRY, 'WRK-005': EXPORT, 'WRK-004': SEARCH }, 6) },
};
