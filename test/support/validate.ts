import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';

const directory = new URL('../schemas/', import.meta.url);
const compiled = new Map<string, (value: unknown) => string[]>();

/** What a JSON Schema (draft 4) in test/schemas holds against a JSON text; nothing is good. */
export function schemaErrors(schema: string, json: string): readonly string[] {
  const validate = compiled.get(schema) ?? compile(schema);
  compiled.set(schema, validate);
  return validate(JSON.parse(json));
}

/** What the JUnit schema, or XML itself, holds against a text; nothing is good. One call costs about 100 ms. */
export async function junitErrors(xml: string): Promise<readonly string[]> {
  const schema = readFileSync(new URL('junit.xsd', directory), 'utf8');
  const result = await validateXML({ xml: { fileName: 'report.xml', contents: xml }, schema });
  return result.errors.map(({ rawMessage }) => rawMessage);
}

function compile(name: string): (value: unknown) => string[] {
  const ajv = new Ajv04.default({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  const schema: unknown = JSON.parse(readFileSync(new URL(name, directory), 'utf8'));
  assert.ok(typeof schema === 'object' && schema !== null);
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
