import type { Problem } from '../../findings/finding.ts';
import { ARCHIVED } from '../../identity/files/things.ts';
import { livesOf } from '../../identity/lives.ts';
import type { ItemClaim } from '../../ids/claim.ts';
import type { Facts } from '../../ledger/facts.ts';
import { writtenId } from '../../messages/spelled.ts';
import { enumerate, evidenceOfAll, inWords, relate } from '../../messages/wording.ts';
import { rivalsAmong } from '../engine/rivals.ts';
import type { FileSetting } from './setting.ts';
import { fileName, renumberRemedy, subjectOf } from './wording.ts';

/** Numbers that several entries share: those of which at most one is archived. */
export function* sharedNumbers(setting: FileSetting, facts: Facts): Generator<Problem> {
  for (const [, items] of facts.candidate.items) {
    const active = items.filter(({ status }) => status !== ARCHIVED);
    if (active.length > 1 || !isArchiveReused(setting)) yield* problemOf(setting, facts, items);
  }
}

/** Active entries that have the number of an archived one, where that may be given out again. */
export function* sharedWithArchived(setting: FileSetting, facts: Facts): Generator<Problem> {
  for (const [, items] of facts.candidate.items) {
    const active = items.filter(({ status }) => status !== ARCHIVED);
    if (active.length < 2 && isArchiveReused(setting)) yield* problemOf(setting, facts, items);
  }
}

function isArchiveReused({ terms: { kind } }: FileSetting): boolean {
  return kind === 'backlog-md';
}

function* problemOf(
  setting: FileSetting,
  facts: Facts,
  items: readonly [ItemClaim, ...ItemClaim[]],
): Generator<Problem> {
  const isFree = setting.terms.sharing || facts.candidate.snapshot !== setting.candidate;
  const open =
    isFree && setting.terms.sharing
      ? []
      : items.filter((one) => !items.every((other) => one === other || setting.isSettled(one, other)));
  const [first, ...rest] = open;
  const rivals = first && rivalsAmong([first, ...rest], (item) => !isKnown(facts, item));
  if (!rivals) return;
  const { newest, others } = rivals;
  const names = [...others, newest].map(({ place }) => fileName(place.path));
  const isAmbiguous = new Set(names).size < names.length;
  const called = ({ place: { path } }: ItemClaim): string => (isAmbiguous ? path : fileName(path));
  yield {
    id: newest.key,
    message: `${writtenId(newest)} is the number of ${inWords(open.length)} entries: ${enumerate([...others, newest].map(called))}`,
    place: newest.place,
    related: others.map((item) => ({ ...relate(item), message: called(item) })),
    remedy: renumberRemedy(setting, facts, newest),
    excuse: { subject: subjectOf(newest) },
    evidence: evidenceOfAll(open),
  };
}

function isKnown(facts: Facts, item: ItemClaim): boolean {
  const { stayOf } = livesOf(facts);
  const own = stayOf(item);
  return facts.bases.some((base) => base.items.get(item.key)?.some((known) => stayOf(known) === own));
}
