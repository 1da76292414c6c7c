import type { Finding, RuleId } from '../../findings/finding.ts';
import type { Facts } from '../../ledger/facts.ts';
import { renumberCommand } from '../../messages/remedy.ts';

/**
 * One command for all that a command settles: several would stand in each other's way. `renumber` takes whatever is new at once, and raises
 * the mark; what is inherited has to be named.
 */
export function shareRemedies(facts: Facts, findings: readonly Finding[]): readonly Finding[] {
  const renumber = renumberCommand(facts);
  const colliding = findings.filter(({ remedy }) => remedy === renumber);
  const old = new Set(colliding.flatMap(({ inherited, id }) => (inherited && id !== null ? [id] : [])));
  const raises = colliding.some(({ inherited, remedyKind }) => !inherited && remedyKind === undefined);
  const lowered = findings.find(({ rule }) => rule === 'mark-regressed');
  const raise = raises ? renumber : lowered?.remedy;
  return findings.map((finding) => {
    if (finding.remedy === renumber && finding.inherited)
      return { ...finding, remedy: renumberCommand(facts, [...old]) };
    return raise !== undefined && LOW_MARK.has(finding.rule) ? { ...finding, remedy: raise } : finding;
  });
}

const LOW_MARK: ReadonlySet<RuleId> = new Set<RuleId>(['mark-missing', 'mark-behind', 'mark-regressed']);
