import { describe, expect, test } from 'vitest';

import { factsOf } from '../../../../../src/core/ledger/facts.ts';
import type { Facts } from '../../../../../src/core/ledger/facts.ts';
import { commitsBehind, succeedFile } from '../../../../../src/core/renumbering/files/file-succession.ts';
import type { FileTerms } from '../../../../../src/core/renumbering/files/file-succession.ts';
import { decideSides } from '../../../../../src/core/renumbering/files/side-succession.ts';
import { sceneOf } from '../../../../../src/core/rules/files/evaluate-files.ts';
import { FIXED_KINDS } from '../../../../../src/formats/kinds/index.ts';
import { readPath } from '../../../../../src/formats/kinds/read-name.ts';
import { ledgerOf } from '../../../../support/file-history.ts';
import type { Commits } from '../../../../support/file-history.ts';

const [A, B, C] = ['0001-a.md', '0002-b.md', '0002-c.md'] as const;
const MERGE: Commits = { one: ['', A], b: ['one', A, B], c: ['one', A, C], both: ['b c', A, B, C] };
const TERMS: FileTerms = { wanted: undefined, dates: new Map(), isFirm: false, isOld: false };

interface Case {
  readonly commit?: string;
  /** What others start from, and whether they do for sure. */
  readonly target?: string;
  readonly level?: 'error' | 'off';
  readonly terms?: Partial<FileTerms>;
  readonly key?: string;
}

function factsAt(commits: Commits, { commit = 'both', target, level = 'error' }: Case): Facts {
  const ledger = ledgerOf('adr', commits);
  const at = target === undefined ? undefined : { at: ledger.at(target), level, published: undefined };
  const scene = sceneOf(ledger.compared(commit, { target: at, shared: ['2'] }));
  if (!scene) throw new Error('Nothing is asked.');
  return factsOf(scene.situation);
}

function told(commits: Commits, one: Case): readonly string[] {
  const found = succeedFile(factsAt(commits, one), one.key ?? '2', { ...TERMS, ...one.terms });
  if (!found) return [];
  const { keeper, yielding } = found;
  return [
    `${keeper.name} keeps it`,
    ...yielding.map(({ claimant, because, stays }) => `${claimant.name}: ${stays ?? because}`),
  ];
}

const FIRM = 'and has run somewhere: what is ordered by its number never moves once others have it';

describe('who keeps a number', () => {
  test.each<[string, Commits, Case, readonly string[]]>([
    [
      'what is published',
      MERGE,
      { target: 'c' },
      ['0002-c.md keeps it', '0002-b.md: “0002-c.md” is in c already'],
    ],
    [
      'what is older',
      MERGE,
      {
        terms: {
          dates: new Map([
            ['b', '2026-02-02'],
            ['c', '2026-01-01'],
            ['both', '2026-03-03'],
          ]),
        },
      },
      ['0002-c.md keeps it', '0002-b.md: “0002-c.md” is older (created 2026-01-01; the other 2026-02-02)'],
    ],
    [
      'what is older, by the first of its commits',
      { one: ['', A], b: ['one', A, B], later: ['b', A, B], c: ['one', A, C], both: ['later c', A, B, C] },
      {
        terms: {
          dates: new Map([
            ['b', '2026-01-01'],
            ['later', '2026-03-03'],
            ['c', '2026-02-02'],
          ]),
        },
      },
      ['0002-b.md keeps it', '0002-c.md: “0002-b.md” is older (created 2026-01-01; the other 2026-02-02)'],
    ],
    [
      'nothing tells',
      MERGE,
      {},
      ['0002-b.md keeps it', '0002-c.md: nothing tells which of the two is older'],
    ],
    [
      'what was there before',
      { one: ['', A, C], two: ['one', A, B, C] },
      { commit: 'two' },
      ['0002-c.md keeps it', '0002-b.md: “0002-c.md” was in one before'],
    ],
    [
      'what is published under its name, of two texts that are alike',
      {
        one: ['', A],
        b: ['one', A, `${B}=t`],
        c: ['one', A, `${C}=t`],
        both: ['b c', A, `${B}=t`, `${C}=t`],
      },
      { target: 'c' },
      ['0002-c.md keeps it', '0002-b.md: “0002-c.md” is in c already'],
    ],
    [
      'what is asked for, by its name or its path',
      MERGE,
      { target: 'c', terms: { wanted: 'x/0002-b.md' } },
      ['0002-b.md keeps it', '0002-c.md: “0002-b.md” was asked to stay'],
    ],
    ['what is none of them is not asked for', MERGE, { terms: { wanted: A } }, []],
    ['nobody', MERGE, { key: '1' }, []],
    [
      'both where both may have run',
      MERGE,
      { target: 'both', terms: { isFirm: true, wanted: B } },
      ['0002-b.md keeps it', `0002-c.md: it is on both, ${FIRM}`],
    ],
    [
      'only what is published may have run',
      MERGE,
      { target: 'b', terms: { isFirm: true } },
      ['0002-b.md keeps it', '0002-c.md: “0002-b.md” is in b already'],
    ],
    [
      'what was there before may have run where nobody knows what others have',
      MERGE,
      { target: 'b', level: 'off', terms: { isFirm: true, isOld: true } },
      ['0002-b.md keeps it', `0002-c.md: it was there before, ${FIRM}`],
    ],
    [
      'what is new has not run',
      MERGE,
      { target: 'b', level: 'off', terms: { isFirm: true } },
      ['0002-b.md keeps it', '0002-c.md: “0002-b.md” is in b already'],
    ],
  ])('%s', (_, commits, one, expected) => expect(told(commits, one)).toEqual(expected));

  test('the commits that have an entry tell how old it is', () => {
    expect(commitsBehind(factsAt(MERGE, {}), '2').toSorted()).toEqual(['b', 'c']);
  });
});

describe('two files of one path', () => {
  const path = 'x/0002-b.md';
  const { name } = readPath({ kind: FIXED_KINDS.adr, paths: ['x'] }, path);
  if (!name) throw new Error('The name is one.');
  const none = { ours: undefined, theirs: undefined };
  const both = {
    ledger: 'adr',
    name,
    path,
    published: { label: 'main', has: undefined },
    isMerge: true,
    since: none,
  };

  test.each([
    [
      'what is published',
      { published: { label: 'main', has: 'theirs' as const } },
      'theirs',
      '“0002-b.md of the other side” is in main already',
    ],
    [
      'what HEAD has, outside of merges',
      { isMerge: false },
      'ours',
      '“0002-b.md of HEAD” was in HEAD before',
    ],
    [
      'the older',
      { since: { ours: '2026-02-02', theirs: '2026-01-01' } },
      'theirs',
      '“0002-b.md of the other side” is older (created 2026-01-01; the other 2026-02-02)',
    ],
    ['nothing tells', {}, 'ours', 'nothing tells which of the two is older'],
  ])('%s', (_, more, keeper, because) => {
    const decided = decideSides({ ...both, ...more });
    expect(decided.keeper).toBe(keeper);
    expect(decided.plan.parts.map((part) => part.because)).toEqual([because]);
  });
});
