import type { Finding } from '../../findings/finding.ts';
import { formatItemId, parseItemId } from '../../ids/item-id.ts';
import type { AcceptEntry, Excuse } from '../../findings/policy.ts';

/** Whether an entry of `accept` suppresses a finding: same rule, and same mark or same ID and subject. */
export function isAccepted(finding: Finding, entry: AcceptEntry): boolean {
  const { rule, excuse } = finding;
  if (rule !== entry.rule || !excuse) return false;
  if ('mark' in entry) return 'mark' in excuse && excuse.mark === entry.mark;
  return 'subject' in excuse && excuse.subject === entry.subject && isSameId(entry.id, finding);
}

/** The entry that would accept a finding, its reason still to be written; undefined for a finding that cannot be accepted. */
export function acceptEntryFor({ rule, id, excuse }: Finding): Excuse | undefined {
  if (excuse && 'mark' in excuse) return { rule, mark: excuse.mark };
  return excuse && id !== null ? { rule, id, subject: excuse.subject } : undefined;
}

function isSameId(id: string, finding: Finding): boolean {
  return (
    canonical(id) === finding.id ||
    (finding.ledger !== undefined && id.toUpperCase() === finding.id?.toUpperCase())
  );
}

function canonical(id: string): string {
  const parsed = parseItemId(id);
  // The ledgers of files know a number by its digits.
  return parsed ? formatItemId(parsed) : id.replace(/^0+(?=\d)/u, '');
}
