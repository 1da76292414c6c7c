import type { ItemClaim } from '../ids/claim.ts';
import { isProven } from '../ids/subject.ts';
import { isApart, type Scope, type Version } from './timeline.ts';

/** A life under one of its IDs, as far as it is known before anybody asks for retitles. */
interface Tenure {
  readonly life: { readonly stays: readonly Tenure[] };
  readonly entries: readonly ItemClaim[];
  readonly holders: Scope;
}

/**
 * Which of the lives that had one ID are a single one, retitled: one version has the one, the next has the other in its place, and the
 * `created` of one of the two proves nothing. Not where the one went to another ID, or the other came from one, or was drawn without it.
 */
export function retitlesAmong<S extends Tenure>(stays: readonly S[]): readonly (readonly [S, S])[] {
  const isHopeless = stays.length < 2 || stays.every(({ entries }) => entries.every(isKnown));
  if (isHopeless) return [];
  return stays.flatMap((one) =>
    stays.flatMap((other) => (one !== other && isRetitled(one, other, stays) ? [[one, other] as const] : [])),
  );
}

function isRetitled(one: Tenure, other: Tenure, stays: readonly Tenure[]): boolean {
  const steps = [...other.holders].filter(
    (version) =>
      takesPlace(one, other, stays, version) &&
      !(isProvenIn(one, version.before) && isProvenIn(other, [version])),
  );
  return steps.length > 0 && !isApart(other.holders, one.holders);
}

/** Everything right before this version has the one, it has the other, and that is all that changed under their ID. */
function takesPlace(one: Tenure, other: Tenure, stays: readonly Tenure[], version: Version): boolean {
  const { before } = version;
  const isChange = (stay: Tenure): boolean =>
    before.some((parent) => stay.holders.has(parent) !== stay.holders.has(version));
  return (
    before.length > 0 &&
    before.every((parent) => one.holders.has(parent) && !other.holders.has(parent)) &&
    !one.holders.has(version) &&
    stays.every((stay) => stay === one || stay === other || !isChange(stay)) &&
    !one.life.stays.some((stay) => stay !== one && isChange(stay) && stay.holders.has(version)) &&
    !other.life.stays.some((stay) => stay !== other && isChange(stay) && !stay.holders.has(version))
  );
}

function isProvenIn({ entries }: Tenure, versions: readonly Version[]): boolean {
  return versions.every(({ state }) =>
    state.entries.filter((entry) => entries.includes(entry)).every(isKnown),
  );
}

/** Something tells it from all others: a ledger's own mark of it, or a `created`. */
function isKnown(entry: ItemClaim): boolean {
  return entry.fingerprint !== undefined || isProven(entry);
}
