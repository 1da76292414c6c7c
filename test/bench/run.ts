import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { allContenders, installTools, YARDSTICK } from './contenders.ts';
import { measure } from './measure.ts';
import { overdrawn, toMarkdown, type Budget } from './report.ts';
import { wireMarkdown } from './shared-numbers.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    json: { type: 'string' },
    check: { type: 'boolean', default: false },
    alone: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

const project = process.cwd();
const root = mkdtempSync(join(tmpdir(), 'tidemark-bench-'));
try {
  const tools = values.alone
    ? undefined
    : installTools(join(project, 'node_modules', '.cache', 'tidemark-bench'));
  process.stderr.write('building repositories …\n');
  const contenders = allContenders(root, join(project, 'dist', 'bin.js'), tools).filter(
    ({ name }) => name === YARDSTICK || name.includes(values.only),
  );
  const measurements = measure(contenders, Number(values.rounds), (round) =>
    process.stderr.write(`round ${round + 1}\r`),
  );
  process.stdout.write(toMarkdown(measurements, YARDSTICK));
  process.stdout.write(wireMarkdown(root, join(project, 'dist', 'bin.js')));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measurements, null, 2)}\n`);
  if (values.check) {
    const budgets: readonly Budget[] = JSON.parse(
      readFileSync(join(project, 'test', 'bench', 'budget.json'), 'utf8'),
    );
    const complaints = overdrawn(measurements, budgets);
    for (const complaint of complaints) process.stdout.write(`over budget: ${complaint}\n`);
    process.exitCode = complaints.length > 0 ? 1 : 0;
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
