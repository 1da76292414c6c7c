import type { Finding, RuleId } from '../../findings/finding.ts';
import type { Facts } from '../../ledger/facts.ts';
import { RESOLVE, renumberCommand } from '../../messages/remedy.ts';

/**
 * One command for all findings that it fixes: several would get in each other's way. `renumber` handles all new collisions at once, and raises
 * the mark; inherited ones have to be named. In a conflict it is `resolve`, which renumbers as well.
 */
export function shareRemedies(facts: Facts, findings: readonly Finding[]): readonly Finding[] {
  const inConflict = findings.some(({ remedy }) => remedy === RESOLVE);
  const command = (keys?: readonly string[]): string => (inConflict ? RESOLVE : renumberCommand(facts, keys));
  const plain = renumberCommand(facts);
  const all = findings.map((finding) =>
    finding.remedy === plain ? { ...finding, remedy: command() } : finding,
  );
  const renumber = command();
  const colliding = all.filter(({ remedy }) => remedy === renumber);
  const old = new Set(colliding.flatMap(({ inherited, id }) => (inherited && id !== null ? [id] : [])));
  const sure = colliding.filter(({ remedyKind }) => remedyKind === undefined);
  const moved = new Set(sure.map(({ id }) => id));
  const raises = sure.some(({ inherited }) => !inherited);
  const lowered = findings.find(({ rule }) => rule === 'mark-regressed');
  const raise = raises ? renumber : lowered?.remedy;
  return all.map((given) => {
    const finding = given.remedy === renumber && moved.has(given.id) ? withoutDoubt(given) : given;
    if (finding.remedy === renumber && finding.inherited) return { ...finding, remedy: command([...old]) };
    return raise !== undefined && LOW_MARK.has(finding.rule) ? { ...finding, remedy: raise } : finding;
  });
}

/** A command that surely gives a thing another number moves its traces as well. */
function withoutDoubt({ remedyKind: _remedyKind, ...finding }: Finding): Finding {
  return finding;
}

const LOW_MARK: ReadonlySet<RuleId> = new Set<RuleId>(['mark-missing', 'mark-behind', 'mark-regressed']);
