import type { Finding } from '../core/findings/finding.ts';
import { formatItemId, MAX_ITEM_NUMBER, parseItemId } from '../core/ids/item-id.ts';
import type { Situation } from '../core/ledger/situation.ts';
import { TidemarkError } from '../errors.ts';
import type { RenumberCase } from './renumber-plans.ts';
import { collisionsIn } from './renumber-situations.ts';

export interface Cases {
  readonly cases: readonly RenumberCase[];
  readonly findings: readonly Finding[];
}

/**
 * Which IDs to settle: those asked for, wherever they collide, or each in the first situation that finds a collision. `scenes` find none, but
 * tell more about one.
 */
export function casesOf(
  situations: readonly Situation[],
  asked: readonly string[],
  scenes: readonly Situation[] = [],
): Cases {
  const found = new Map<string, { readonly situation: Situation; readonly findings: Finding[] }>();
  for (const situation of situations) {
    for (const finding of collisionsIn(situation, asked)) {
      const known = found.get(finding.id ?? '');
      if (!known) found.set(finding.id ?? '', { situation, findings: [finding] });
      else if (known.situation === situation) known.findings.push(finding);
    }
  }
  const keys = asked.length > 0 ? asked : [...found.keys()].sort(byNumber);
  return {
    cases: keys.map((key) => ({
      key,
      situations: [...scenes, ...[found.get(key)?.situation ?? situations].flat()],
    })),
    findings: [...found.values()].flatMap(({ findings }) => findings),
  };
}

/** The canonical text of an ID that a user wrote. Throws `usage`. */
export function keyOf(text: string): string {
  const id = parseItemId(text);
  if (id) return formatItemId(id);
  throw new TidemarkError(
    'usage',
    `${text} is no ID.`,
    `An ID looks like WRK-027, with a number up to ${MAX_ITEM_NUMBER}.`,
  );
}

function byNumber(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}
