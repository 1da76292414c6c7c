import { expect, test } from 'vitest';

import { RULE_IDS } from '../../src/core/findings/finding.ts';
import { runMain } from '../support/cli.ts';

test('explains a rule with its example', async () => {
  expect((await runMain(['explain', 'change-dir-conflict'])).stdout).toMatchInlineSnapshot(`
    "change-dir-conflict (error): A new directory belongs to the item its ID names

    Harm
    Documents of one item end up in the directory of another.

    Committed
      # BACKLOG.yaml
      items:
      - id: WRK-001
        title: Retry limits
        created: 2026-02-12T16:23:33.711239234+00:00
      next_item_id: 1

    A change that is reported
      --- /dev/null
      +++ b/changes/WRK-001_export-as-csv/WRK-001_export-as-csv_PRD.md
      +# Export as CSV

    One that passes
      --- /dev/null
      +++ b/changes/WRK-001_retry-limits/WRK-001_retry-limits_PRD.md
      +# Retry limits

    Remedy
    Name the directory after its own item, or run \`tidemark renumber ID\`.

    When to turn it off
    In projects that name directories freely after the ID.

    In .tidemark.yaml:
      rules:
        change-dir-conflict: warning   # or off
    "
  `);
});

test.each(RULE_IDS)('%s is explained in full, its changes in colour', async (id) => {
  const { code, stdout } = await runMain(['explain', id, '--color', 'always']);
  expect(code).toBe(0);
  expect(stdout).toContain('\u001B[31m---');
  expect(stdout).toContain('\u001B[32m+++');
  expect(stdout).not.toMatch(/undefined|\[object|\n\n\n/u);
});
