import { expect, test } from 'vitest';
import { evaluate } from '../../../../src/core/rules/engine/evaluate.ts';
import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { spelled, writtenId } from '../../../../src/core/messages/spelled.ts';
import type { Claim } from '../../../../src/core/ids/claim.ts';
import type { Situation } from '../../../../src/core/ledger/situation.ts';
import type { Snapshot } from '../../../../src/core/ledger/snapshot.ts';
import { situation, type BaseScene, type Scene } from '../../../support/situation.ts';

/** Has the claims of a snapshot written without padding. */
function unpadded(snapshot: Snapshot): Snapshot {
  const write = <C extends Claim>(claim: C): C => ({ ...claim, written: claim.key.replace(/-0+/u, '-') });
  const { backlog, headings, directories } = snapshot;
  const state =
    backlog.state === 'readable'
      ? { ...backlog, backlog: { ...backlog.backlog, items: backlog.backlog.items.map(write) } }
      : backlog;
  return { ...snapshot, backlog: state, headings: headings.map(write), directories: directories.map(write) };
}

function scene(candidate: Scene, base?: BaseScene): Situation {
  const given = situation({ candidate, ...(base && { base }) });
  const bases = given.bases.map((one) => ({ ...one, snapshot: unpadded(one.snapshot) }));
  return { ...given, bases, sides: bases, candidate: unpadded(given.candidate) };
}

test.each<[string, Situation, string, string]>([
  ['its item', scene({ items: ['WRK-007 A'] }), 'WRK-007', 'WRK-7'],
  ['its entry', scene({ headings: ['WRK-007 A'] }), 'WRK-007', 'WRK-7'],
  ['its directory', scene({ dirs: ['WRK-007_a'] }), 'WRK-007', 'WRK-7'],
  ['its item in a base', scene({}, { items: ['WRK-007 A'] }), 'WRK-007', 'WRK-7'],
  ['the other items', scene({ items: ['WRK-007 A'] }), 'WRK-008', 'WRK-8'],
  ['the other entries', scene({ headings: ['WRK-007 A'] }), 'WRK-008', 'WRK-8'],
  ['the items of a base', scene({ items: [] }, { items: ['WRK-007 A'] }), 'WRK-008', 'WRK-8'],
  ['nothing', scene({ items: [] }), 'WRK-008', 'WRK-008'],
  ['what is no ID', scene({ items: ['WRK-007 A'] }), 'WRK-+8', 'WRK-+8'],
])('an ID is spelled as %s', (_, given, key, expected) => {
  expect(spelled(factsOf(given), key)).toBe(expected);
});

test('a finding has the ID in both ways where they differ', () => {
  const [finding] = evaluate(scene({ items: ['WRK-007 A'], mark: 6 })).findings;
  expect(finding).toMatchObject({
    rule: 'mark-behind',
    id: 'WRK-007',
    name: 'WRK-7',
    message: expect.stringContaining('WRK-7 is'),
  });
  const [usual] = evaluate(situation({ candidate: { items: ['WRK-007 A'], mark: 6 } })).findings;
  expect(usual).not.toHaveProperty('name');
});

test('a claim has its ID as written, or as usual', () => {
  expect(writtenId({ key: 'WRK-007', written: 'wrk-7' })).toBe('wrk-7');
  expect(writtenId({ key: 'WRK-007' })).toBe('WRK-007');
});
