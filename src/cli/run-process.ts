import { TidemarkError } from '../errors.ts';
import { startedAs } from '../wiring/started-as.ts';
import type { Command } from './command.ts';
import type { Io, Output } from './io.ts';
import { main } from './main.ts';

/** Runs the command line of `process`, one of `commands`, and sets its exit code. Nothing that goes wrong may look like 0 or 1. */
export async function runProcess(process: NodeJS.Process, commands: readonly Command[]): Promise<void> {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`tidemark: ${error.stack ?? error.message}\n`);
    process.exit(3);
  });
  // Until there is a better answer: should Node run out of things to wait for, nothing was checked.
  process.exitCode = 3;
  // Once nothing is waited for, what is in memory need not be put away piece by piece.
  process.once('beforeExit', () => process.exit());
  const io = ioOf(process);
  process.exitCode = await main(process.argv.slice(2), io, commands);
  // What was interrupted may never settle.
  if (io.signal.aborted) process.exit();
}

function ioOf(process: NodeJS.Process): Io {
  return {
    cwd: () => currentDirectory(process),
    env: process.env,
    stdout: outputOf(() => process.stdout),
    stderr: outputOf(() => process.stderr),
    readStdin: () => readAll(process.stdin),
    signal: interruption(process),
    self: [process.execPath, process.argv[1] ?? ''],
    program: () => programOf(process),
  };
}

/** Asked only where something is to be said. Without a directory to stand in there is no path to it. */
function programOf(process: NodeJS.Process): string {
  try {
    return startedAs({ env: process.env, bin: process.argv[1] ?? '', directory: process.cwd() });
  } catch {
    return 'tidemark';
  }
}

function currentDirectory(process: NodeJS.Process): string {
  try {
    return process.cwd();
  } catch {
    throw new TidemarkError(
      'cannot-read',
      'The current directory no longer exists.',
      'Change into the repository.',
    );
  }
}

/** What `process` really has: a pipe knows of no terminal. */
interface Stream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Node sets a stream up when it is first touched, which costs milliseconds: most hooks have nothing to say. */
function outputOf(open: () => Stream): Output {
  let opened: Stream | undefined;
  // The callback of `write` reports problems; without a listener the event for the same problem would crash.
  const stream = (): Stream => (opened ??= open().on('error', () => {}));
  return {
    get isTTY() {
      return stream().isTTY ?? false;
    },
    get columns() {
      return stream().columns ?? 100;
    },
    write: (text) =>
      new Promise((resolve, reject) => {
        stream().write(text, (error) => (error && !isBrokenPipe(error) ? reject(error) : resolve()));
      }),
  };
}

function isBrokenPipe(error: Error): boolean {
  return 'code' in error && error.code === 'EPIPE';
}

async function readAll(stdin: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function interruption(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(130));
  process.once('SIGTERM', () => controller.abort(143));
  return controller.signal;
}
