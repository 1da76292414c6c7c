import { describe, expect, test } from 'vitest';

import type { Finding } from '../../../../src/core/findings/finding.ts';
import { DEFAULT_POLICY, policyOf, type AcceptEntry } from '../../../../src/core/findings/policy.ts';
import { isAccepted } from '../../../../src/core/rules/engine/accept.ts';

const entry = (id: string, ledger?: string): AcceptEntry => ({
  rule: 'duplicate-id',
  id,
  subject: 'x',
  reason: 'meant',
  ...(ledger !== undefined && { ledger }),
});

const finding = (id: string, ledger: string): Finding => ({
  rule: 'duplicate-id',
  id,
  message: '',
  place: { path: 'x', line: 1, column: 1 },
  related: [],
  remedy: '',
  excuse: { subject: 'x' },
  evidence: [],
  severity: 'error',
  inherited: false,
  ledger,
});

test('entries are about one ledger, or about the backlog', () => {
  const accept = [entry('7', 'adr'), entry('7', 'rfcs'), entry('WRK-7')];
  const policy = { ...DEFAULT_POLICY, accept };
  expect(policyOf(policy, 'adr').accept).toEqual([accept[0]]);
  expect(policyOf(policy).accept).toEqual([accept[2]]);
});

describe('an entry names a number in any spelling', () => {
  test.each([
    ['7', '7', true],
    ['0007', '7', true],
    ['0', '0', true],
    ['000', '0', true],
    ['8', '7', false],
    ['task-12', 'TASK-12', true],
    ['TASK-12.1', 'TASK-12.1', true],
    ['6.1.0.4', '6.1.0.4', true],
  ])('%s is %s: %s', (id, of, expected) =>
    expect(isAccepted(finding(of, 'x'), entry(id, 'x'))).toBe(expected),
  );
});
