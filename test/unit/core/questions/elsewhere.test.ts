import { expect, test } from 'vitest';

import { livesOf } from '../../../../src/core/identity/lives.ts';
import { standsElsewhere, wentOn } from '../../../../src/core/identity/past.ts';
import { factsOf } from '../../../../src/core/ledger/facts.ts';
import { findings, situation, type Linear, type Scene } from '../../../support/situation.ts';

const at = (...items: readonly string[]): Scene => ({ items });
const [ONE, MOVED, RETITLED] = ['WRK-003 Alpha @12.3Z', 'WRK-005 Alpha @12.3Z', 'WRK-005 Gamma @12.3Z'];
const [PLAIN, NAMESAKE] = ['WRK-003 Alpha @12Z', 'WRK-005 Alpha @12Z'];

/** Whether WRK-003 of the base stands elsewhere in the candidate, and whether it went. */
function told(candidate: Scene, base: Linear['base']): readonly boolean[] {
  const facts = factsOf(situation({ candidate, ...(base && { base }) }));
  const [claim] = facts.bases[0]?.items.get('WRK-003') ?? [];
  if (!claim) throw new Error('The base has no such item.');
  const stay = livesOf(facts).stayOf(claim);
  return [standsElsewhere(facts, facts.candidate, stay), wentOn(facts, stay)];
}

test.each<[string, Scene, Linear['base'], readonly boolean[]]>([
  ['under another ID', at(MOVED), at(ONE), [true, true]],
  ['under another title, too', at(RETITLED), at(ONE), [true, true]],
  ['as it was', at(ONE), at(ONE), [false, false]],
  ['under a lower ID', at('WRK-002 Alpha @12.3Z'), at(ONE), [true, true]],
  ['under a higher ID once', at(), { ...at(ONE), past: [at(MOVED)] }, [false, true]],
  ['under a lower ID once', at(), { ...at(ONE), past: [at('WRK-002 Alpha @12.3Z')] }, [false, false]],
  ['by a moment and title that people wrote', at(NAMESAKE), at(PLAIN), [true, true]],
  ['not by a moment that people wrote', at('WRK-005 Gamma @12Z'), at(PLAIN), [false, false]],
  ['by a title alone', at('WRK-005 Alpha @'), at('WRK-003 Alpha @'), [true, true]],
  ['not beside a sibling', at(RETITLED), { ...at(ONE, RETITLED), past: [at(ONE, RETITLED)] }, [false, false]],
  [
    'where it went, not where its sibling did',
    at('WRK-007 Alpha @12.3Z', 'WRK-006 Gamma @12.3Z'),
    { ...at(ONE), past: [at(ONE, 'WRK-004 Gamma @12.3Z')] },
    [true, true],
  ],
  [
    'not where its sibling went',
    at('WRK-006 Gamma @12.3Z'),
    { ...at(ONE), past: [at(ONE, 'WRK-004 Gamma @12.3Z')] },
    [false, false],
  ],
  [
    'not beside a sibling of its title',
    at(MOVED),
    { ...at(ONE, MOVED), past: [at(ONE, MOVED)] },
    [false, false],
  ],
  [
    'not where people copied it, to write another one',
    at(RETITLED),
    { ...at(ONE, RETITLED), past: [at(ONE, RETITLED), at(ONE)] },
    [false, false],
  ],
  [
    'where it has a title of its own, when it is back as well',
    at(RETITLED),
    { ...at(ONE, RETITLED), past: [at(ONE, RETITLED), at(RETITLED), at(ONE)] },
    [true, true],
  ],
  [
    'not beside a sibling that came with it',
    at(RETITLED),
    { ...at(ONE, RETITLED), past: [at(ONE, RETITLED), at()] },
    [false, false],
  ],
  ['beside its copy', at(MOVED), { ...at(ONE, MOVED), past: [at(ONE, MOVED), at(ONE)] }, [true, true]],
])('an item is found %s', (_, candidate, base, expected) => {
  expect(told(candidate, base)).toEqual(expected);
});

test('an item that stands under another ID does not get its old one back from an entry', () => {
  const base = { items: [MOVED], headings: ['WRK-003 Beta'], past: [at(MOVED), at(ONE)] };
  const candidate = { items: [ONE], headings: ['WRK-003 Beta'], mark: 5 };
  expect(findings({ base, candidate })).toEqual(['error id-reused WRK-003']);
});
