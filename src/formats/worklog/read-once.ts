import type { HeadingClaim } from '../../core/ids/claim.ts';
import type { TextProblem } from '../../core/ledger/snapshot.ts';
import { rememberByName } from '../../core/ids/remember.ts';
import { findWorklogProblem, readWorklog } from './worklog.ts';
import type { Worklog } from './worklog.ts';

/** What a worklog file says, and what keeps it from being told apart into entries. */
export interface WorklogReading extends Worklog {
  readonly problem: TextProblem | undefined;
}

/** `readWorklog`, which sees each array of bytes once per path: commits share most of their files. */
export function readWorklogOnce(path: string, bytes: Uint8Array): WorklogReading {
  return read(bytes, path);
}

/** The headings of a worklog file. */
export function headingsOnce(path: string, bytes: Uint8Array): readonly HeadingClaim[] {
  return readWorklogOnce(path, bytes).rows.map(({ claim }) => claim);
}

const read = rememberByName((bytes: Uint8Array, path): WorklogReading => {
  return { ...readWorklog(path, bytes), problem: findWorklogProblem(path, bytes) };
});
