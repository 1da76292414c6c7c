import { createHash } from 'node:crypto';
import { appendFileSync, lstatSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';

import { cannotWrite } from './file-trouble.ts';
import { DRAWS } from './shared-folders.ts';

/**
 * What a clone remembers of the numbers that it shares over a remote. All of it is below git's common directory, one folder for each remote, and whoever writes
 * there holds the lock of that folder. At once, without Node's threads, which take longer than the disk.
 */

/** The last commit of the chain that was seen: its name in full hex, and all that it says. */
export interface SeenTip {
  readonly oid: string;
  readonly text: string;
}

/** Undefined where nothing was seen yet. */
export function readSeenTip(directory: string): SeenTip | undefined {
  const text = readNow(join(directory, 'tip'));
  const [, oid] = /^([0-9a-f]{40,64})\n/u.exec(text) ?? [];
  return oid === undefined ? undefined : { oid, text: text.slice(oid.length + 1) };
}

export function writeSeenTip(directory: string, { oid, text }: SeenTip): void {
  write(directory, 'tip', `${oid}\n${text}`);
}

/** The numbers of a counter that this clone has drawn and may still have to give out, as lines of text. A copy of the clone has none of them. */
export function readBlock(directory: string, counter: string): string {
  const text = readNow(join(directory, blockName(counter)));
  const end = text.indexOf('\n') + 1;
  return text.slice(0, end) === ownerLine(directory) ? text.slice(end) : '';
}

export function writeBlock(directory: string, counter: string, text: string): void {
  // Where it is lost with the power, its numbers are gaps.
  write(directory, blockName(counter), ownerLine(directory) + text, false);
}

/** A directory that was copied is another one, here or on another host. */
function ownerLine(directory: string): string {
  const { dev = 0, ino = 0 } = statSync(directory, { throwIfNoEntry: false }) ?? {};
  return `of ${digestOf(`${dev} ${ino}`).slice(0, 16)}\n`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(`${hostname()} ${text}`).digest('hex');
}

function blockName(counter: string): string {
  return `block-${encodeURIComponent(counter)}`;
}

/** In bytes: thousands of draws. What is older has landed long since. */
const MAX_DRAWS = 1 << 20;

/** Adds lines; of very many the older half goes. */
export function appendOthersDraws(directory: string, lines: string): void {
  if (lines === '') return;
  const file = join(directory, DRAWS);
  const { size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
  if (size < MAX_DRAWS) return append(file, lines);
  const text = readNow(file);
  const half = text.indexOf('\n', text.length >> 1) + 1;
  write(directory, DRAWS, text.slice(half) + lines);
}

/** Eight digits in hex for a directory that all clones of a machine have. Another one made elsewhere, or later, has others. */
export function machineIn(directory: string): string {
  const stats = statSync(directory, { throwIfNoEntry: false });
  return digestOf(`${stats?.dev} ${stats?.ino} ${stats?.birthtimeMs}`).slice(0, 8);
}

/** How fast this machine drew last, as a line of text; empty where it is not known. At once, as others wait meanwhile. */
export function readPace(directory: string): string {
  return readNow(join(directory, 'pace'));
}

/** Where it is lost, nothing is lost but some time. */
export function writePace(directory: string, text: string): void {
  writeNow(join(directory, 'pace'), text);
}

/** The newest commits of a chain that clones of this machine have seen, the newest first. */
export function readRecent(directory: string): readonly SeenTip[] {
  return readNow(join(directory, 'recent'))
    .split('\0')
    .flatMap((one) => {
      const end = one.indexOf('\n');
      return end === -1 ? [] : [{ oid: one.slice(0, end), text: one.slice(end + 1) }];
    });
}

/** As a whole: those who wait read it meanwhile. Where it is lost, the remote is asked. */
export function writeRecent(directory: string, commits: readonly SeenTip[]): void {
  const texts = commits.map(({ oid, text }) => `${oid}\n${text}`);
  writeNow(join(directory, 'recent'), texts.join('\0'));
}

/** In bytes: what is longer was not written by Tidemark. */
const MAX_KEPT = 1 << 22;

function readNow(file: string): string {
  try {
    const stats = lstatSync(file);
    return stats.isFile() && stats.size <= MAX_KEPT ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}

function writeNow(file: string, text: string): void {
  try {
    writeFileSync(`${file}.${pid}`, text);
    renameSync(`${file}.${pid}`, file);
  } catch {
    // Only speed depends on it.
  }
}

/** As a whole. What a killed process left of it is written over. */
function write(directory: string, name: string, text: string, flush = true): void {
  const file = join(directory, name);
  try {
    writeFileSync(`${file}.new`, text, { flush });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

function append(file: string, lines: string): void {
  try {
    appendFileSync(file, lines);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}
