import { backlogOf, EXPORT, RETRY, SEARCH, type Example } from './example.ts';

const one = { 'WRK-001': RETRY };
const two = { ...one, 'WRK-002': EXPORT };
const before = [{ 'BACKLOG.yaml': backlogOf(one, 1) }];

export const markInvalid: Example = {
  before,
  fails: { 'BACKLOG.yaml': backlogOf(two, '"2"') },
  passes: { 'BACKLOG.yaml': backlogOf(two, 2) },
};

export const markMissing: Example = {
  before: [{ 'README.md': 'A project that had no backlog yet.\n' }],
  fails: { 'BACKLOG.yaml': backlogOf(two, null) },
  passes: { 'BACKLOG.yaml': backlogOf(two, 2) },
};

export const markBehind: Example = {
  before,
  fails: { 'BACKLOG.yaml': backlogOf(two, 1) },
  passes: { 'BACKLOG.yaml': backlogOf(two, 2) },
};

export const markRegressed: Example = {
  before: [{ 'BACKLOG.yaml': backlogOf(two, 2) }],
  fails: { 'BACKLOG.yaml': backlogOf(one, 1) },
  passes: { 'BACKLOG.yaml': backlogOf(one, 2) },
};

export const markLeap: Example = {
  before: [{ 'BACKLOG.yaml': backlogOf(two, 2) }],
  fails: { 'BACKLOG.yaml': backlogOf({ ...two, 'WRK-20260220': SEARCH }, 20260220) },
  passes: { 'BACKLOG.yaml': backlogOf({ ...two, 'WRK-003': SEARCH }, 3) },
};
