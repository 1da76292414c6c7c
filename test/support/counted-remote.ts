import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { dirname, basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

import type { TestRepo } from './repo.ts';

/** What went over the wire since it was last asked. */
interface Traffic {
  readonly connections: number;
  /** In both directions, without the headers of TCP. */
  readonly bytes: number;
}

export interface CountedRemote {
  readonly url: string;
  readonly traffic: () => Traffic;
}

/** Serves a repository by git's own daemon, behind a relay that counts, until the test that calls it has finished. */
export async function countedRemote(server: TestRepo): Promise<CountedRemote> {
  server.git('config', 'daemon.receivepack', 'true');
  const daemonPort = await freePort();
  const daemon = spawn(
    'git',
    [
      'daemon',
      '--reuseaddr',
      '--export-all',
      '--listen=127.0.0.1',
      `--port=${daemonPort}`,
      `--base-path=${dirname(server.root)}`,
    ],
    { stdio: 'ignore', detached: true },
  );
  let counted = { connections: 0, bytes: 0 };
  const relay = createServer((near) => {
    counted.connections += 1;
    const far = connect(daemonPort, '127.0.0.1');
    join(near, far, (bytes) => (counted.bytes += bytes));
    join(far, near, (bytes) => (counted.bytes += bytes));
  });
  await listening(relay);
  onTestFinished(() => {
    relay.close();
    if (daemon.pid !== undefined) process.kill(-daemon.pid);
  });
  await answering(daemonPort);
  return {
    url: `git://127.0.0.1:${portOf(relay)}/${basename(server.root)}`,
    traffic: () => {
      const seen = counted;
      counted = { connections: 0, bytes: 0 };
      return seen;
    },
  };
}

function join(from: Socket, to: Socket, count: (bytes: number) => void): void {
  from.on('data', (chunk) => {
    count(chunk.length);
    to.write(chunk);
  });
  from.on('end', () => to.end());
  from.on('error', () => to.destroy());
}

async function listening(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await listening(server);
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await sleep(50);
  }
  throw new Error('git daemon does not answer');
}
