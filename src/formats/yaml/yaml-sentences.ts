import { findMarker, MARKER_LEFT } from '../text/conflict-markers.ts';
import { indexLines } from '../text/line-index.ts';
import type { YamlFault } from './yaml-node.ts';

/** What the YAML library holds against a text; `pos` begins with the UTF-16 offset. */
interface SyntaxComplaint {
  readonly code: keyof typeof SENTENCES;
  readonly message: string;
  readonly pos: readonly [number, number];
}

const SENTENCES = {
  ALIAS_PROPS: 'an alias can carry neither an anchor nor a tag',
  BAD_ALIAS: 'this anchor or alias has no proper name',
  BAD_COLLECTION_TYPE: 'this tag does not fit its value',
  BAD_DIRECTIVE: 'this line begins with % but is not a directive of YAML',
  BAD_DQ_ESCAPE: 'this backslash starts no escape YAML knows; single quotes take backslashes as they are',
  BAD_INDENT: 'this line is indented unlike the lines it belongs to',
  BAD_PROP_ORDER: 'this anchor or tag is in the wrong place',
  BAD_SCALAR_START: 'a text that begins with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a text that holds a colon and a space needs quotes',
  BLOCK_IN_FLOW: 'inside brackets everything has to be in brackets',
  DUPLICATE_KEY: 'this key is here twice',
  IMPOSSIBLE: 'this is not YAML',
  KEY_OVER_1024_CHARS: 'a key may have 1024 characters at most',
  MISSING_CHAR: 'this line is neither a key with a value nor an entry of a list',
  MULTILINE_IMPLICIT_KEY: 'a key cannot span lines; is a colon missing here?',
  MULTIPLE_ANCHORS: 'a value can have only one anchor',
  MULTIPLE_DOCS: 'a second document starts here, and there may be one only',
  MULTIPLE_TAGS: 'a value can have only one tag',
  NON_STRING_KEY: 'this key is not text',
  RESOURCE_EXHAUSTION: 'the values are nested too deeply',
  TAB_AS_INDENT: 'there is a tab where YAML allows only spaces',
  TAG_RESOLVE_FAILED: 'this tag means nothing here',
  UNEXPECTED_TOKEN: 'this has no place here; a text with special characters needs quotes',
} as const;

export const QUOTE_OPEN = 'a quote is opened before this place and never closed';

/** The library says more in words than by code about what is left open. */
const OPEN_ENDED: readonly (readonly [RegExp, string])[] = [
  [/^Missing closing/u, QUOTE_OPEN],
  [/ end with a /u, 'a bracket is opened before this place and never closed'],
  [/directives-end/u, 'a line with --- is missing here'],
];

/** One sentence for people who never read the YAML specification. Conflict markers and tabs explain whatever else went wrong. */
export function describeSyntaxError(text: string, { code, message, pos }: SyntaxComplaint): YamlFault {
  const conflict = findMarker(text);
  if (conflict !== -1) return { message: MARKER_LEFT, offset: conflict };
  const offset = Math.min(pos[0], text.trimEnd().length);
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).match(/^ *\t/u);
  if (line) return { message: SENTENCES.TAB_AS_INDENT, offset };
  return { message: OPEN_ENDED.find(([pattern]) => pattern.test(message))?.[1] ?? SENTENCES[code], offset };
}

/** Names a character that no text file holds. */
export function describeCharacter(text: string, offset: number): YamlFault {
  const code = text.charCodeAt(offset);
  if (code === 13) return { message: 'there is a carriage return without a line feed', offset };
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return { message: `the file is binary or damaged: it contains the control character ${name}`, offset };
}

/** A key that stands twice in a mapping. In a list it is the sign of a merge that lost the `- ` between two entries. */
export function describeDuplicate(
  text: string,
  key: string,
  [first, second]: readonly [number, number],
  listed: boolean,
): YamlFault {
  const positionAt = indexLines(text);
  const lines = `on line ${positionAt(first).line} and again on line ${positionAt(second).line}`;
  const fused = listed && (key === 'id' || key === 'title');
  const message = fused
    ? `two items are fused into one: \`${key}\` is ${lines}`
    : `the key \`${key}\` is ${lines}`;
  return { message, offset: second };
}
