import type { Finding } from '../../core/findings/finding.ts';
import { formatItemId, MAX_ITEM_NUMBER, parseItemId } from '../../core/ids/item-id.ts';
import type { Situation } from '../../core/ledger/situation.ts';
import { TidemarkError } from '../../errors.ts';
import type { RenumberCase } from './renumber-scenes.ts';
import { collisionsIn } from './renumber-situations.ts';

export interface Cases {
  readonly cases: readonly RenumberCase[];
  readonly findings: readonly Finding[];
  /** Collisions that are none of the cases because nobody asked for them; empty where somebody asks for any. */
  readonly left: readonly Finding[];
}

/**
 * Which IDs to settle: those asked for, wherever they collide, or each that is new in the first situation that finds it colliding. `scenes`
 * find none, but tell more about one.
 */
export function casesOf(
  situations: readonly Situation[],
  asked: readonly string[],
  scenes: readonly Situation[] = [],
): Cases {
  const collisions = situations.flatMap((situation) =>
    collisionsIn(situation).map((finding) => ({ situation, finding, id: finding.id ?? '' })),
  );
  const isAsked = ({ id, finding }: (typeof collisions)[number]): boolean =>
    asked.length > 0 ? asked.includes(id) : !finding.inherited;
  // Where a collision is new, more is known about it than where all of it was there before.
  const wanted = collisions
    .filter(isAsked)
    .sort((left, right) => Number(left.finding.inherited) - Number(right.finding.inherited));
  const found = new Map<string, { readonly situation: Situation; readonly findings: Finding[] }>();
  for (const { situation, finding, id } of wanted) {
    const known = found.get(id);
    if (!known) found.set(id, { situation, findings: [finding] });
    else if (known.situation === situation) known.findings.push(finding);
  }
  const keys = asked.length > 0 ? asked : [...found.keys()].sort(byNumber);
  return {
    cases: keys.map((key) => ({
      key,
      situations: [...scenes, ...[found.get(key)?.situation ?? situations].flat()],
      unreported: !found.has(key),
    })),
    findings: [...found.values()].flatMap(({ findings }) => findings),
    left:
      asked.length > 0
        ? []
        : collisions.flatMap(({ finding, id }) => (finding.inherited && !found.has(id) ? finding : [])),
  };
}

/** The canonical text of an ID that a user wrote. Throws `usage`. */
export function keyOf(text: string): string {
  const id = parseItemId(text);
  if (id) return formatItemId(id);
  throw new TidemarkError(
    'usage',
    `“${text}” is not an ID.`,
    `An ID looks like WRK-027, with a number up to ${MAX_ITEM_NUMBER}.`,
  );
}

function byNumber(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}
