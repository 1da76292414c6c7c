import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

import { checkEach } from '../../src/checking/each.ts';
import type { Finding } from '../../src/core/findings/finding.ts';
import { createRepo } from '../support/repo.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/real/ledgers/', import.meta.url));
const present = existsSync(FOLDER);

/** What truly happened, as the table beside each history has it. */
interface Truth {
  readonly landed: readonly Landed[];
  readonly reused: readonly Reused[];
}

interface Landed {
  readonly commit: string;
  readonly number: string;
  readonly names: readonly string[];
  readonly came: string;
  readonly again?: string;
  readonly archived?: boolean;
}

interface Reused {
  readonly commit: string;
  readonly number: string;
  readonly name: string;
  readonly how: string;
}

interface Corpus {
  readonly name: string;
  readonly kind: string;
  readonly path: string;
  /** What a number is that comes back, and whether archived numbers may. */
  readonly reuse: 'error' | 'warning';
}

const CORPORA: readonly Corpus[] = [
  { name: 'curie', kind: 'adr', path: 'docs/adr', reuse: 'error' },
  { name: 'warmbly', kind: 'golang-migrate', path: 'internal/infrastructure/db/migrations', reuse: 'error' },
  { name: 'dataverse', kind: 'flyway', path: 'src/main/resources/db/migration', reuse: 'error' },
  { name: 'backlog-md', kind: 'backlog-md', path: '[backlog, .backlog]', reuse: 'warning' },
  { name: 'ibc-go', kind: 'adr', path: 'docs/architecture', reuse: 'error' },
  {
    name: 'license-manager',
    kind: 'django',
    path: 'license_manager/apps/subscriptions/migrations',
    reuse: 'warning',
  },
  { name: 'optio', kind: 'golang-migrate', path: 'apps/api/src/db/migrations', reuse: 'error' },
];

describe.skipIf(!present)(`real ledgers${present ? '' : ' (not here: ../shared/real/ledgers)'}`, () => {
  test.each(CORPORA)('$name, commit by commit', async (corpus) => {
    const found = await findingsOf(corpus);
    const truth: Truth = JSON.parse(readFileSync(`${FOLDER}${corpus.name}.truth.json`, 'utf8'));
    const told = ({ commit, number }: { commit: string; number: string }): readonly Finding[] =>
      (found.get(commit) ?? []).filter(({ id }) => id === number.toUpperCase());
    const missing = [
      ...truth.landed.filter(
        (one) => isNews(corpus, one) && !told(one).some((finding) => isAbout(finding, one)),
      ),
      ...truth.reused.filter(
        (one) => one.how !== 'rebaselined' && !told(one).some((f) => isReuse(corpus, f)),
      ),
    ];
    expect(missing).toEqual([]);
    const known = new Set([...truth.landed, ...truth.reused].map(nameOf));
    const innocent = [...found].flatMap(([commit, findings]) =>
      findings
        .filter(
          ({ severity, id }) => severity === 'error' && !known.has(nameOf({ commit, number: id ?? '' })),
        )
        .map(({ message }) => `${commit}: ${message}`),
    );
    expect(innocent).toEqual([]);
  });
});

function nameOf({ commit, number }: { commit: string; number: string }): string {
  return `${commit} ${number.toUpperCase()}`;
}

/** Not what was brought from another number, seen again, or is archived where that is how it should be. */
function isNews({ kind }: Corpus, { came, again, archived }: Landed): boolean {
  return came !== 'carried' && !again && !(kind === 'backlog-md' && archived);
}

function isAbout({ severity, message }: Finding, { names }: Landed): boolean {
  return (
    severity === 'error' && names.every((name) => message.includes(name.slice(name.lastIndexOf('/') + 1)))
  );
}

function isReuse({ reuse }: Corpus, { rule, severity }: Finding): boolean {
  return rule === 'duplicate-id' || (rule === 'id-reused' && severity === reuse);
}

/** By the subject of each commit; warnings included. */
async function findingsOf({ name, kind, path }: Corpus): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const repo = createRepo();
  const stream = gunzipSync(readFileSync(`${FOLDER}${name}.fast-import.gz`));
  execFileSync('git', ['fast-import', '--quiet'], { cwd: repo.root, input: stream });
  repo.write({ 'ledgers.yaml': `ledgers:\n- kind: ${kind}\n  path: ${path}\n` });
  const subjects = new Map(
    repo
      .git('log', '--format=%H %s', 'main')
      .split('\n')
      .map((line): [string, string] => {
        const [commit = '', subject = ''] = line.split(' ');
        return [commit, subject];
      }),
  );
  const found = new Map<string, readonly Finding[]>();
  for await (const each of checkEach({
    cwd: repo.root,
    configPath: repo.path('ledgers.yaml'),
    range: 'main',
  })) {
    if ('error' in each) throw each.error;
    expect(each.report.unchecked).toEqual([]);
    if (each.report.findings.length > 0) found.set(subjects.get(each.commit) ?? '', each.report.findings);
  }
  return found;
}
