import type { ItemTexts, PlacedText } from './claim-items.ts';
import { hashOfKey } from './lines/scan-line.ts';
import type { ScannedLine } from './lines/scan-line.ts';
import { addKey, isKey, isText, textOf } from './lines/scan-text.ts';

const FIELDS = new Map(
  (['id', 'title', 'created', 'status', 'pipeline_type'] as const).map((name) => [hashOfKey(name), name]),
);

type Field = 'id' | 'title' | 'created' | 'status' | 'pipeline_type';
type Draft = Partial<Record<Field, PlacedText>>;

/** What a scan has to know of every item; the rest is read when somebody asks. */
export const SEEN: ReadonlySet<Field> = new Set<Field>(['id', 'pipeline_type']);
export const ALL_FIELDS: ReadonlySet<Field> = new Set(FIELDS.values());

/** What a key without a value may be followed by: lines of a list or of a mapping, not of both. */
type Open = 'nothing' | 'anything' | 'list' | 'mapping';

/** Reads one item after the other, line by line. Its methods answer with false for what is not understood. */
export class ItemScan {
  readonly #path: string;
  readonly #bytes: Buffer;
  readonly #wanted: ReadonlySet<Field>;
  readonly #keys: number[] = [];
  readonly #innerKeys: number[] = [];
  #draft: Draft | undefined;
  #open: Open = 'nothing';
  /** How far the items of the list are indented, and how far what the last key holds. */
  #indent = 0;
  #innerIndent = 0;

  /** Of other fields than `wanted` it is seen that they can be read. */
  constructor(path: string, bytes: Buffer, wanted: ReadonlySet<Field>) {
    this.#path = path;
    this.#bytes = bytes;
    this.#wanted = wanted;
  }

  get isOpen(): boolean {
    return this.#draft !== undefined;
  }

  /** Takes the first line of an item, `- key: value`, at a byte offset. `number` is for the places of what it says. */
  begin(line: ScannedLine, at: number, number = 0): boolean {
    if (line.kind === 'entry') return false;
    this.#draft = {};
    this.#keys.length = 0;
    this.#indent = line.indent;
    return this.#takeField(line, this.#draft, at, number);
  }

  /** Takes a line that is indented further than the item. */
  take(line: ScannedLine, at: number, number = 0): boolean {
    if (!this.#draft) return false;
    const depth = line.indent - this.#indent;
    if (line.isEntry) return depth >= FIELD && line.kind === 'entry' && this.#enter('list', line);
    return depth === FIELD
      ? this.#takeField(line, this.#draft, at, number)
      : depth > FIELD && this.#takeInner(line);
  }

  /** The item that is complete now; undefined if it lacks what every item has. */
  end(): ItemTexts | undefined {
    const draft = this.#draft;
    if (!draft?.id || !draft.title) return undefined;
    this.#draft = undefined;
    return {
      id: draft.id,
      title: draft.title,
      created: said(draft.created),
      status: said(draft.status)?.text,
      pipelineType: said(draft.pipeline_type)?.text,
    };
  }

  #takeField(line: ScannedLine, item: Draft, at: number, number: number): boolean {
    if (!addKey(this.#keys, line)) return false;
    const { value, keyHash } = line;
    this.#open = value.kind === 'none' ? 'anything' : 'nothing';
    const name = FIELDS.get(keyHash);
    if (name === undefined || !isKey(this.#bytes, line, name)) return true;
    if (!isText(value)) return false;
    if (!this.#wanted.has(name)) {
      item[name] = UNREAD;
      return true;
    }
    const text = textOf(this.#bytes, value);
    const isNull = name !== 'id' && value.kind === 'plain' && NULL.test(text);
    const place = { path: this.#path, line: number, column: value.start - at + 1 };
    item[name] = { text: isNull ? '' : text, place };
    return true;
  }

  #takeInner(line: ScannedLine): boolean {
    if (this.#open === 'anything') this.#innerKeys.length = 0;
    return this.#enter('mapping', line) && addKey(this.#innerKeys, line);
  }

  /** What a key holds is of one kind, and indented alike. */
  #enter(kind: Open, { indent }: ScannedLine): boolean {
    if (this.#open === 'anything') {
      this.#open = kind;
      this.#innerIndent = indent;
    }
    return this.#open === kind && this.#innerIndent === indent;
  }
}

/** How far fields are indented below the `-` of their item. */
const FIELD = 2;

/** In the place of what nobody asked for. */
const UNREAD: PlacedText = { text: '', place: { path: '', line: 0, column: 0 } };

const NULL = /^(?:~|null|Null|NULL)$/u;

function said(text: PlacedText | undefined): PlacedText | undefined {
  return text?.text === '' ? undefined : text;
}
