/**
 * Recognizes the item of a list as the orchestrator writes it, whole: its keys in its order, each with the plainest of values on one line, and behind it
 * another item or something without indentation. The line of its dash begins at an offset of a text and is indented so far. The groups are ID, title, what stands
 * between title and `created`, status, `created` and `pipeline_type`, each as it is written. One regular expression is faster than a scan line by line,
 * the more so in a program that has just started.
 */
export function matchUsualItem(text: string, at: number, indent: number): RegExpExecArray | null {
  const expression = EXPRESSIONS.get(indent);
  if (!expression) return null;
  expression.lastIndex = at;
  return expression.exec(text);
}

/** ASCII without control characters and without what could end a plain text or make a comment. */
const SAFE = String.raw`[^\0-\x1F:#\x80-\u{10FFFF}]`;
const PLAIN = String.raw`(?:[A-Za-z0-9_./($+~<=^;]|-[A-Za-z0-9])${SAFE}*(?::(?=[!-~])${SAFE}*)*(?<! )`;
const QUOTED = String.raw`'[^\0-\x1F'\x80-\u{10FFFF}]*'`;
const VALUE = `(?:${PLAIN}|${QUOTED})`;

const ABOUT = 'phase size complexity risk impact requires_human_review origin'.split(' ');
const BLOCKED = 'blocked_from_status blocked_reason blocked_type unblock_context'.split(' ');
const DESCRIPTION = 'context problem solution impact sizing_rationale'.split(' ');

/** By how far items are indented: as the orchestrator writes them, and as formatters like them. */
const EXPRESSIONS = new Map([0, 2, 4].map((indent) => [indent, itemExpression(' '.repeat(indent))]));

function itemExpression(pad: string): RegExp {
  const field = (name: string, indent = '  '): string => `(?:${pad}${indent}${name}: ${VALUE}\n)?`;
  const fields = (names: readonly string[], indent?: string): string =>
    names.map((name) => field(name, indent)).join('');
  const captured = (name: string): string => `(?:${pad}  ${name}: (${VALUE})\n)?`;
  const list = (name: string): string => `(?:${pad}  ${name}:\n(?:${pad}  - ${VALUE}\n)+)?`;
  return new RegExp(
    [
      `${pad}- id: (${VALUE})\n`,
      `${pad}  title: (${VALUE})\n`,
      `(${captured('status')}${fields(ABOUT)}${fields(BLOCKED)}${list('tags')}${list('dependencies')})`,
      captured('created'),
      field('updated'),
      captured('pipeline_type'),
      `(?:${pad}  description:\n${fields(DESCRIPTION, '    ')})?`,
      fields(['phase_pool', 'last_phase_commit']),
      // The next item, or something that has no indentation at all.
      `(?=${pad}- |[A-Za-z])`,
    ].join(''),
    'uy',
  );
}
