import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { audit } from '../../src/index.ts';
import { createRepo } from '../support/repo.ts';
import { traced } from '../support/traced.ts';

const STREAM = fileURLToPath(new URL('../../../shared/real/history.fast-import', import.meta.url));
const present = existsSync(STREAM);

test.skipIf(!present)(
  `what a real history is known to hold, told with the two commits that made it${present ? '' : ' (not here: ../shared/real)'}`,
  async () => {
    const repo = createRepo();
    execFileSync('git', ['fast-import', '--quiet'], { cwd: repo.root, input: readFileSync(STREAM) });
    const { ledgers } = await audit({ cwd: repo.root });
    const collisions = ledgers.flatMap((one) => one.collisions);
    const told = collisions.map(({ id, state, things, since }) => [
      `${id} ${state}`,
      ...things.map(({ kind, state: now, commit }) => `${kind} ${now}: ${start(commit?.subject)}`),
      start(since?.subject),
    ]);
    expect(told).toEqual([
      [
        'TG-006 open',
        'item dropped: [TG-001][build]',
        'directory present: [TG-006] Feature',
        '[TG-006] Feature',
      ],
      [
        'TG-007 open',
        'item dropped: [TG-001][build]',
        'directory present: [TG-007] Feature',
        '[TG-007] Feature',
      ],
      [
        'TG-008 open',
        'item dropped: [TG-001][build]',
        'directory present: [TG-008] Feature',
        '[TG-008] Feature',
      ],
    ]);
    expect(await traced(repo, 'TG-009')).not.toEqual(['nothing']);
  },
);

function start(subject = ''): string {
  return /^\S+ ?Feature|^\S+/u.exec(subject)?.[0] ?? '';
}
