import type { Programs } from '../core/messages/runnable.ts';
import { runnableText } from '../core/messages/runnable.ts';
import { TidemarkError } from '../errors.ts';
import { visible } from '../reporters/parts/escape.ts';
import { jsonText } from '../reporters/json.ts';
import type { Outcome } from './command.ts';

const INTERNAL_HINT = 'This is a bug in Tidemark: please report it with the lines above.';

/** What to print for something that was thrown, and the exit code: 2 for a wrong command line or configuration, else 3. */
export function failure(error: unknown, json: boolean, programs: Programs): Outcome {
  return error instanceof TidemarkError ? expected(error, json, programs) : unexpected(error, json);
}

function expected({ code, message, hint, more }: TidemarkError, json: boolean, programs: Programs): Outcome {
  const exit = code === 'usage' || code === 'config' ? 2 : 3;
  if (json) return { code: exit, stdout: errorJson(code, message, hint, more) };
  const said = [message, ...more].map((text) => visible(runnableText(text, programs))).join('\n');
  return { code: exit, stderr: `tidemark: ${said}\n  ${visible(runnableText(hint, programs))}\n` };
}

function unexpected(error: unknown, json: boolean): Outcome {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = stack.split('\n').map(visible).join('\n');
  const stderr = `tidemark: ${lines}\n\n  ${INTERNAL_HINT}\n`;
  if (!json) return { code: 3, stderr };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 3, stderr, stdout: errorJson('internal', message, INTERNAL_HINT) };
}

function errorJson(code: string, message: string, hint: string, more: readonly string[] = []): string {
  return jsonText({ version: 1, error: { code, message, hint, ...(more.length > 0 && { more }) } });
}
