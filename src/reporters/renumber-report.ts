import type { Reference } from '../core/renumbering/attribution.ts';
import type { Claimant } from '../core/renumbering/claimants.ts';
import type { Renumbering, RenumberPart } from '../core/renumbering/renumber-plan.ts';
import { visible } from './parts/escape.ts';
import { painter } from './parts/style.ts';
import type { Paint, Style } from './parts/style.ts';

/** A plan for people: who keeps the ID and why, what changes, and what mentions the ID and was left alone. */
export function renderRenumbering(plan: Renumbering, style: Style): string {
  const paint = painter(style);
  const { name, keeper, parts } = plan;
  const lines = [
    ...(keeper ? keeperLines(plan, keeper, paint) : [paint.bold(`${aloneIn(plan)}.`)]),
    ...parts.flatMap((part) => partLines(part, name, paint)),
    ...referenceLines(plan, paint),
  ];
  return `${lines.join('\n')}\n`;
}

/** What leaves an ID that nothing else has. */
function aloneIn({ name, ledger }: Renumbering): string {
  return ledger === undefined
    ? `${name} was assigned to an item that has a number already`
    : `${name} in ${visible(ledger)} moves along, to keep its place in the order`;
}

function keeperLines({ name, ledger, isBack, parts }: Renumbering, keeper: Claimant, paint: Paint): string[] {
  const gone = isBack ? 'gets it back' : 'keeps it, though it has left the backlog';
  return [
    paint.bold(
      `${name}${ledger === undefined ? '' : ` in ${visible(ledger)}`} means ${parts.length + 1} things.`,
    ),
    `  “${visible(keeper.name)}” ${isGone(keeper) ? gone : 'keeps it'}.`,
  ];
}

/** It is not here, and no side of a merge has it any more. */
function isGone({ items }: Claimant): boolean {
  return (
    items.length > 0 &&
    items.every(
      ({ claim, present, parties }) => !present && parties.every(({ past, lost }) => past || lost(claim.key)),
    )
  );
}

/** The same for programs. */
export function renumberingJson(plan: Renumbering) {
  const { name, ledger = null, keeper, parts } = plan;
  return {
    id: name,
    ledger,
    keeps: keeper ? claimantJson(keeper) : null,
    yields: parts.map((part) => ({
      ...claimantJson(part.claimant),
      to: part.name ?? null,
      stays: part.stays ?? null,
      because: part.because,
      edits: part.edits.map(({ what, place, from, to }) => ({
        what,
        path: place.path,
        line: place.line,
        from,
        to,
      })),
      moves: part.files.map(({ from, to }) => ({ from, to })),
    })),
    references: groupsOf(plan).map(({ claimant, id, list }) => ({
      means: claimant ? { ...claimantJson(claimant), id } : null,
      places: list.map(({ place, text, because }) => ({ path: place.path, line: place.line, text, because })),
    })),
  };
}

function partLines(
  { claimant, because, name: to, stays, edits, files }: RenumberPart,
  id: string,
  paint: Paint,
): string[] {
  const name = `“${visible(claimant.name)}”`;
  const why = paint.dim(`    because ${visible(because)}`);
  if (stays !== undefined) return [`  ${name} would have to move`, why, `    but ${visible(stays)}.`];
  if (!to) {
    return [
      `  ${name} needs a new ID, but has neither an item nor a directory that could get one.`,
      why,
      '    Correct its worklog heading by hand if that is new, or accept the collision:',
    ];
  }
  return [
    `  ${name} becomes ${paint.bold(to)}`,
    why,
    ...new Set(edits.map(({ what, place }) => `    ${visible(place.path)}:${place.line}  ${EDITED[what]}`)),
    ...files.map(({ from, to: target }) => `    ${visible(from)} → ${visible(target)}`),
    ...(edits.length + files.length === 0 ? [`    nothing else names ${id}`] : []),
  ];
}

const EDITED = {
  item: 'the item',
  dependency: 'depends on it',
  origin: 'comes from it',
  heading: 'its worklog entry',
  document: 'its document',
  number: 'its number in the text',
  link: 'a link to it',
  predecessor: 'what it comes after',
} as const satisfies Record<RenumberPart['edits'][number]['what'], string>;

interface Group {
  readonly claimant: Claimant | undefined;
  /** What the claimant is called from now on. */
  readonly id: string | null;
  readonly list: readonly Reference[];
}

/** Mentions that were left alone: of those that moved, then of the one that stays, then those that could mean either. */
function groupsOf({ name, keeper, parts, references }: Renumbering): readonly Group[] {
  const lines = onePerLine(references);
  const meaning = (claimant: Claimant | undefined) => lines.filter((one) => one.meaning === claimant);
  return [
    ...parts.map((part) => ({
      claimant: part.claimant,
      id: part.name ?? null,
      list: meaning(part.claimant),
    })),
    ...(keeper ? [{ claimant: keeper, id: name, list: meaning(keeper) }] : []),
    { claimant: undefined, id: null, list: meaning(undefined) },
  ];
}

/** A line may name an ID twice, as a link does. */
function onePerLine(references: readonly Reference[]): readonly Reference[] {
  const name = ({ place, meaning }: Reference): string =>
    `${place.path}:${place.line} ${meaning?.name ?? ''}`;
  const first = new Map(references.toReversed().map((reference) => [name(reference), reference]));
  return references.filter((reference) => first.get(name(reference)) === reference);
}

function referenceLines(plan: Renumbering, paint: Paint): string[] {
  const groups = groupsOf(plan).filter(({ list }) => list.length > 0);
  if (groups.length === 0) return [];
  return [
    `  These mention ${plan.name} and were left alone:`,
    ...groups.flatMap(({ claimant, id, list }) => [
      `  ${claimant ? `means “${visible(claimant.name)}”${id === plan.name ? '' : `, now ${id ?? 'without an ID'}`}` : 'could mean either'}`,
      ...list.map(({ place, text, because }) => {
        return `    ${visible(place.path)}:${place.line}: ${visible(text.trim().slice(0, 100))} ${paint.dim(`(${visible(because)})`)}`;
      }),
    ]),
  ];
}

function claimantJson({ name, items, headings, directories }: Claimant) {
  const claims = [...items, ...headings, ...directories].filter(({ present }) => present);
  return {
    title: name,
    claims: claims.map(({ claim }) => ({ kind: claim.kind, path: claim.place.path, line: claim.place.line })),
  };
}
