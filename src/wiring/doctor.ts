import { findHookPlace } from '../adapters/git/hook-place.ts';
import { openRepository } from '../adapters/git/repository.ts';
import { examineAccept } from './doctor/examine-accept.ts';
import { examineFiles } from './doctor/examine-files.ts';
import { examineHistory } from './doctor/examine-history.ts';
import { examineItems } from './doctor/examine-items.ts';
import { examineHooks } from './doctor/examine-hooks.ts';
import { examineIds } from './doctor/examine-ids.ts';
import { examineLock } from './doctor/examine-lock.ts';
import { examineManagers } from './doctor/examine-managers.ts';
import { examineMergeDriver } from './doctor/examine-merge-driver.ts';
import { examinePrograms } from './doctor/examine-programs.ts';
import { examineShared } from './doctor/examine-shared.ts';
import { problem } from './remark.ts';
import type { Examine, Patient, Remark } from './remark.ts';
import { aboutLedger } from '../core/messages/of-ledger.ts';
import { TidemarkError } from '../errors.ts';
import { readLocalSettings, worktreeSettings } from '../reading/settings.ts';

/** What was looked at, and what was found. */
export interface Examination {
  readonly name: string;
  /** Empty where all is well. */
  readonly remarks: readonly Remark[];
}

/**
 * Looks for whatever leaves a repository unguarded. Changes nothing, and asks a remote only where the configuration shares numbers over it.
 * Throws `not-a-repository` and `git-failed`.
 */
export async function diagnose(cwd: string, configPath?: string): Promise<readonly Examination[]> {
  const repository = await openRepository(cwd);
  const place = await findHookPlace(repository);
  const patient = { repository, place, local: await readLocalSettings(repository, configPath) };
  const others = await otherBacklogs(patient);
  const examinations = await Promise.all(
    Object.entries(EXAMINATIONS).map(async ([name, examine]) => {
      const patients = EACH_BACKLOG.has(examine) ? [patient, ...others] : [patient];
      const remarks = await Promise.all(patients.map(async (one) => remarksOf(examine, one)));
      return { name, remarks: distinct(remarks.flat()) };
    }),
  );
  return withoutEchoes(examinations);
}

/** The same for each backlog that has a name. What keeps them from being known is told by the examinations. */
async function otherBacklogs({ repository, local, place }: Patient): Promise<readonly Patient[]> {
  if (repository.root === undefined) return [];
  try {
    const { named } = await worktreeSettings(repository, local);
    return named.map((backlog) => ({ repository, place, local: { ...local, backlog } }));
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    return [];
  }
}

function distinct(remarks: readonly Remark[]): readonly Remark[] {
  return [...new Map(remarks.map((remark) => [remark.message, remark])).values()];
}

/** One cause can keep several examinations from their answers: the first of them tells it. */
function withoutEchoes(examinations: readonly Examination[]): readonly Examination[] {
  const told = new Set<string>();
  return examinations.filter(({ remarks }) => {
    const isEcho = remarks.length > 0 && remarks.every(({ message }) => told.has(message));
    for (const { message } of remarks) told.add(message);
    return !isEcho;
  });
}

const EXAMINATIONS = {
  programs: examinePrograms,
  hooks: examineHooks,
  'hook managers': examineManagers,
  files: examineFiles,
  IDs: examineIds,
  items: examineItems,
  history: examineHistory,
  accept: examineAccept,
  'merge driver': examineMergeDriver,
  lock: examineLock,
  'shared numbers': examineShared,
} satisfies Readonly<Record<string, Examine>>;

/** Those that are about one backlog. */
const EACH_BACKLOG: ReadonlySet<Examine> = new Set([examineFiles, examineIds, examineItems]);

/** What keeps one examination from its answer is an answer too. */
async function remarksOf(examine: Examine, patient: Patient): Promise<readonly Remark[]> {
  try {
    const remarks = await examine(patient);
    const name = patient.local.backlog?.name;
    return remarks.map((remark) => ({ ...remark, remedy: aboutLedger(remark.remedy, name) }));
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    return [problem(error.message, error.hint)];
  }
}
