import type { Rule } from './engine/rule.ts';

/** For a backlog there is `backlog-missing`. */
export const ledgerRestarted: Rule = {
  id: 'ledger-restarted',
  title: 'A ledger of files does not restart unnoticed',
  level: 'warning',
  harm: 'Nearly all of its entries are gone in one commit. Numbering begins again, and older uses of a number do not count from there on.',
  remedy: 'If it is intended, do nothing: it is reported once. Otherwise bring the files back.',
  turnOff: 'In projects that often start their numbering again.',
  check: () => [],
};
