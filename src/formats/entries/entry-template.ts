import type { FreshValues } from '../kinds/kind.ts';

/**
 * A template with its fields filled in: `{id}` is the number as the name has it, `{number}` without prefix, `{number:1}` as wide as that says, `{direction}` which half of
 * a pair the file is. Braces with anything else in them stay.
 */
export function fillTemplate(template: string, values: FreshValues & { readonly slug: string }): string {
  const { id, number, title, slug, date, path } = values;
  const [, direction = 'up'] = /[._](up|down)\.\w+$/iu.exec(path) ?? [];
  const digits = id.slice(Math.max(id.search(/\d/u), 0));
  const fields: Readonly<Record<string, string>> = { id, number: digits, title, slug, date, direction };
  return template.replaceAll(/\{(\w+)(?::(\d{1,2}))?\}/gu, (field, name: string, width?: string) => {
    if (width !== undefined) return name === 'number' ? number.padStart(Number(width), '0') : field;
    return fields[name] ?? field;
  });
}
