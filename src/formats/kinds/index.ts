import { adr } from './adr.ts';
import { backlogMd } from './backlog-md.ts';
import { django } from './django.ts';
import { flyway } from './flyway.ts';
import { golangMigrate } from './golang-migrate.ts';
import type { Kind } from './kind.ts';

/** The kinds that are the same wherever they are used. `files` is made by its pattern. */
export const FIXED_KINDS = {
  adr,
  'golang-migrate': golangMigrate,
  flyway,
  django,
  'backlog-md': backlogMd,
} as const satisfies Readonly<Record<string, Kind>>;
