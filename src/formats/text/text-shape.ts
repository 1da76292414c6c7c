/** What surrounds the lines of a text: a byte order mark, the way lines end, and whether the last one does. */
export interface TextShape {
  readonly bom: boolean;
  readonly crlf: boolean;
  readonly open: boolean;
}

/** A text as whole lines ending in LF, and the shape that it had. */
export interface ShapedText {
  readonly lines: string;
  readonly shape: TextShape;
}

/** Takes the shape off a text; `undefined` where some lines end one way and some the other. */
export function unshape(text: string): ShapedText | undefined {
  const bom = text.startsWith('\uFEFF');
  const body = bom ? text.slice(1) : text;
  const crlf = body.includes('\r\n');
  if (crlf && /(?<!\r)\n/u.test(body)) return undefined;
  const open = body !== '' && !body.endsWith('\n');
  const lines = crlf ? body.replaceAll('\r\n', '\n') : body;
  return { lines: open ? `${lines}\n` : lines, shape: { bom, crlf, open } };
}

/** The inverse of {@link unshape}. */
export function reshape(lines: string, { bom, crlf, open }: TextShape): string {
  const body = open ? lines.replace(/\n$/u, '') : lines;
  return `${bom ? '\uFEFF' : ''}${crlf ? body.replaceAll('\n', '\r\n') : body}`;
}

/** What a side changed counts; where both did, they did the same, for each trait has two values only. */
export function mergeShapes(base: TextShape, ours: TextShape, theirs: TextShape): TextShape {
  const pick = (trait: keyof TextShape): boolean =>
    ours[trait] === base[trait] ? theirs[trait] : ours[trait];
  return { bom: pick('bom'), crlf: pick('crlf'), open: pick('open') };
}
