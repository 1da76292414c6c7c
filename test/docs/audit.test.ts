import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

import { NPM_ENV } from '../support/packed.ts';
import { freshDirectory, openTestRepo } from '../support/repo.ts';

const SCRIPT = fileURLToPath(new URL('../../.ci/audit.mjs', import.meta.url));
const CLEAN = {
  metadata: { vulnerabilities: { total: 0 }, dependencies: { prod: 14 } },
  vulnerabilities: {},
};
const SIGNED = { invalid: [], missing: [] };
const REFUSED = { message: '405 Method Not Allowed', statusCode: 405, error: { summary: '' } };
const OFFLINE = { error: { code: 'ENOTFOUND', summary: 'getaddrinfo ENOTFOUND' } };

interface Outcome {
  readonly code: number | null;
  readonly lines: readonly string[];
}

async function audit(
  cwd: string,
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Outcome> {
  const child = spawn(process.execPath, [SCRIPT, ...args], {
    cwd,
    env: { ...process.env, ...NPM_ENV, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => void child.on('close', resolve));
  return { code, lines: said.trimEnd().split('\n') };
}

/** With an `npm` that gives these answers. */
async function answered(advisories: unknown, signatures: unknown, ...args: string[]): Promise<Outcome> {
  const there = openTestRepo(freshDirectory('npm'));
  const text = (answer: unknown) => (typeof answer === 'string' ? answer : JSON.stringify(answer));
  there.write({
    npm: {
      executable: `#!/bin/sh\ncase "$*" in 'audit signatures '*) cat "$0.signatures" ;; *) cat "$0.advisories" ;; esac\n`,
    },
    'npm.advisories': text(advisories),
    'npm.signatures': text(signatures),
  });
  return audit(there.root, { PATH: `${there.root}${delimiter}${process.env['PATH']}` }, ...args);
}

describe('what npm answers', () => {
  const none = 'known weaknesses: none (packages asked about: 13)';
  const good = 'signatures and provenance: each package has what it should have';
  const weak = { name: 'zod', severity: 'low' };
  const found = (total: number, vulnerabilities: unknown) => ({
    metadata: { ...CLEAN.metadata, vulnerabilities: { total } },
    vulnerabilities,
  });
  const unread = 'npm’s answer cannot be read: ';
  test.each<[string, unknown, unknown, string, string, number]>([
    ['nothing', CLEAN, SIGNED, none, good, 0],
    ['a weakness', found(1, { zod: weak }), SIGNED, 'known weaknesses: FAILED: zod (low)', good, 1],
    ['one without a name', found(1, {}), SIGNED, 'FAILED: 1 that npm does not name', good, 1],
    ['one that it does not count', found(0, { zod: weak }), SIGNED, 'FAILED: zod (low)', good, 1],
    ['no registry', REFUSED, OFFLINE, 'NOT CHECKED: 405 Method', 'NOT CHECKED: getaddrinfo ENOTFOUND', 0],
    [
      'no signed registry',
      CLEAN,
      { error: { summary: 'found no dependencies to audit that were installed from a supported registry' } },
      none,
      'NOT CHECKED: found no dependencies',
      0,
    ],
    [
      'a false signature',
      CLEAN,
      { invalid: [{ name: 'zod', version: '4.6.7', code: 'EINTEGRITYSIGNATURE' }], missing: [] },
      none,
      'FAILED: zod@4.6.7 (EINTEGRITYSIGNATURE)',
      1,
    ],
    [
      'a missing one',
      CLEAN,
      { invalid: [], missing: [{ name: 'zod', version: '4.6.7' }] },
      none,
      'FAILED: zod@4.6.7 (no signature)',
      1,
    ],
    [
      'that it failed after the registry’s answer',
      { error: { code: 'E404', summary: 'loading from incorrect packument' } },
      { error: { code: 'EINTEGRITY', summary: 'wrong' } },
      `FAILED: ${unread}loading from`,
      `FAILED: ${unread}wrong`,
      1,
    ],
    ['no JSON', '<html>', '', 'FAILED: npm’s answer cannot be read: no JSON', `FAILED: ${unread}no JSON`, 1],
    ['null', 'null', 'null', `FAILED: ${unread}neither`, `FAILED: ${unread}neither`, 1],
    ['something else', {}, { invalid: [] }, `FAILED: ${unread}neither`, `FAILED: ${unread}neither`, 1],
    [
      'about nothing',
      { ...CLEAN, metadata: { ...CLEAN.metadata, dependencies: { prod: 1 } } },
      SIGNED,
      'FAILED: npm asked about no package',
      good,
      1,
    ],
  ])('%s', async (_, advisories, signatures, first, second, code) => {
    const outcome = await answered(advisories, signatures);
    expect(outcome).toEqual({ code, lines: [first, second].map((text) => expect.stringContaining(text)) });
  });

  test('where it must be asked, no answer is a failure', async () => {
    expect(await answered(REFUSED, SIGNED, '--required')).toMatchObject({ code: 1 });
    expect(await answered(CLEAN, OFFLINE, '--required')).toMatchObject({ code: 1 });
    expect(await answered(CLEAN, SIGNED, '--required')).toMatchObject({ code: 0 });
  });

  test('no npm at all', async () => {
    const { code, lines } = await audit('/', { PATH: freshDirectory('empty') });
    expect({ code, first: lines[0] }).toEqual({ code: 1, first: expect.stringContaining('ENOENT') });
  });
});

describe('the real npm and a registry', () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** What is said of known weaknesses in a project that depends on zod alone, by a registry that answers so. */
  async function weaknesses(listener: RequestListener): Promise<string | undefined> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const project = openTestRepo(freshDirectory('audited'));
    const root = { name: 'x', version: '1.0.0', dependencies: { zod: '4.6.7' } };
    const packages = { '': root, 'node_modules/zod': { version: '4.6.7' } };
    project.write({
      'package.json': JSON.stringify(root),
      'package-lock.json': JSON.stringify({ ...root, lockfileVersion: 3, packages }),
    });
    const { lines } = await audit(project.root, { NPM_CONFIG_REGISTRY: `http://127.0.0.1:${port}/` });
    return lines[0];
  }

  const json = (value: unknown): RequestListener => {
    return (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
  };
  const versions = { '4.6.7': { name: 'zod', version: '4.6.7' } };
  const advisory = { id: 1, url: 'x', title: 'Bad', severity: 'low', vulnerable_versions: '<5', cwe: [] };

  test('that knows of nothing', async () => {
    expect(await weaknesses(json({}))).toBe('audit: known weaknesses: none (packages asked about: 1)');
  });

  test('that knows of a weakness', async () => {
    const said = await weaknesses((request, response) => {
      const packument = { name: 'zod', 'dist-tags': { latest: '4.6.7' }, versions };
      json(request.method === 'POST' ? { zod: [advisory] } : packument)(request, response);
    });
    expect(said).toBe('audit: known weaknesses: FAILED: zod (low)');
  });

  test.each([404, 405])('that answers %i', async (status) => {
    const said = await weaknesses((_, response) => response.writeHead(status).end());
    expect(said).toContain(`audit: known weaknesses: NOT CHECKED: ${status} `);
  });
});
