import type { Io } from '../io.ts';

const EVERY_MS = 1000;

/**
 * From the first second on a terminal's standard error shows for how long a command works: `tidemark: check, 3 s`. The answer ends that and
 * clears the line, so that what is written next stands alone.
 */
export function showProgress({ stderr, env }: Io, name: string): () => Promise<void> {
  let seconds = 0;
  let shown = '';
  const timer = setInterval(() => {
    // Asked no earlier: Node sets a stream up when it is first touched, which most commands need not wait for.
    if (!stderr.isTTY || env['TERM'] === 'dumb') return clearInterval(timer);
    seconds += 1;
    shown = `tidemark: ${name}, ${seconds} s`;
    void stderr.write(`\r${shown}`).catch(() => undefined);
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    if (shown !== '') await stderr.write(`\r${' '.repeat(shown.length)}\r`);
    shown = '';
  };
}
