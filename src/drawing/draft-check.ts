import type { BacklogFile, BacklogItem } from '../core/numbers/backlog-file.ts';
import { findItems, titleProblem } from '../core/numbers/backlog-operations.ts';
import type { Draft } from '../core/numbers/backlog-operations.ts';
import { formatItemId, parseItemId } from '../core/ids/item-id.ts';
import type { Spell } from '../core/ids/spelling.ts';
import { inQuotes } from '../core/messages/wording.ts';
import { TidemarkError } from '../errors.ts';

/** What a draft may refer to. */
export interface KnownIds {
  readonly backlog: BacklogFile;
  /** Whether an ID, by its key, is known at all: of items, worklog entries and directories, here and in what was committed last. */
  readonly isClaimed: (key: string) => boolean;
  readonly spell: Spell;
}

/** Throws `usage` for a text that is no title. */
export function refuseTitle({ title }: Draft): void {
  const problem = titleProblem(title);
  if (problem !== undefined)
    throw new TidemarkError(
      'usage',
      problem,
      'Say in a few words what is to be done; the rest can go into `--description`.',
    );
}

/**
 * Checks that what a draft depends on is in the backlog, and that what it comes from is known; the IDs are written as the file has them.
 * Fields that this backlog uses for something else are left alone. Throws `usage`.
 */
export function checkDraft(draft: Draft, known: KnownIds): Draft {
  const { dependencies, origin } = draft;
  const { items } = known.backlog;
  const isWaiting = Array.isArray(dependencies) && items.flatMap(dependenciesOf).every(isId);
  const isRaised = typeof origin === 'string' && items.flatMap(originsOf).every(isOrigin);
  return {
    ...draft,
    ...(isWaiting && { dependencies: dependencies.map((id) => dependencyOf(draft, String(id), known)) }),
    ...(isRaised && { origin: originOf(draft, origin, known) }),
  };
}

function dependenciesOf({ dependencies = [] }: BacklogItem): readonly string[] {
  return dependencies;
}

function originsOf({ origin }: BacklogItem): readonly string[] {
  return typeof origin === 'string' ? [origin] : [];
}

function isId(text: string): boolean {
  return parseItemId(text) !== undefined;
}

const INBOX = 'inbox';

function isOrigin(text: string): boolean {
  return text === INBOX || isId(idPart(text));
}

/** `WRK-012/review` is the item, and the phase that it was in. */
function idPart(origin: string): string {
  return origin.split('/', 1)[0] ?? '';
}

function dependencyOf({ title }: Draft, id: string, { backlog, isClaimed }: KnownIds): string {
  const [item] = findItems(backlog, id);
  if (item) return item.id;
  const what = `${inQuotes(title)} cannot depend on ${id}`;
  if (!isId(id))
    throw new TidemarkError('usage', `${what}, which is not an ID.`, 'An ID looks like WRK-027.');
  throw isClaimed(keyOf(id))
    ? new TidemarkError(
        'usage',
        `${what}, which is not in the backlog any more.`,
        'Leave it out: it is done.',
      )
    : new TidemarkError('usage', `${what}: there is no such item.`, 'See the backlog for the IDs there are.');
}

function originOf({ title }: Draft, origin: string, { backlog, isClaimed, spell }: KnownIds): string {
  if (origin === INBOX) return origin;
  const text = idPart(origin);
  const id = parseItemId(text);
  if (!id) {
    throw new TidemarkError(
      'usage',
      `${inQuotes(title)} cannot come from ${origin}, which is not an ID.`,
      `It takes the ID of an item and a phase, such as WRK-012/review, or \`${INBOX}\`.`,
    );
  }
  if (isClaimed(keyOf(text)))
    return (findItems(backlog, text)[0]?.id ?? spell(id)) + origin.slice(text.length);
  throw new TidemarkError(
    'usage',
    `${inQuotes(title)} cannot come from ${text}: there is no such item.`,
    `See the backlog and the worklog for the IDs there are, or use \`${INBOX}\`.`,
  );
}

function keyOf(text: string): string {
  const id = parseItemId(text);
  return id ? formatItemId(id) : text;
}
