import { readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { isDead } from './process-identity.ts';
import { ownIdentity } from '../temporary-files.ts';

/** How long to wait, in milliseconds. */
interface Patience {
  /** How long those ahead need each, as far as it is known. */
  readonly each: number;
  /** In all; then it goes on as if it was its turn. */
  readonly most: number;
}

/**
 * Runs `act` when it is this process's turn among those that wait in `directory` (absolute), in the order in which they came. It is no lock: two may run at once
 * where a clock goes back or somebody waits for too long.
 */
export async function inTurn<T>(directory: string, patience: Patience, act: () => Promise<T>): Promise<T> {
  const ticket = await takeTicket(directory);
  try {
    await untilFirst(directory, ticket, patience);
    return await act();
  } finally {
    leave(directory, ticket);
  }
}

/** What sorts by when somebody came, and says who. */
async function takeTicket(directory: string): Promise<string> {
  const { pid, started, host } = await ownIdentity();
  const ticket = `ticket-${String(Date.now()).padStart(14, '0')}-${pid}.${started}.${host}`;
  unlessMissing(() => writeFileSync(join(directory, ticket), ''), undefined);
  return ticket;
}

const TICKET = /^ticket-(\d{14})-(\d+)\.(\d+|-)\.([0-9a-f]{12})$/u;

async function untilFirst(directory: string, ticket: string, { each, most }: Patience): Promise<void> {
  const deadline = Date.now() + most;
  while (Date.now() < deadline) {
    const names = unlessMissing(() => readdirSync(directory), []);
    const ahead = names.filter((name) => TICKET.test(name) && name < ticket).toSorted();
    const [first] = ahead;
    if (first === undefined) return;
    if (await isLeft(first)) leave(directory, first);
    else await sleep(2 + Math.min((ahead.length - 1) * each * 0.5, 1000));
  }
}

/** In milliseconds: nobody takes so long, on whatever machine. */
const LONG_AGO_MS = 120_000;

/** Whoever took it is gone. */
async function isLeft(ticket: string): Promise<boolean> {
  const [, at, pid, started = '', host = ''] = TICKET.exec(ticket) ?? [];
  if (Math.abs(Date.now() - Number(at)) > LONG_AGO_MS) return true;
  return isDead({ pid: Number(pid), started, host }, await ownIdentity());
}

function leave(directory: string, ticket: string): void {
  unlessMissing(() => unlinkSync(join(directory, ticket)), undefined);
}

/** At once, as others wait meanwhile. */
function unlessMissing<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
