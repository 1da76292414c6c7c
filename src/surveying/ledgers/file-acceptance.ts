import type { Repository } from '../../adapters/git/repository.ts';
import { policyOf } from '../../core/findings/policy.ts';
import type { Policy } from '../../core/findings/policy.ts';
import { entriesAtHead } from '../../core/history/files/file-chronicles.ts';
import { readId } from '../../formats/kinds/read-id.ts';
import { readSettled } from '../../reading/ledgers/settled.ts';
import type { LedgerPast } from './file-pasts.ts';

/** Whether two things of a ledger may have one number, by its key: the configuration says so, or what depends on both. */
export async function fileAcceptanceIn(
  repository: Repository,
  past: LedgerPast,
  policy: Policy,
): Promise<(key: string, names: readonly string[]) => boolean> {
  const { kind, terms } = past.ledger;
  const entries = entriesAtHead(past);
  const isSettled = await readSettled(repository, past.ledger, entries);
  const accepted = policyOf(policy, terms.name).accept.flatMap((entry) =>
    'subject' in entry ? [{ subject: entry.subject, isKey: readId(kind, terms.name, entry.id) }] : [],
  );
  const isOrdered = (key: string): boolean => {
    const own = entries.filter((entry) => entry.key === key).map(({ files: [place] }) => ({ place }));
    return own.some((one) => own.some((other) => one !== other && isSettled(one, other)));
  };
  return (key, names) =>
    terms.sharing ||
    isOrdered(key) ||
    accepted.some(({ subject, isKey }) => isKey?.(key) === true && names.includes(subject));
}
