import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a program, by its name or its path, answers to `--version`: its first three numbers; undefined where it cannot be started. */
export async function versionOf(program: string): Promise<readonly number[] | undefined> {
  const { stdout } = await promisify(execFile)(program, ['--version']).catch(() => ({ stdout: '' }));
  const [, ...numbers] = /(?<!\d)(\d+)\.(\d+)(?:\.(\d+))?/u.exec(stdout) ?? [];
  return numbers.length === 0 ? undefined : numbers.map((number) => Number(number ?? 0));
}
