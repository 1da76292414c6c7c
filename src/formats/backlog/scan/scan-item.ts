import type { ItemTexts, PlacedText } from './claim-items.ts';
import { hashOfKey } from './scan-line.ts';
import type { ScannedLine } from './scan-line.ts';
import { addKey, isKey, textOf } from './scan-text.ts';

const FIELDS = new Map(
  (['id', 'title', 'created', 'status', 'pipeline_type'] as const).map((name) => [hashOfKey(name), name]),
);

type Draft = Partial<Record<'id' | 'title' | 'created' | 'status' | 'pipeline_type', PlacedText>>;

/** What a key without a value may be followed by: lines of a list or of a mapping, not of both. */
type Open = 'nothing' | 'anything' | 'list' | 'mapping';

/** Reads one item after the other, line by line. Its methods answer with false for what is not understood. */
export class ItemScan {
  readonly #path: string;
  readonly #bytes: Buffer;
  readonly #keys: number[] = [];
  readonly #innerKeys: number[] = [];
  #draft: Draft | undefined;
  #open: Open = 'nothing';

  constructor(path: string, bytes: Buffer) {
    this.#path = path;
    this.#bytes = bytes;
  }

  get isOpen(): boolean {
    return this.#draft !== undefined;
  }

  /** Takes the first line of an item, `- key: value`, at a byte offset. */
  begin(line: ScannedLine, at: number, number: number): boolean {
    if (line.kind === 'entry') return false;
    this.#draft = {};
    this.#keys.length = 0;
    return this.#takeField(line, this.#draft, at, number);
  }

  /** Takes an indented line. */
  take(line: ScannedLine, at: number, number: number): boolean {
    if (!this.#draft) return false;
    if (line.isEntry) return line.indent === 2 && line.kind === 'entry' && this.#enter('list');
    return line.indent === 2
      ? this.#takeField(line, this.#draft, at, number)
      : line.indent === 4 && this.#takeInner(line);
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
    const text = textOf(this.#bytes, value);
    if (text === undefined) return false;
    const isNull = name !== 'id' && value.kind === 'plain' && NULL.test(text);
    const place = { path: this.#path, line: number, column: value.start - at + 1 };
    item[name] = { text: isNull ? '' : text, place };
    return true;
  }

  #takeInner(line: ScannedLine): boolean {
    if (this.#open === 'anything') this.#innerKeys.length = 0;
    return this.#enter('mapping') && addKey(this.#innerKeys, line);
  }

  #enter(kind: Open): boolean {
    if (this.#open === 'anything') this.#open = kind;
    return this.#open === kind;
  }
}

const NULL = /^(?:~|null|Null|NULL)$/u;

function said(text: PlacedText | undefined): PlacedText | undefined {
  return text?.text === '' ? undefined : text;
}
