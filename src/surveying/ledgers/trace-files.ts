import { readCommitInfos } from '../../adapters/git/history/commit-infos.ts';
import type { Repository } from '../../adapters/git/repository.ts';
import type { Policy } from '../../core/findings/policy.ts';
import { fileChronicle, keysAround } from '../../core/history/files/file-chronicles.ts';
import { toldTrace, traceOf } from '../../core/history/trace.ts';
import type { Trace } from '../../core/history/trace.ts';
import { enumerate } from '../../core/messages/wording.ts';
import { TidemarkError } from '../../errors.ts';
import type { FileLedger } from '../../formats/config/default-config.ts';
import { readId } from '../../formats/kinds/read-id.ts';
import { EVERYTHING } from '../../reading/ledgers/ledger-commits.ts';
import { shallowNotes } from '../history-notes.ts';
import { fileAcceptanceIn } from './file-acceptance.ts';
import { readPasts, type LedgerPast } from './file-pasts.ts';

interface Question {
  /** As somebody wrote it. */
  readonly id: string;
  /** Full hex. */
  readonly head: string;
  readonly people: boolean;
  readonly policy: Policy;
}

/** Whether an ID may be one of a ledger's. */
export function readsId({ kind, terms }: FileLedger, id: string): boolean {
  return readId(kind, terms.name, id) !== undefined;
}

/** What an ID has stood for in each of some ledgers of files that ever had it. Throws `usage` where several of one ledger may be meant. */
export async function traceFiles(
  repository: Repository,
  ledgers: readonly FileLedger[],
  question: Question,
): Promise<readonly Trace[]> {
  const traces: Trace[] = [];
  for (const past of await readPasts(repository, ledgers, question.head, [EVERYTHING])) {
    const key = keyOf(past, question.id);
    if (key !== undefined) traces.push(await traceKey(repository, past, key, question));
  }
  return traces;
}

function keyOf({ ledger: { kind, terms }, history }: LedgerPast, id: string): string | undefined {
  const isKey = readId(kind, terms.name, id);
  const [key, ...others] = isKey ? [...history.holders.keys()].filter(isKey) : [];
  if (others.length === 0) return key;
  throw new TidemarkError(
    'usage',
    `${JSON.stringify(id)} may be any of ${enumerate([key ?? '', ...others])} of ${terms.name}.`,
    `Write the prefix, too: \`tidemark trace ${key} --ledger ${terms.name}\`.`,
  );
}

async function traceKey(
  repository: Repository,
  past: LedgerPast,
  key: string,
  { people, policy }: Question,
): Promise<Trace> {
  const chronicle = fileChronicle(past, keysAround(past, [key]));
  const tracing = traceOf(chronicle, key);
  if (!tracing) throw new Error(`No version of ${past.terms.name} has ${key}.`);
  const commits = await readCommitInfos(repository.directory, tracing.commits);
  const isAccepted = await fileAcceptanceIn(repository, past, policy);
  const told = toldTrace(chronicle, tracing, { commits, people, isAccepted });
  return { ...told, unchecked: shallowNotes(repository) };
}
