import type { Finding } from '../core/findings/finding.ts';

type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

/** The source lines that findings point at, by `path:line`, without their line breaks. What is no text has none. */
export async function excerptsOf(
  findings: readonly Finding[],
  read: ReadFile,
): Promise<ReadonlyMap<string, string>> {
  const excerpts = new Map<string, string>();
  for (const [path, wanted] of linesByPath(findings)) {
    const bytes = await read(path);
    for (const [line, text] of pickLines(bytes ?? new Uint8Array(), wanted))
      excerpts.set(`${path}:${line}`, text);
  }
  return excerpts;
}

function linesByPath(findings: readonly Finding[]): ReadonlyMap<string, ReadonlySet<number>> {
  const lines = new Map<string, Set<number>>();
  for (const { place } of findings)
    lines.set(place.path, (lines.get(place.path) ?? new Set()).add(place.line));
  return lines;
}

/** Decodes the lines that are wanted and no others: what cannot be read may be large. */
function* pickLines(bytes: Uint8Array, wanted: ReadonlySet<number>): Iterable<[line: number, text: string]> {
  let left = wanted.size;
  let start = 0;
  for (let line = 1; left > 0 && start < bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    if (wanted.has(line)) {
      left -= 1;
      const text = new TextDecoder().decode(bytes.subarray(start, end)).replace(/\r$/u, '');
      if (!/[\0\uFFFD]/u.test(text)) yield [line, text];
    }
    start = end + 1;
  }
}
