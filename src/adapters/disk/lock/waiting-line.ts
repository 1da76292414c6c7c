import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { orElse } from '../file-trouble.ts';
import { ownIdentity } from '../temporary-files.ts';
import { isDead } from './process-identity.ts';
import type { Identity } from './process-identity.ts';

/** Who waits, and for how long, in milliseconds. */
interface Joining<T> {
  /** How long those ahead need each, as far as it is known. */
  readonly each: number;
  /** For one ahead; then that one is passed, by the next one alone. */
  readonly one: number;
  /** In all; then it goes on as if it was its turn. */
  readonly most: number;
  /** What it waits for, as text for those ahead. */
  readonly text: string;
  /** Looks for what one ahead has left when it served this one; undefined where that is not to be found. */
  readonly served: () => T | undefined;
}

/** One that waits behind. */
export interface Waiting {
  readonly text: string;
  /** Sends it away: what it waits for is where it looks for it. */
  readonly serve: () => void;
}

/** Those that wait behind, the first one first: as many as that at most. */
export type WaitingBehind = (most: number) => readonly Waiting[];

/**
 * Runs `act` when it is this process's turn among those that wait in `directory` (absolute), in the order in which they came; or answers with what one
 * ahead has done for it. It is no lock: two may run at once where a clock goes back or somebody waits for too long.
 */
export async function inTurn<T>(
  directory: string,
  joining: Joining<T>,
  act: (behind: WaitingBehind) => Promise<T>,
): Promise<T> {
  const me = ownIdentity();
  const ticket = takeTicket(directory, me, joining.text);
  // It comes before all others: one that came earlier, and was slow to write its ticket, waits.
  const atWork = ticket.replace('ticket', 'at-work');
  try {
    await untilFirst(directory, { ticket, me }, joining);
    orElse(() => renameSync(join(directory, ticket), join(directory, atWork)), undefined);
    // Also where nobody sent it away: whoever served it may have died right afterwards.
    const served = joining.served();
    if (served !== undefined) return served;
    return await act((most) => waitingIn(directory, atWork, me, most));
  } finally {
    leave(directory, ticket);
    leave(directory, atWork);
  }
}

/** What sorts by when somebody came, and says who. */
function takeTicket(directory: string, { pid, started, host }: Identity, text: string): string {
  // Two of one process never come at the same moment.
  last = Math.max(Date.now(), last + 1);
  const ticket = `ticket-${String(last).padStart(14, '0')}-${pid}.${started}.${host}.${randomBytes(4).toString('hex')}`;
  orElse(() => writeFileSync(join(directory, ticket), text, { flag: 'wx', mode: 0o600 }), undefined);
  return ticket;
}

let last = 0;

const TICKET = /^(?:at-work|ticket)-(\d{14})-(\d+)\.(\d+|-)\.([0-9a-f]{12})\.[0-9a-f]{8}$/u;

interface Place {
  readonly ticket: string;
  readonly me: Identity;
}

/** Or until it was sent away. */
async function untilFirst(
  directory: string,
  { ticket, me }: Place,
  { each, one, most }: Pick<Joining<unknown>, 'each' | 'one' | 'most'>,
): Promise<void> {
  const deadline = Date.now() + most;
  const pause = 2 + Math.min(each / 3, 200);
  const passed = new Set<string>();
  let waited = { ticket: '', since: 0 };
  while (Date.now() < deadline) {
    const names = ticketsIn(directory);
    if (!names.includes(ticket)) return;
    const first = names.find((name) => !passed.has(name)) ?? ticket;
    if (first === ticket) return;
    // Whoever has only just come first is at work, mostly.
    const isNew = first !== waited.ticket;
    if (isNew) waited = { ticket: first, since: Date.now() };
    if (!isNew && Date.now() - waited.since >= one) passed.add(first);
    else if (!isNew && isLeft(first, me)) leave(directory, first);
    else await sleep(pause);
  }
}

function ticketsIn(directory: string): readonly string[] {
  return orElse(() => readdirSync(directory), [])
    .filter((name) => TICKET.test(name))
    .toSorted();
}

function waitingIn(directory: string, own: string, me: Identity, most: number): readonly Waiting[] {
  const waiting: Waiting[] = [];
  for (const name of ticketsIn(directory)) {
    if (waiting.length >= most) break;
    if (name === own || isLeft(name, me)) continue;
    const text = orElse(() => textOf(join(directory, name)), '');
    waiting.push({ text, serve: () => leave(directory, name) });
  }
  return waiting;
}

/** In bytes: what is longer was not written by Tidemark. */
const MAX_TEXT = 1 << 14;

function textOf(file: string): string {
  const stats = lstatSync(file);
  return stats.isFile() && stats.size <= MAX_TEXT ? readFileSync(file, 'utf8') : '';
}

/** In milliseconds: nobody takes so long, on whatever machine. */
const LONG_AGO_MS = 120_000;

/** Whoever took it is gone. */
function isLeft(ticket: string, me: Identity): boolean {
  const [, at, pid, started = '', host = ''] = TICKET.exec(ticket) ?? [];
  if (Math.abs(Date.now() - Number(at)) > LONG_AGO_MS) return true;
  return isDead({ pid: Number(pid), started, host }, me);
}

function leave(directory: string, ticket: string): void {
  orElse(() => unlinkSync(join(directory, ticket)), undefined);
}
