import { join } from 'node:path';

import { listStates } from '../adapters/git/tracked-files.ts';
import type { PathState } from '../adapters/git/tracked-files.ts';
import type { Repository } from '../adapters/git/repository.ts';
import type { Finding } from '../core/findings/finding.ts';
import type { Report } from '../core/findings/report.ts';
import type { Claim } from '../core/ids/claim.ts';
import { groupBy } from '../core/ids/group-by.ts';
import { listUnder } from '../core/ids/lookup.ts';
import { remember } from '../core/ids/remember.ts';
import type { Snapshot } from '../core/ledger/snapshot.ts';
import { placesOf } from '../core/ledger/named-backlog.ts';
import { atRoot } from '../core/messages/runnable.ts';
import { stageCommand } from '../core/messages/staging.ts';
import { readPath } from '../formats/kinds/read-name.ts';
import type { LocalSettings } from '../reading/settings.ts';
import { readSnapshot } from '../reading/snapshots.ts';
import type { Reading } from '../reading/snapshots.ts';

/**
 * A report on what is checked out, with commands that work as index and work tree are at this moment: what they need staged is staged first.
 * Where the work tree has none of the errors of the index, all that is left is to stage it.
 */
export async function withCommandsAtHand(
  repository: Repository,
  candidate: Reading,
  report: Report,
  local: LocalSettings,
  findInWorkTree: () => Promise<readonly Finding[]>,
): Promise<Report> {
  const { kind } = report.candidate;
  const isLocal = report.findings.some(({ remedy }) => isAdapted(remedy));
  const isStopped = kind === 'index' && report.findings.some(({ severity }) => severity === 'error');
  if (!isLocal && !isStopped) return report;
  const place = await readPlace(repository, candidate, local);
  const mayBeRepaired = isStopped && place.unsaved.length > 0 && !place.isPutBack;
  if (mayBeRepaired && isRepaired(report.findings, await findInWorkTree()))
    return { ...report, notes: [...report.notes, REPAIRED], findings: staged(report.findings, place) };
  const commandFor = commandsIn(report, place);
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, remedy: commandFor(finding) })),
  };
}

/** Very many findings may have one remedy: each is adapted once. */
function commandsIn({ findings, candidate: { kind } }: Report, place: Place): (finding: Finding) => string {
  const byRemedy = groupBy(findings, ({ remedy }) => remedy);
  const known = new Map<string, string>();
  return ({ remedy, ledger = null }) => {
    const name = `${ledger}\n${remedy}`;
    const keys = () => new Set(listUnder(byRemedy, remedy).flatMap(({ id }) => id ?? []));
    const command = known.get(name) ?? adapted(remedy, keys(), { ...place, kind, ledger });
    known.set(name, command);
    return command;
  };
}

const REPAIRED = 'the work tree has none of these errors: it only has to be staged.';

function isRepaired(staged: readonly Finding[], found: readonly Finding[]): boolean {
  const nameOf = ({ ledger, rule, id }: Finding): string => `${ledger} ${rule} ${id}`;
  const left = new Set(found.map(nameOf));
  return !staged.some((finding) => finding.severity === 'error' && left.has(nameOf(finding)));
}

interface Place {
  /** Where the reader stands is the root. */
  readonly atRoot: boolean;
  /** Git gives the checked index up when the hook ends, as in `git commit -a`: nothing of it will be staged then. */
  readonly isPutBack: boolean;
  /** Guarded files that the index does not have, or will not have, as the disk has them. */
  readonly unsaved: readonly PathState[];
  /** Of each backlog. */
  readonly parts: readonly Part[];
  readonly worktree: Reading;
}

/** One backlog: null for the one at the top of the configuration. */
interface Part {
  readonly ledger: string | null;
  /** All claims of the candidate and of the work tree. */
  readonly claims: readonly Claim[];
  readonly index: Snapshot;
  readonly worktree: Reading;
}

async function readPlace(repository: Repository, candidate: Reading, local: LocalSettings): Promise<Place> {
  const about = { label: 'work tree', role: 'base' } as const;
  const worktree = await readSnapshot(repository, { kind: 'worktree', ignored: false }, about, local);
  const isPutBack = repository.indexFile !== join(repository.gitDir, 'index');
  const { backlogs, worklog, changes, ledgers, named } = worktree.settings;
  const folders = [...ledgers.flatMap(({ terms }) => terms.paths), ...named.flatMap(placesOf)];
  const guarded = [...backlogs, worklog, changes, ...folders];
  const states = await listStates(repository.directory, guarded, 'without filters');
  return {
    atRoot: repository.atRoot,
    isPutBack,
    // To stage what is in conflict is to give its two sides up.
    unsaved: states.filter(({ state }) => state !== 'unmerged' && (state !== 'staged' || isPutBack)),
    parts: [
      partOf(null, candidate, worktree),
      ...(await Promise.all(
        named.map(async (backlog) => {
          const own = { ...local, backlog };
          return partOf(backlog.name, await candidate.of(own), await worktree.of(own));
        }),
      )),
    ],
    worktree,
  };
}

function partOf(ledger: string | null, index: Reading, worktree: Reading): Part {
  const claims = [index.snapshot, worktree.snapshot].flatMap(claimsOf);
  return { ledger, claims, index: index.snapshot, worktree };
}

function claimsOf({ backlog, headings, directories }: Snapshot): readonly Claim[] {
  return [...(backlog.state === 'readable' ? backlog.backlog.items : []), ...headings, ...directories];
}

function isAdapted(remedy: string): boolean {
  return /^tidemark renumber .*--stage$|^mv |--staged /u.test(remedy);
}

type Adapting = Place & { readonly kind: Report['candidate']['kind']; readonly ledger: string | null };

function adapted(remedy: string, keys: ReadonlySet<string>, place: Adapting): string {
  if (place.isPutBack && remedy.includes('--staged ')) return remedy.replace('--staged ', '');
  const part = place.parts.find(({ ledger }) => ledger === place.ledger);
  if (remedy.startsWith('mv ')) return moving(remedy, keys, place, part);
  if (!isAdapted(remedy) || keys.size === 0) return remedy;
  const paths = part ? touched(place, part, keys) : touchedIn(place.ledger ?? '', place, keys);
  return paths.length === 0 ? remedy : `${stageCommand(paths, place.atRoot)} && ${remedy}`;
}

function moving(
  remedy: string,
  keys: ReadonlySet<string>,
  { kind, atRoot: isAtRoot }: Adapting,
  part: Part | undefined,
): string {
  const claims = part ? claimsUnder(part, keys) : [];
  const directories = claims.filter(({ kind: own }) => own === 'directory');
  const stage = stageCommand([...new Set(directories.map((claim) => claim.place.path))], true);
  const whole = kind === 'index' ? `${remedy} && ${stage}` : remedy;
  return isAtRoot ? whole : atRoot(whole);
}

function claimsUnder(part: Part, keys: ReadonlySet<string>): readonly Claim[] {
  return [...keys].flatMap((key) => listUnder(byKey(part), key));
}

const byKey = remember(({ claims }: Part) => groupBy(claims, ({ key }) => key));

/** The backlog, and what else carries one of the IDs; a directory stands for all that is in it. */
function touched({ unsaved }: Place, part: Part, keys: ReadonlySet<string>): readonly string[] {
  const { backlogs } = part.worktree.settings;
  const carriers = claimsUnder(part, keys).map(({ place }) => place.path);
  const roots = [...new Set([...backlogs, ...carriers])];
  const found = unsaved.flatMap(({ path }) => roots.find((root) => isWithin(path, root)) ?? []);
  return [...new Set(found)];
}

/** The files of entries that have one of the numbers. */
function touchedIn(name: string, { unsaved, worktree }: Place, keys: ReadonlySet<string>): readonly string[] {
  const ledger = worktree.settings.ledgers.find(({ terms }) => terms.name === name);
  if (!ledger) return [];
  const folders = { kind: ledger.kind, paths: ledger.terms.paths };
  return unsaved.map(({ path }) => path).filter((path) => keys.has(readPath(folders, path).name?.key ?? ''));
}

/** What is left of a repair: files that are tracked, and directories that got the ID of an item of the work tree. */
function staged(findings: readonly Finding[], place: Place): readonly Finding[] {
  const { unsaved, worktree, parts } = place;
  const moved = parts.flatMap((part) => {
    const known = new Set(claimsOf(part.index).map(({ key }) => key));
    return part.worktree.snapshot.directories.filter(({ key }) => !known.has(key));
  });
  const directories = moved.map((one) => one.place.path);
  const paths = unsaved.flatMap(({ path, state }) => {
    const root = directories.find((directory) => isWithin(path, directory));
    return root ?? (state === 'untracked' && !isEntry(path, worktree) ? [] : path);
  });
  const remedy = stageCommand([...new Set(paths)], place.atRoot);
  return findings.map((finding) => (finding.severity === 'error' ? { ...finding, remedy } : finding));
}

/** A file of a ledger, be it one that was renamed and that git does not know yet. */
function isEntry(path: string, { settings: { ledgers } }: Reading): boolean {
  return ledgers.some(({ kind, terms }) => readPath({ kind, paths: terms.paths }, path).name !== undefined);
}

function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}
