import { expect, test } from 'vitest';

import { describeSyntaxError } from '../../../../src/formats/yaml/yaml-sentences.ts';
import { readYaml } from '../../../../src/formats/yaml/yaml-text.ts';

const NEEDS_QUOTES = 'a text that begins with this character needs quotes';
const NO_PLACE = 'this has no place here; a text with special characters needs quotes';
const NO_DIRECTIVE = 'this line begins with % but is not a directive of YAML';

test.each([
  ['a: &a *b\n', 6, 'an alias can carry neither an anchor nor a tag'],
  ['a: & b\n', 3, 'this anchor or alias has no proper name'],
  ['%YAML 1\n---\na: b\n', 6, NO_DIRECTIVE],
  ['%TAG ! x y z\n---\na: b\n', 0, NO_DIRECTIVE],
  ['a: "\\q"\n', 4, 'this backslash starts no escape YAML knows; single quotes take backslashes as they are'],
  ['a:\n   b: 1\n  c: 2\n', 11, 'this line is indented unlike the lines it belongs to'],
  ['a: @b\n', 3, NEEDS_QUOTES],
  ['a: `b\n', 3, NEEDS_QUOTES],
  [`${'k'.repeat(1100)}: v\n`, 0, 'a key may have 1024 characters at most'],
  ['a\nb: c\n', 0, 'a key cannot span lines; is a colon missing here?'],
  ['a: &b &c d\n', 6, 'a value can have only one anchor'],
  ['a: !b !c d\n', 6, 'a value can have only one tag'],
  ['a: !foo!bar x\n', 3, 'this tag means nothing here'],
  ['a: "b" c\n', 7, NO_PLACE],
  ['a: "b\nc: d', 10, 'a quote is opened before this place and never closed'],
  ['a: {b: c\n', 8, 'a bracket is opened before this place and never closed'],
  ['a: 1\n\tb: 2\n', 5, 'there is a tab where YAML allows only spaces'],
  ['a: "\n\tb: c\n', 10, 'there is a tab where YAML allows only spaces'],
  ['a:\n  - b\n \tc: d\n', 9, 'there is a tab where YAML allows only spaces'],
  ['"\n\t', 1, 'a quote is opened before this place and never closed'],
  ['a: [\n> b\n', 5, 'a bracket is opened before this place and never closed'],
  ['a: [\tb\n', 6, 'a bracket is opened before this place and never closed'],
  ['a: \x1b\n', 3, 'the file is binary or damaged: it contains the control character U+001B'],
  ['a: 1\n||||||| base\nb: [\n', 5, 'a conflict marker was left here; the merge is not finished'],
  ['a: 1\n=======\r\nb: [\r\n', 5, 'a conflict marker was left here; the merge is not finished'],
  ['a: [\n# not a marker: =======\n', 28, 'a bracket is opened before this place and never closed'],
  ['a: [\n======= not one either\n', 5, 'a bracket is opened before this place and never closed'],
])('%j: at %d, %s', (text, offset, message) => {
  expect(readYaml(text)).toMatchObject({ kind: 'faulty', faults: [{ message, offset }] });
});

/** No text is known that the library would say these of, as it is used here. */
test.each([
  ['BAD_COLLECTION_TYPE', 'this tag does not fit its value'],
  ['BAD_PROP_ORDER', 'this anchor or tag is in the wrong place'],
  ['BLOCK_IN_FLOW', 'inside brackets everything has to be in brackets'],
  ['DUPLICATE_KEY', 'this key is here twice'],
  ['IMPOSSIBLE', 'this is not YAML'],
  ['MULTIPLE_DOCS', 'a second document starts here, and there may be one only'],
  ['NON_STRING_KEY', 'this key is not text'],
  ['RESOURCE_EXHAUSTION', 'the values are nested too deeply'],
] as const)('%s: %s', (code, message) => {
  expect(describeSyntaxError('a: b\n', { code, message: 'x', pos: [3, 4] })).toEqual({ message, offset: 3 });
});
