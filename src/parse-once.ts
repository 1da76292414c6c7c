import type { HeadingClaim } from './core/claim.ts';
import type { BacklogState } from './core/snapshot.ts';
import { parseBacklog } from './formats/backlog.ts';
import { parseWorklog } from './formats/worklog.ts';

// Commits share most of their files, and each object is read once: so it is parsed once, too.

/** `parseBacklog`, which sees each array of bytes once per path. */
export function parseBacklogOnce(path: string, bytes: Uint8Array): BacklogState {
  return remember(backlogs, bytes, path, parseBacklog);
}

/** `parseWorklog`, likewise. */
export function parseWorklogOnce(path: string, bytes: Uint8Array): readonly HeadingClaim[] {
  return remember(worklogs, bytes, path, parseWorklog);
}

type Memory<Value> = WeakMap<Uint8Array, Map<string, Value>>;

const backlogs: Memory<BacklogState> = new WeakMap();
const worklogs: Memory<readonly HeadingClaim[]> = new WeakMap();

function remember<Value>(
  memory: Memory<Value>,
  bytes: Uint8Array,
  path: string,
  parse: (path: string, bytes: Uint8Array) => Value,
): Value {
  const byPath = memory.get(bytes) ?? new Map<string, Value>();
  memory.set(bytes, byPath);
  const known = byPath.get(path) ?? parse(path, bytes);
  byPath.set(path, known);
  return known;
}
