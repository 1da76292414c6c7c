import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../../docs/json.md', import.meta.url));

interface Row {
  readonly path: string;
  readonly type: string;
}

/** The tables of docs/json.md, and which of their rows have been seen with a value. */
export class JsonPage {
  readonly #sections: ReadonlyMap<string, readonly Row[]>;
  readonly #seen = new Set<string>();

  constructor() {
    const [, ...parts] = readFileSync(PAGE, 'utf8').split(/^##+ /mu);
    this.#sections = new Map(
      parts.map((part) => [anchorOf(part.slice(0, part.indexOf('\n'))), rowsOf(part)]),
    );
  }

  get sections(): readonly string[] {
    return [...this.#sections.keys()];
  }

  /** In what a value differs from its section. */
  differences(section: string, value: unknown): readonly string[] {
    return this.#compare(section, '', value, value);
  }

  /** Rows that no value had so far. */
  unseen(): readonly string[] {
    return [...this.#sections].flatMap(([section, rows]) =>
      rows.map(({ path }) => `${section}: ${path}`).filter((name) => !this.#seen.has(name)),
    );
  }

  #compare(section: string, prefix: string, value: unknown, whole: unknown): readonly string[] {
    const rows = this.#sections.get(section);
    assert.ok(rows, `docs/json.md has no section ${section}`);
    const own = rows.filter(({ path }) => parentOf(path) === prefix);
    if (!isRecord(value)) return [`${section}: ${prefix} is ${typeof value}`];
    const groups = new Set(own.map(({ path }) => nameOf(path, prefix)));
    const nested = rows.flatMap(({ path }) => groupBelow(path, prefix));
    const known = new Set([...groups, ...nested]);
    const strangers = Object.keys(value).filter((key) => !known.has(key));
    return [
      ...strangers.map((key) => `${section}: ${prefix}${key} is not on the page`),
      ...own.flatMap((row) => this.#compareRow(section, row, value[nameOf(row.path, prefix)])),
      ...nested
        .filter((key) => !groups.has(key))
        .flatMap((key) => this.#compare(section, `${prefix}${key}.`, value[key], whole)),
    ];
  }

  #compareRow(section: string, { path, type }: Row, value: unknown): readonly string[] {
    const [base = '', ...marks] = type.split(/, | or (?=null)/u);
    const trouble = [`${section}: ${path} is ${JSON.stringify(value)}, not ${type}`];
    if (value === undefined) return marks.includes('optional') ? [] : trouble;
    if (value === null) return marks.includes('null') ? [] : trouble;
    this.#seen.add(`${section}: ${path}`);
    if (!base.startsWith('list of ')) return this.#compareOne(section, `${path}.`, base, value, trouble);
    if (!Array.isArray(value)) return trouble;
    return value.flatMap((one: unknown) =>
      this.#compareOne(section, `${path}[].`, base.slice('list of '.length), one, trouble),
    );
  }

  #compareOne(
    section: string,
    prefix: string,
    type: string,
    value: unknown,
    trouble: readonly string[],
  ): readonly string[] {
    if (type === 'object') return this.#compare(section, prefix, value, value);
    if (type === 'any object') return isRecord(value) ? [] : trouble;
    if (type === 'integer') return Number.isInteger(value) ? [] : trouble;
    if (type === 'string' || type === 'boolean') return typeof value === type ? [] : trouble;
    const [, anchor] = /^\[.*\]\(#(.*)\)$/u.exec(type) ?? [];
    assert.ok(anchor, `${type} is no type`);
    return this.#compare(anchor, '', value, value);
  }
}

function rowsOf(part: string): readonly Row[] {
  return [...part.matchAll(/^\| `(?<path>[^`]+)` \| (?<type>[^|]+) \|/gmu)].map(({ groups }) => {
    return { path: groups?.['path'] ?? '', type: groups?.['type']?.trim() ?? '' };
  });
}

/** `findings[].rule` is below `findings[].`, `candidate.kind` below `candidate.`. */
function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.') + 1);
}

function nameOf(path: string, prefix: string): string {
  return path.slice(prefix.length);
}

/** Right below `prefix` the object that a deeper row is in and that has no row itself. */
function groupBelow(path: string, prefix: string): readonly string[] {
  const [first = '', ...rest] = path.startsWith(prefix) ? path.slice(prefix.length).split('.') : [];
  return rest.length > 0 && !first.endsWith('[]') ? [first] : [];
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z -]/gu, '')
    .replaceAll(' ', '-');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
