import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Which packages are bundled, and on what terms. */
export async function noticeOf(builds) {
  const inputs = builds.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const folders = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  const notices = await Promise.all(
    [...new Set(folders)].toSorted((a, b) => a.localeCompare(b)).map(noticeOn),
  );
  return `# What is bundled\n\nTidemark contains these packages, each under its own license.\n\n${notices.join('\n')}`;
}

async function noticeOn(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((name) => /^licen[sc]e/i.test(name));
  if (!file || !existsSync(join(folder, file))) throw new Error(`${name} comes without its license`);
  const text = await readFile(join(folder, file), 'utf8');
  return `## ${name} ${version} (${license})\n\n${text.trim().replaceAll(/^/gm, '    ').replaceAll(/ +$/gm, '')}\n`;
}
