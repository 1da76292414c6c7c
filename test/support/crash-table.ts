import { mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';

import { github, gitlab } from './ci.ts';
import { tidemark } from './cli.ts';
import { useDriver } from './collision.ts';
import type { TestRepo } from './repo.ts';
import { changeFile } from './texts.ts';

/** A command that writes. */
interface Crashing {
  readonly argv: readonly string[];
  /** What has to be there besides what all of them find. */
  readonly arrange?: (repo: TestRepo) => void;
  readonly env?: (repo: TestRepo) => Readonly<Record<string, string>>;
  /** It writes where `add` does not: what a killed one leaves is swept by the next of its own kind. */
  readonly apart?: true;
  /** It does not touch what `contentsOf` looks at. */
  readonly unseen?: true;
  /** It makes so many calls that only one in so many is tried. */
  readonly oneIn?: number;
}

/** Where temporary directories go, so that what happens in them counts as well. */
const SCRATCH = {
  arrange: (repo: TestRepo) => mkdirSync(repo.path('.git/scratch')),
  env: (repo: TestRepo) => ({ TMPDIR: repo.path('.git/scratch') }),
  apart: true,
} as const;

/** All commands that write, by the name of the repository that `prepare` makes for them. */
export const CRASHING: Readonly<Record<string, Crashing>> = {
  fix: { argv: ['fix'] },
  'fix by history': { argv: ['fix', '--history'] },
  next: { argv: ['next', '--take'] },
  add: { argv: ['add', 'New'] },
  'add over a dead lock': { argv: ['add', 'New'], arrange: leaveDeadLock },
  archive: { argv: ['archive', 'WRK-001', '--force'] },
  ingest: { argv: ['ingest', 'follow-ups.yaml'] },
  renumber: { argv: ['renumber'] },
  'renumber and stage': { argv: ['renumber', '--stage'] },
  resolve: { argv: ['resolve'], arrange: leaveConflict },
  init: {
    argv: ['init'],
    arrange: (repo) => {
      repo.write(
        Object.fromEntries([1, 2, 3].map((number) => [`docs/adr/000${number}-choice.md`, '# Choice\n'])),
      );
      repo.git('add', 'docs');
    },
    apart: true,
  },
  install: { argv: ['install', '--merge-driver'], apart: true },
  uninstall: {
    argv: ['uninstall'],
    arrange: (repo) => void tidemark(repo.root, ['install', '--merge-driver']),
    apart: true,
  },
  'merge driver': { argv: ['merge-driver', 'base.yaml', 'BACKLOG.yaml', 'theirs.yaml', '7', 'BACKLOG.yaml'] },
  'merge driver, by text': {
    argv: ['merge-driver', 'base.yaml', 'BACKLOG.yaml', 'reviewed.yaml', '7', 'BACKLOG.yaml'],
    ...SCRATCH,
  },
  report: {
    argv: ['check', '--format', 'sarif', '--output', 'report.sarif', '--format', 'human'],
    arrange: (repo) => repo.write({ 'report.sarif': 'old\n' }),
  },
  'report of GitLab': {
    argv: ['check', '--ci'],
    env: (repo) => gitlab({ CI_COMMIT_SHA: repo.head() }),
  },
  'summary of GitHub': {
    argv: ['check', '--format', 'github'],
    arrange: (repo) => repo.write({ 'summary.md': '# Before\n' }),
    env: (repo) => github('push', {}, '', { GITHUB_STEP_SUMMARY: repo.path('summary.md') }),
  },
  'check of a merge': { argv: ['check', '--rev', 'topic', '--base', 'main'], unseen: true },
  demo: { argv: ['demo'], ...SCRATCH, unseen: true, oneIn: 100 },
};

/** Whatever else there is, in a repository in which IDs collide. */
export const READING: readonly (readonly string[])[] = [
  ['radar'],
  ['shared'],
  ['init', '--dry-run'],
  ['trace', 'WRK-003'],
  ['audit'],
  ['check'],
  ['check', '--staged'],
  ['fix', '--dry-run'],
  ['next'],
  ['add', '--dry-run', 'New'],
  ['archive', '--dry-run', 'WRK-001', '--force'],
  ['ingest', '--dry-run', 'follow-ups.yaml'],
  ['renumber', '--dry-run'],
  ['resolve', '--dry-run'],
  ['install', '--merge-driver', '--dry-run'],
  ['doctor'],
  ['explain'],
  ['completion', 'bash'],
  ['hook', 'pre-commit'],
  ['hook', 'pre-merge-commit'],
  ['hook', 'post-merge', '0'],
  ['hook', 'post-rewrite', 'amend'],
  ['hook', 'pre-push', 'origin', 'nowhere'],
  ['hook', 'auto'],
];

/** A merge in which both sides drew a number, of which the driver kept both items: anybody can read the file. */
function leaveConflict(repo: TestRepo): void {
  useDriver(repo);
  const before = repo.read('BACKLOG.yaml');
  for (const [branch, title] of [
    ['topic', 'Theirs'],
    ['main', 'Ours'],
  ] as const) {
    repo.checkout(branch);
    const item = `- id: WRK-004\n  title: ${title}\n  created: 2026-05-05T05:05:05.${title.length}+00:00\n`;
    repo.commit(title, {
      'BACKLOG.yaml': before.replace(/^next_item_id: .*$/mu, `${item}next_item_id: 4`),
      [changeFile(`WRK-004 ${title}`)]: `# ${title}\n`,
    });
  }
  repo.tryGit(['merge', 'topic']);
}

function leaveDeadLock(repo: TestRepo): void {
  mkdirSync(repo.path('.git/tidemark'));
  const space = readlinkSync('/proc/self/ns/pid');
  symlinkSync(`abc 999999999 1 ${hostname()} ${space}`, repo.path('.git/tidemark/lock'));
}
