import { describe, expect, test } from 'vitest';
import { acceptEntryFor } from '../../../../src/core/rules/engine/accept.ts';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import type { AcceptEntry } from '../../../../src/core/findings/policy.ts';
import { checkAll } from '../../../support/cases.ts';
import { situation, type Linear } from '../../../support/situation.ts';

const twice = { items: ['WRK-007 Alpha', 'WRK-007 Beta'] };
const behind = { mark: 1, items: ['WRK-002 Beta'] };
const reason = 'we know';

describe('the level of a rule', () => {
  checkAll([
    ['off', { candidate: twice, policy: { rules: { 'duplicate-id': 'off' } } }],
    [
      'lower',
      { candidate: twice, policy: { rules: { 'duplicate-id': 'warning' } } },
      'warning duplicate-id WRK-007',
    ],
    [
      'higher',
      { candidate: { mark: null, items: ['WRK-001 Alpha'] }, policy: { rules: { 'mark-missing': 'error' } } },
      'error mark-missing',
    ],
  ]);
});

describe('an accepted finding', () => {
  const accepting = (...accept: AcceptEntry[]) => ({ policy: { accept } });
  const same = { rule: 'duplicate-id', id: 'WRK-007', subject: 'Beta', reason } as const;
  checkAll([
    ['is gone', { candidate: twice, ...accepting(same) }],
    ['however its ID is written', { candidate: twice, ...accepting({ ...same, id: 'wrk-7' }) }],
    [
      'not under another subject',
      { candidate: twice, ...accepting({ ...same, subject: 'Alpha' }) },
      'error duplicate-id WRK-007',
    ],
    [
      'not under another ID',
      { candidate: twice, ...accepting({ ...same, id: 'WRK-008' }) },
      'error duplicate-id WRK-007',
    ],
    [
      'not under another rule',
      { candidate: twice, ...accepting({ ...same, rule: 'id-reused' }) },
      'error duplicate-id WRK-007',
    ],
    [
      'of an ID that is none',
      {
        candidate: { malformed: ['WRK-+5 Alpha'] },
        ...accepting({ rule: 'id-malformed', id: 'WRK-+5', subject: 'Alpha', reason }),
      },
    ],
    ['of a mark', { candidate: behind, ...accepting({ rule: 'mark-behind', mark: 2, reason }) }],
    [
      'not of another mark',
      { candidate: behind, ...accepting({ rule: 'mark-behind', mark: 3, reason }) },
      'error mark-behind WRK-002',
    ],
    [
      'a mark rule needs a mark',
      { candidate: behind, ...accepting({ rule: 'mark-behind', id: 'WRK-002', subject: 'Beta', reason }) },
      'error mark-behind WRK-002',
    ],
    [
      'an ID rule needs an ID',
      { candidate: twice, ...accepting({ rule: 'duplicate-id', mark: 7, reason }) },
      'error duplicate-id WRK-007',
    ],
    [
      'some findings cannot be excused',
      { candidate: { mark: 'x' }, ...accepting({ rule: 'mark-invalid', mark: 0, reason }) },
      'error mark-invalid',
    ],
  ]);

  test('an entry that excuses nothing is told', () => {
    const idle = { ...same, id: 'WRK-001' };
    const candidate = { ...twice, mark: 6 };
    const { unusedAccepts } = evaluate(situation({ candidate, policy: { accept: [same, idle] } }));
    expect(unusedAccepts).toEqual([idle]);
  });

  const entries = (given: Linear) => evaluate(situation(given)).findings.map(acceptEntryFor);
  test('the entries to paste', () => {
    expect(entries({ candidate: twice })).toEqual([{ rule: 'duplicate-id', id: 'WRK-007', subject: 'Beta' }]);
    expect(entries({ candidate: behind })).toEqual([{ rule: 'mark-behind', mark: 2 }]);
    expect(entries({ candidate: { mark: 'x' } })).toEqual([undefined]);
  });

  test('a finding about no single ID has none', () => {
    const [found] = evaluate(situation({ candidate: twice })).findings;
    expect(found && acceptEntryFor({ ...found, id: null })).toBeUndefined();
  });

  test('each entry to paste excuses its finding', () => {
    const given = { base: { mark: 5 }, candidate: { ...twice, mark: 3, dirs: ['WRK-007_x', 'WRK-007_y'] } };
    const accept = entries(given).flatMap((entry) => (entry ? [{ ...entry, reason }] : []));
    expect(accept).toHaveLength(6);
    expect(evaluate(situation({ ...given, policy: { accept } })).findings).toEqual([]);
  });
});
