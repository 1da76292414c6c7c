import { expect, test } from 'vitest';

import { ledgerOf } from '../../../../support/file-history.ts';
import type { Commits } from '../../../../support/file-history.ts';

type Kind = Parameters<typeof ledgerOf>[0];

/** Histories as real ones are, of each kind: by commit what a check of it has to say; nothing for any other. */
const HISTORIES: readonly (readonly [string, Kind, Commits, Readonly<Record<string, readonly string[]>>])[] =
  [
    [
      'goose: padding that grows, an extension and a folder that come later, a shift of a whole branch',
      'golang-migrate',
      {
        one: ['', '01_users.sql', '02_posts.sql'],
        wider: ['one', '0001_users.sql', '0002_posts.sql'],
        next: ['wider', '0001_users.sql', '0002_posts.sql', '0003_tags.sql'],
        side: ['wider', '0001_users.sql', '0002_posts.sql', '0003_likes.sql', '0004_index.sql'],
        shifted: ['side', '0001_users.sql', '0002_posts.sql', '0004_likes.sql', '0005_index.sql'],
        merge: [
          'next shifted',
          '0001_users.sql',
          '0002_posts.sql',
          '0003_tags.sql',
          '0004_likes.sql',
          '0005_index.sql',
        ],
        blind: [
          'next side',
          '0001_users.sql',
          '0002_posts.sql',
          '0003_tags.sql',
          '0003_likes.sql',
          '0004_index.sql',
        ],
      },
      { shifted: ['error id-reused 4'], blind: ['error duplicate-id 3'] },
    ],
    [
      'golang-migrate: halves on two branches, a half that is deleted, a pair that comes back',
      'golang-migrate',
      {
        one: ['', '000001_a.up.sql', '000001_a.down.sql'],
        up: ['one', '000001_a.up.sql', '000001_a.down.sql', '000002_b.up.sql'],
        down: ['one', '000001_a.up.sql', '000001_a.down.sql', '000002_b.down.sql'],
        pair: ['up down', '000001_a.up.sql', '000001_a.down.sql', '000002_b.up.sql', '000002_b.down.sql'],
        half: ['pair', '000001_a.up.sql', '000001_a.down.sql', '000002_b.up.sql'],
        gone: ['half', '000001_a.up.sql', '000001_a.down.sql'],
        back: ['gone', '000001_a.up.sql', '000001_a.down.sql', '000002_b.up.sql', '000002_b.down.sql'],
        other: ['gone', '000001_a.up.sql', '000001_a.down.sql', '000002_c.up.sql', '000002_c.down.sql'],
        mixed: ['up', '000001_a.up.sql', '000001_a.down.sql', '000002_b.up.sql', '000002_c.down.sql'],
      },
      { back: ['warning item-restored 2'], other: ['error id-reused 2'], mixed: ['error duplicate-id 2'] },
    ],
    [
      'golang-migrate: a chain of renumberings on a branch, while others land',
      'golang-migrate',
      {
        one: ['', '0019_a.sql'],
        topic: ['one', '0019_a.sql', '0020_t.sql'],
        main1: ['one', '0019_a.sql', '0020_m.sql'],
        first: ['topic main1', '0019_a.sql', '0020_m.sql', '0034_t.sql'],
        main2: ['main1', '0019_a.sql', '0020_m.sql', '0034_n.sql'],
        second: ['first main2', '0019_a.sql', '0020_m.sql', '0034_n.sql', '0035_t.sql'],
        main3: ['main2', '0019_a.sql', '0020_m.sql', '0034_n.sql', '0035_o.sql'],
        third: ['second main3', '0019_a.sql', '0020_m.sql', '0034_n.sql', '0035_o.sql', '0037_t.sql'],
        landed: ['main3 third', '0019_a.sql', '0020_m.sql', '0034_n.sql', '0035_o.sql', '0037_t.sql'],
      },
      {},
    ],
    [
      'Flyway: versions of several parts, repeatable and undoing ones beside them, one version in two spellings',
      'flyway',
      {
        one: ['', 'V1__init.sql', 'V1.1__users.sql', 'R__views.sql', 'U1__init.sql'],
        two: ['one', 'V1__init.sql', 'V1.1__users.sql', 'V1_2__tags.sql', 'R__views.sql', 'R__more.sql'],
        same: ['two', 'V1__init.sql', 'V1.1__users.sql', 'V1_2__tags.sql', 'V01.02.0__likes.sql'],
        late: ['two', 'V1__init.sql', 'V1.1__users.sql', 'V1_2__tags.sql', 'V1.1.1__hotfix.sql'],
        named: ['two', 'V1__init.sql', 'V1.1__users.sql', 'V1_2__tags_of_posts.sql=V1_2__tags.sql'],
      },
      { same: ['error duplicate-id 1.2'], late: ['warning id-below-mark 1.1.1'] },
    ],
    [
      'Django: squashed migrations, a merge migration, a number that is drawn again',
      'django',
      {
        one: ['', '0001_initial.py', '0002_a.py', '0003_b.py'],
        squashed: ['one', '0001_squashed_0003_b.py'],
        again: ['squashed', '0001_squashed_0003_b.py', '0002_c.py'],
      },
      { squashed: ['warning id-reused 1'], again: ['warning id-reused 2'] },
    ],
    [
      'ADRs without padding and with a prefix later; a superseded one is rewritten in place',
      'adr',
      {
        one: ['', '1-record-decisions.md', '2-use-go.md', '9-tabs.md', '10-spaces.md'],
        prefixed: [
          'one',
          'adr-001-record-decisions.md',
          'adr-002-use-go.md',
          'adr-009-tabs.md',
          'adr-010-spaces.md',
        ],
        rewritten: [
          'prefixed',
          'adr-001-record-decisions.md',
          'adr-002-use-go.md=other',
          'adr-009-tabs.md',
          'adr-010-spaces.md',
        ],
        adoc: [
          'rewritten',
          'adr-001-record-decisions.adoc=adr',
          'adr-002-use-go.md=other',
          'adr-009-tabs.md',
          'adr-010-spaces.md',
        ],
        left: [
          'adoc',
          'adr-001-record-decisions.adoc=adr',
          'adr-002-use-go.md=other',
          'adr-009-tabs.md',
          'adr-010-spaces.md',
          '0011-left.md',
        ],
        right: [
          'adoc',
          'adr-001-record-decisions.adoc=adr',
          'adr-002-use-go.md=other',
          'adr-009-tabs.md',
          'adr-010-spaces.md',
          '11-right.md',
        ],
        merge: [
          'left right',
          'adr-001-record-decisions.adoc=adr',
          'adr-002-use-go.md=other',
          'adr-009-tabs.md',
          'adr-010-spaces.md',
          '0011-left.md',
          '11-right.md',
        ],
        mended: [
          'merge',
          'adr-001-record-decisions.adoc=adr',
          'adr-002-use-go.md=other',
          'adr-009-tabs.md',
          'adr-010-spaces.md',
          '0011-left.md',
          '12-right.md',
        ],
      },
      { merge: ['error duplicate-id 11'] },
    ],
    [
      'ADRs: a template and an index beside them, one that is proposed under a number that is to come',
      'adr',
      {
        one: ['', '0000-template.md', 'README.md', 'index.md', 'XXXX-next.md', '0001-a.md'],
        two: ['one', '0000-template.md', '9999-next.md', '0001-a.md', '0002-next.md=XXXX-next.md'],
        dated: [
          'two',
          '0000-template.md',
          '0001-a.md',
          '0002-next.md=XXXX-next.md',
          '2026-02-03-meeting.md',
          '2026-02-03-again.md',
        ],
      },
      {},
    ],
    [
      'tasks: from draft to task to archive, sub-tasks, the number of an archived one is given again',
      'backlog-md',
      {
        one: ['', 'drafts/draft-1 - One.md', 'tasks/task-1 - First.md'],
        promoted: ['one', 'tasks/task-2 - One.md=drafts/draft-1 - One.md', 'tasks/task-1 - First.md'],
        sub: [
          'promoted',
          'tasks/task-2 - One.md=drafts/draft-1 - One.md',
          'tasks/task-1 - First.md',
          'tasks/task-1.1 - Part.md',
        ],
        archived: [
          'sub',
          'archive/tasks/task-2 - One.md=drafts/draft-1 - One.md',
          'completed/task-1 - First.md',
          'tasks/task-1.1 - Part.md',
        ],
        given: [
          'archived',
          'archive/tasks/task-2 - One.md=drafts/draft-1 - One.md',
          'completed/task-1 - First.md',
          'tasks/task-1.1 - Part.md',
          'tasks/task-2 - Other.md',
        ],
        twice: [
          'sub',
          'tasks/task-2 - One.md=drafts/draft-1 - One.md',
          'tasks/task-1 - First.md',
          'tasks/task-1.1 - Part.md',
          'tasks/TASK-001.1 - Rest.md',
        ],
      },
      { given: ['warning id-reused TASK-2'], twice: ['error duplicate-id TASK-1.1'] },
    ],
    [
      'a file that is deleted on one branch and edited on the other, and kept by the merge',
      'adr',
      {
        one: ['', '0001-a.md', '0002-b.md'],
        gone: ['one', '0001-a.md'],
        edited: ['one', '0001-a.md', '0002-b.md=x'],
        kept: ['gone edited', '0001-a.md', '0002-b.md=x'],
      },
      {},
    ],
  ];

test.each(HISTORIES)('%s', (_name, kind, commits, truth) => {
  const { told } = ledgerOf(kind, commits);
  const found = Object.keys(commits).flatMap((commit) => {
    const lines = told(commit);
    return lines.length > 0 ? [[commit, lines] as const] : [];
  });
  expect(Object.fromEntries(found)).toEqual(truth);
});

test('what several mean to share is nothing, and one of them that moves is not either', () => {
  const { told } = ledgerOf(
    'adr',
    {
      one: ['', '0001-a.md', '0001-a-security.md'],
      two: ['one', '0001-a.md', '0001-a-security.md', '0001-a-costs.md'],
      three: ['two', '0001-a.md', '0001-a-security.md', '0002-a-costs.md'],
    },
    { sharing: true },
  );
  expect(['one', 'two', 'three'].flatMap((commit) => told(commit))).toEqual([]);
});
