/** A ref that a push would make or move. Object names are full hex; `old` is what the ref holds so far, undefined for a new one. */
export interface PushedRef {
  /** As the receiving side calls it: `refs/heads/main`. */
  readonly ref: string;
  readonly tip: string;
  readonly old: string | undefined;
}

export type RefReading =
  /** Those that would be deleted are named alone: they bring nothing. */
  | { readonly refs: readonly PushedRef[]; readonly deleted: readonly string[] }
  /** A line that git would never write. */
  | { readonly strange: string };

/** Standard input of `pre-push`: `<local ref> <tip> <remote ref> <old>`, where the local ref is any revision at all. */
export function parsePrePush(input: string): RefReading {
  return parse(input, /^.* (?<tip>[0-9a-f]{40,64}) (?<ref>\S+) (?<old>[0-9a-f]{40,64})$/u);
}

/** Standard input of `pre-receive`: `<old> <tip> <ref>`. */
export function parsePreReceive(input: string): RefReading {
  return parse(input, /^(?<old>[0-9a-f]{40,64}) (?<tip>[0-9a-f]{40,64}) (?<ref>\S+)$/u);
}

function parse(input: string, shape: RegExp): RefReading {
  const refs: PushedRef[] = [];
  const deleted: string[] = [];
  for (const line of input.split('\n')) {
    if (line === '') continue;
    const { tip, ref, old } = shape.exec(line)?.groups ?? {};
    if (tip === undefined || ref === undefined || old === undefined) return { strange: line };
    if (isZero(tip)) deleted.push(ref);
    else refs.push({ ref, tip, old: isZero(old) ? undefined : old });
  }
  return { refs, deleted };
}

/** 40 or 64 zeros stand for "no object". */
function isZero(name: string): boolean {
  return /^0+$/u.test(name);
}
