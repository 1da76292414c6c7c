import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Readable, Writable } from 'node:stream';

import { freshDirectory } from './repo.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The program, where one of the usual names leads to it. */
export const CHROMIUM = NAMES.find((name) => spawnSync(name, ['--version']).status === 0);

/** How a page is looked at. */
export interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly media?: 'screen' | 'print';
}

/** A page that is open in a browser without a window. */
export interface Page {
  readonly look: (look: Look) => Promise<void>;
  /** What an expression comes to, as JSON. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Presses a key once. */
  readonly press: (key: string) => Promise<void>;
  /** The whole page as PNG. */
  readonly picture: () => Promise<Buffer>;
  readonly print: () => Promise<Buffer>;
  /** The addresses of everything that was asked for. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens a file; `url` begins with `file://`. */
export async function openPage(url: string): Promise<Page> {
  const browser = spawn(
    CHROMIUM ?? '',
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--remote-debugging-pipe',
      `--user-data-dir=${freshDirectory('chromium')}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const ask = speakTo(browser);
  const { targetId } = await ask.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await ask.send('Target.attachToTarget', { targetId, flatten: true });
  const send = async (method: string, params: object = {}) => ask.send(method, params, String(sessionId));
  const requests: string[] = [];
  ask.on('Network.requestWillBeSent', ({ request }) => {
    if (isRecord(request)) requests.push(String(request['url']));
  });
  for (const domain of ['Page', 'Network', 'Runtime']) await send(`${domain}.enable`);
  const loaded = new Promise((resolve) => void ask.on('Page.loadEventFired', resolve));
  await send('Page.navigate', { url });
  await loaded;
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return isRecord(result) ? result['value'] : undefined;
  };
  const bytesOf = async (method: string, params: object): Promise<Buffer> =>
    Buffer.from(String((await send(method, params))['data']), 'base64');
  return {
    requests,
    evaluate,
    look: async ({ width, scheme, media = 'screen' }) => {
      const metrics = { width, height: 900, deviceScaleFactor: 1, mobile: false };
      await send('Emulation.setDeviceMetricsOverride', metrics);
      const features = [{ name: 'prefers-color-scheme', value: scheme }];
      await send('Emulation.setEmulatedMedia', { media, features });
    },
    press: async (key) => {
      const code = { key, code: key, windowsVirtualKeyCode: key === 'Tab' ? 9 : 13 };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...code });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...code });
    },
    picture: async () => bytesOf('Page.captureScreenshot', { captureBeyondViewport: true }),
    print: async () => bytesOf('Page.printToPDF', { printBackground: true }),
    close: async () => {
      const ended = once(browser, 'exit');
      await ask.send('Browser.close');
      await ended;
    },
  };
}

type Answer = Readonly<Record<string, unknown>>;

/** Questions and events as JSON, each ended by a NUL, over two pipes. */
function speakTo(browser: ChildProcess) {
  const [, , , questions, answers] = browser.stdio;
  if (!(questions instanceof Writable) || !(answers instanceof Readable)) throw new Error('no pipes');
  const waiting = new Map<number, (answer: Answer) => void>();
  const listeners = new Map<string, (event: Answer) => void>();
  let text = '';
  answers.on('data', (chunk: Buffer) => {
    const parts = (text + chunk.toString()).split('\0');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const told: unknown = JSON.parse(part);
      if (!isRecord(told)) continue;
      const { id, method, params, result, error } = told;
      if (typeof id === 'number') waiting.get(id)?.(isRecord(result) ? result : { error });
      else if (isRecord(params)) listeners.get(String(method))?.(params);
    }
  });
  let last = 0;
  return {
    send: async (method: string, params: object = {}, sessionId?: string): Promise<Answer> => {
      last += 1;
      const id = last;
      const answer = new Promise<Answer>((resolve) => void waiting.set(id, resolve));
      questions.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
      const told = await answer;
      if (told['error'] !== undefined) throw new Error(`${method}: ${JSON.stringify(told['error'])}`);
      return told;
    },
    on: (method: string, listener: (event: Answer) => void) => listeners.set(method, listener),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
