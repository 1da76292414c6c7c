import { listCommitGraph } from '../adapters/git/file-history.ts';
import type { CommitGraph } from '../adapters/git/file-history.ts';
import { openRepository, resolveCommit } from '../adapters/git/repository.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import { TidemarkError } from '../errors.ts';
import { findBacklogCommits } from '../reading/history/backlog-commits.ts';
import { shortName } from '../reading/bases.ts';
import { listFiles } from '../reading/listing.ts';
import { adviceOnMissing } from '../reading/missing-backlog.ts';
import {
  CONFIG_FILE,
  DEFAULT_BACKLOGS,
  readLocalSettings,
  readSettings,
  TOML_FILES,
} from '../reading/settings.ts';
import type { LocalSettings, Settings } from '../reading/settings.ts';
import { summaryOf } from './ledgers/check-backlogs.ts';
import { checkEachOfLedgers } from './ledgers/check-each.ts';
import { replayBacklog } from './replay.ts';
import type { Replayed } from './replay.ts';

export interface EachOptions {
  /** Absolute; anywhere inside the repository. */
  readonly cwd: string;
  readonly configPath: string | undefined;
  /** `A..B`, or the last commit of a whole history. */
  readonly range: string;
}

/** What is wrong with one commit by itself, compared with its parents. */
export type Each = Replayed;

/**
 * Checks each commit of a range against its parents, parents first: the backlog by each commit's own configuration, ledgers of files by that of the
 * last. What was there before a commit is not reported for it. Git is asked a fixed number of times for the ledgers, however many commits there are.
 * Throws `usage`, `unknown-revision`, `not-a-repository`, `config`.
 */
export async function* checkEach({ cwd, configPath, range }: EachOptions): AsyncGenerator<Each, void> {
  const repository = await openRepository(cwd);
  const local = await readLocalSettings(repository, configPath);
  const { from, to } = await endsOf(repository, range);
  // What does not depend on one another is asked of git at the same time.
  const [graph, settings] = await Promise.all([
    listCommitGraph(cwd, [to], [], from === undefined ? [] : [from]),
    settingsAt(repository, to, local),
  ]);
  const [found, backlogs] = await Promise.all([
    checkEachOfLedgers(repository, to, settings, (commit) => graph.has(commit)),
    backlogsOf(repository, to, settings, local),
  ]);
  const [first, ...others] = backlogs.map((own) => replayOf(repository, [...graph.keys()].toReversed(), own));
  if (!first && settings.ledgers.length === 0) throw await nothingToCheck(repository, settings);
  for await (const each of first ?? bare(graph)) {
    const beside = await Promise.all(others.map(async (one) => (await one.next()).value));
    const all = [each, ...beside.flatMap((one) => one ?? [])];
    yield withFindings(all, graph, found.get(each.commit) ?? []);
  }
}

/** What of one with a name is told beside others. */
async function* replayOf(
  repository: Repository,
  commits: readonly string[],
  own: LocalSettings,
): AsyncGenerator<Each, void> {
  const { backlog } = own;
  for await (const each of replayBacklog(repository, commits, own)) {
    if (!backlog || !('report' in each)) yield each;
    else {
      const { report, commit } = each;
      const ledgers = report.backlog ? [summaryOf(report, backlog.name, backlog.path)] : [];
      yield { commit, report: { ...report, backlog: null, ledgers } };
    }
  }
}

/** The backlogs that are in a history, each by the settings that it is read with. */
async function backlogsOf(
  repository: Repository,
  tip: string,
  { named }: Settings,
  local: LocalSettings,
): Promise<readonly LocalSettings[]> {
  const all = [local, ...named.map((backlog) => ({ ...local, backlog }))];
  const found = await Promise.all(
    all.map(async (own) => (await findBacklogCommits(repository, [tip], own)).backlogCommits.length > 0),
  );
  return all.filter((_own, at) => found[at]);
}

interface Ends {
  readonly from: string | undefined;
  readonly to: string;
}

async function endsOf(repository: Repository, range: string): Promise<Ends> {
  const [, from, to = range] = /^(.*?)\.\.(.*)$/su.exec(range) ?? [];
  if (from === '' || to.startsWith('.'))
    throw new TidemarkError(
      'usage',
      `${JSON.stringify(range)} is not a range of commits.`,
      'Name one as `main..topic`, or a whole history by its last commit: `tidemark check --each main`.',
    );
  const [start, end] = await Promise.all([
    from === undefined ? undefined : resolveCommit(repository, from),
    resolveCommit(repository, to === '' ? 'HEAD' : to),
  ]);
  return { from: start?.oid, to: end.oid };
}

async function settingsAt(repository: Repository, commit: string, local: LocalSettings): Promise<Settings> {
  const source = { kind: 'commit', revision: commit } as const;
  return readSettings(
    repository,
    await listFiles(repository, source, [CONFIG_FILE, ...TOML_FILES]),
    'candidate',
    local,
  );
}

/** Reports on commits that have no backlog. */
async function* bare(graph: CommitGraph): AsyncGenerator<Each, void> {
  for (const [commit, parents] of [...graph].toReversed())
    yield { commit, report: emptyReport(commit, parents) };
}

function emptyReport(commit: string, parents: readonly string[]): Report {
  return {
    candidate: { kind: 'commit', label: shortName(commit) },
    bases: parents.map((parent) => ({ label: shortName(parent), commit: parent })),
    backlog: null,
    findings: [],
    unchecked: [],
    notes: [],
  };
}

/** What all say of one commit. One from before there was a backlog is one that has none. */
function withFindings(all: readonly Each[], graph: CommitGraph, findings: readonly Finding[]): Each {
  const [{ commit } = NOWHERE] = all;
  const broken = all.find((each) => 'error' in each && each.error.code !== 'no-backlog');
  if (broken) return broken;
  const reports = all.flatMap((each) => ('report' in each ? each.report : []));
  const report = reports[0] ?? emptyReport(commit, graph.get(commit) ?? []);
  const own = reports.flatMap((one) => one.findings).filter(({ inherited }) => !inherited);
  const ledgers = reports.flatMap((one) => one.ledgers ?? []);
  return { commit, report: { ...report, ledgers, findings: [...own, ...findings] } };
}

const NOWHERE = { commit: '' };

async function nothingToCheck(repository: Repository, { backlogs }: Settings): Promise<TidemarkError> {
  const [path = DEFAULT_BACKLOGS[0]] = backlogs;
  const { hint } = await adviceOnMissing(repository, { state: 'missing', path });
  return new TidemarkError(
    'no-backlog',
    'There is no backlog in this history, and its last commit configures no ledgers.',
    hint,
  );
}
