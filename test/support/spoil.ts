import * as fc from 'fast-check';

import { backlog, worklog } from './texts.ts';

/** What the parsers are made for, to be cut, doubled and spoiled. */
export const GENUINE: readonly Buffer[] = [
  backlog({
    items: [
      'WRK-001 Retry limits',
      { id: 'WRK-002', title: '"Search: by \\"tag\\""', dependencies: '[WRK-001]' },
    ],
  }),
  `\uFEFF# comment\r\nitems:\r\n  - {id: "WRK-001", title: 'it''s', created: 2026-01-01}\r\n  - id: &x WRK-002\r\n    title: |\r\n      a\r\n       b\r\nnext_item_id: 2 # mark`,
  worklog([{ item: 'WRK-001 Retry (limits)', outcome: 'done' }, { item: 'WRK-002 Search' }]),
  'backlog: plan.yaml\nrules:\n  mark-leap: off\naccept:\n- rule: id-reused\n  id: WRK-001\n  subject: x\n  reason: y\n',
  '[project]\nprefix = "WRK"\nbacklog_path = ".dev/BACKLOG.yaml"\n',
  'WRK-001_retry-limits\nWRK-002\nTG-8a8f7_x\n002_y\n',
  `refs/heads/main ${'1'.repeat(40)} refs/heads/main ${'0'.repeat(40)}\n(delete) ${'0'.repeat(40)} refs/heads/x ${'2'.repeat(40)}\n`,
  '{"pull_request":{"base":{"sha":"1","ref":"main"},"head":{"sha":"2"}}}',
  `100644 BACKLOG.yaml\0${'\x01'.repeat(20)}40000 changes\0${'\x02'.repeat(20)}120000 x\0${'\x03'.repeat(20)}`,
  `\x003 1\n${'\x01'.repeat(20)}changes\x002 0\n${'\x02'.repeat(20)}`,
  "#!/bin/sh\n# >>> tidemark >>>\n# Tidemark made this whole file.\nbin='/x'\n# <<< tidemark <<<\ntrue\n",
  `<<<<<<< ours\n${backlog({ items: ['WRK-001 A'] })}=======\n${backlog({ items: ['WRK-001 B'] })}>>>>>>> theirs\n`,
].map((text) => Buffer.from(text));

const SPICES = [
  '\0',
  '\t',
  '\r',
  '\n',
  ' ',
  ':',
  '- ',
  '? ',
  '#',
  '&a ',
  '*a',
  '<<: ',
  '!!',
  '|',
  '>',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '%',
  '@',
  '---\n',
  '...\n',
  '\uFEFF',
  '\u2028',
  '99999999999999999999',
  '-1',
  '0x10',
  '1e400',
  '.nan',
  'null',
  '__proto__',
  'constructor',
  '[[a]]',
  '40000 ',
  '\uD800',
  '<<<<<<< ',
  '=======\n',
  ' — ',
  ')',
].map((text) => Buffer.from(text));

/** `take` bytes from `at` on become `put`. */
export interface Spoiling {
  readonly at: number;
  readonly take: number;
  readonly put: Buffer;
}

export function spoil(bytes: Buffer, { at, take, put }: Spoiling): Buffer {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + take)]);
}

const place = fc.nat(400);
export const spoiling: fc.Arbitrary<Spoiling> = fc.oneof(
  fc.record({ at: place, take: place, put: fc.constantFrom(...SPICES) }),
  fc.record({
    at: place,
    take: fc.constant(0),
    put: fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  }),
  fc.record({ at: place, take: fc.nat(3), put: fc.constantFrom(...GENUINE) }),
);
/** Bytes that mean something to somebody, cut, doubled and spoiled. */
function spoiledOf(texts: readonly Buffer[]): fc.Arbitrary<Buffer> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(spoiling, { maxLength: 6 }))
    .map(([genuine, changes]) => changes.reduce(spoil, genuine));
}

const seasoned = fc.array(fc.constantFrom(...SPICES), { maxLength: 60 }).map((parts) => Buffer.concat(parts));
const anyBytes = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

/** The same, bytes that may mean something, and bytes that mean nothing. */
export function bytesLike(texts: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const spoiled = spoiledOf(texts);
  return fc.oneof(spoiled, spoiled, seasoned, anyBytes);
}
