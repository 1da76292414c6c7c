import type { Finding } from '../../findings/finding.ts';
import { formatItemId, parseItemId } from '../../ids/item-id.ts';
import type { AcceptEntry, Excuse } from '../../findings/policy.ts';

/** Whether an entry of `accept` excuses a finding: same rule, and same mark or same ID and subject. */
export function isAccepted(finding: Finding, entry: AcceptEntry): boolean {
  const { rule, excuse } = finding;
  if (rule !== entry.rule || !excuse) return false;
  if ('mark' in entry) return 'mark' in excuse && excuse.mark === entry.mark;
  return 'subject' in excuse && excuse.subject === entry.subject && canonical(entry.id) === finding.id;
}

/** The entry that would excuse a finding, its reason still to be written; undefined for what cannot be excused. */
export function acceptEntryFor({ rule, id, excuse }: Finding): Excuse | undefined {
  if (excuse && 'mark' in excuse) return { rule, mark: excuse.mark };
  return excuse && id !== null ? { rule, id, subject: excuse.subject } : undefined;
}

function canonical(id: string): string {
  const parsed = parseItemId(id);
  return parsed ? formatItemId(parsed) : id;
}
