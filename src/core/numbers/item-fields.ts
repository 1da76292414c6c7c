import type { BacklogItem } from './backlog-file.ts';

/**
 * The default fields of a new item: those that the orchestrator always writes, or in another backlog only those that
 * its items have. `created` is always among them, because it identifies the item.
 */
export function usualFields(items: readonly BacklogItem[], now: string): Readonly<Record<string, unknown>> {
  if (isOrchestrated(items))
    return { status: 'new', requires_human_review: false, created: now, updated: now };
  return {
    ...(items.some(({ status }) => status === 'new') && { status: 'new' }),
    created: now,
    ...(items.some((item) => 'updated' in item) && { updated: now }),
  };
}

/** Fields that all items of a backlog have that the orchestrator does not write, and a new one lacks. */
export function fieldsLeftOut(items: readonly BacklogItem[], item: BacklogItem): readonly string[] {
  const [first, ...others] = items;
  if (!first || isOrchestrated(items)) return [];
  const shared = Object.keys(first).filter((field) => others.every((other) => field in other));
  return shared.filter((field) => !(field in item));
}

/** A new item in the order of the fields that the last item has; what that lacks, and all in a backlog of the orchestrator's, in its order. */
export function inFileOrder(items: readonly BacklogItem[], item: BacklogItem): BacklogItem {
  const last = items.at(-1);
  const own = last && !isOrchestrated(items) ? Object.keys(last) : [];
  const order = [...new Set([...own, ...FIELDS])];
  const rank = (field: string) => (order.includes(field) ? order.indexOf(field) : order.length);
  const given = Object.entries(item).filter(([, value]) => value !== undefined);
  const sorted = given.sort(([left], [right]) => rank(left) - rank(right));
  return { id: item.id, title: item.title, ...Object.fromEntries(sorted) };
}

/** It writes this field into every item; a backlog without any item is for it to begin. */
function isOrchestrated(items: readonly BacklogItem[]): boolean {
  return items.length === 0 || items.some((item) => 'requires_human_review' in item);
}

/** The order in which the orchestrator writes the fields. */
const FIELDS = [
  'id',
  'title',
  'status',
  'phase',
  'size',
  'complexity',
  'risk',
  'impact',
  'requires_human_review',
  'origin',
  'tags',
  'dependencies',
  'created',
  'updated',
  'pipeline_type',
  'description',
];
