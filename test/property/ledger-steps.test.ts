import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkEach } from '../../src/checking/each.ts';
import type { Report } from '../../src/core/findings/report.ts';
import { checkRepo } from '../support/check.ts';
import { LEDGERS } from '../support/ledgers.ts';
import type { LedgerKind } from '../support/ledgers.ts';
import { createRepo } from '../support/repo.ts';
import type { TestRepo } from '../support/repo.ts';

const numRuns = Number(process.env['TORTURE_GIT_HISTORIES'] ?? 1);

/** What one commit does: entries come under a number, in one of a few texts; files go, move, get a title or lose theirs, or are edited. */
type Edit =
  | { readonly kind: 'add'; readonly number: number; readonly title: string }
  | { readonly kind: 'remove'; readonly which: number }
  | { readonly kind: 'edit'; readonly which: number }
  | { readonly kind: 'rename'; readonly which: number; readonly from: RegExp; readonly to: string };

const which = fc.nat(30);
const rename = (from: RegExp, to: string) =>
  which.map((at): Edit => ({ kind: 'rename', which: at, from, to }));
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      number: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.constantFrom(40, 300)),
      title: fc.constantFrom('alpha', 'beta', 'gamma', 'delta-two', 'old'),
    }),
  },
  fc.record({ kind: fc.constant('remove' as const), which }),
  fc.record({ kind: fc.constant('edit' as const), which }),
  rename(/(\d)[-_ ]+[a-z][a-z-]*/u, '$1'),
  rename(/alpha|beta/u, 'omega'),
  rename(/0*(\d+)(?=\D*$)/u, '00$19'),
  rename(/[-_](?=[a-z])/u, '–'),
);

test.each(LEDGERS)('a $kind commit says the same staged as in its history', async (ledger) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 12, maxLength: 12 }),
      async (steps) => {
        const repo = createRepo();
        repo.commit('Start', {
          '.tidemark.yaml': `ledgers:\n- ${ledger.config}\n`,
          ...ledger.entry(1, 'start'),
        });
        const staged = new Map<string, readonly string[]>();
        for (const edits of steps) {
          for (const one of edits) apply(repo, ledger, one);
          repo.stage();
          const report = await checkRepo(repo, 'index');
          staged.set(repo.commit('Step'), newsOf(report));
        }
        for await (const each of checkEach({ cwd: repo.root, configPath: undefined, range: 'main' })) {
          if ('error' in each) throw each.error;
          const expected = staged.get(each.commit);
          if (expected) expect(newsOf(each.report)).toEqual(expected);
        }
      },
    ),
    { numRuns },
  );
});

function newsOf({ findings }: Report): readonly string[] {
  return findings
    .filter(({ inherited }) => !inherited)
    .map(({ severity, rule, id, place }) => `${severity} ${rule} ${id} ${place.path}:${place.line}`)
    .toSorted();
}

function apply(repo: TestRepo, ledger: LedgerKind, one: Edit): void {
  if (one.kind === 'add') return repo.write(ledger.entry(one.number, one.title));
  const paths = repo.git('ls-files', '-z', ':!.tidemark.yaml').split('\0').filter(Boolean);
  const path = paths[one.which % paths.length];
  if (path === undefined) return;
  const text = repo.tryGit(['show', `:${path}`]).stdout;
  if (one.kind === 'remove') return repo.write({ [path]: null });
  if (one.kind === 'edit') return repo.write({ [path]: `${text}One more line ${one.which}.\n` });
  const next = path.replace(one.from, one.to);
  if (next !== path && !paths.includes(next)) repo.write({ [path]: null, [next]: text });
}
