import type { Span, YamlMap, YamlPair } from './yaml-node.ts';

/** What a mapping says, as `toObject` tells it. It is shared, so nobody may change it. */
export type Said = Readonly<Record<string, unknown>>;

/** Reads the mapping that begins at an offset of a text. */
export interface MapReader {
  readonly pairs: (text: string, start: number) => readonly YamlPair[];
  readonly said: (text: string, start: number) => Said;
}

/** What is the same for a mapping wherever texts have it. */
interface Shared {
  said?: Said;
}

/** A mapping that is known to be one, and is read when somebody asks what it says: most items are never looked at. */
export class LazyMap implements YamlMap {
  readonly kind = 'map';
  readonly flow = false;
  readonly start: number;
  readonly end: number;
  /** What its `id` says, where that and its `title` are texts. */
  readonly name: string | undefined;
  readonly #text: string;
  readonly #read: MapReader;
  readonly #shared: Shared;
  #pairs: readonly YamlPair[] | undefined;

  constructor(
    text: string,
    { start, end, name }: Span & Pick<LazyMap, 'name'>,
    read: MapReader,
    shared: Shared = {},
  ) {
    this.start = start;
    this.end = end;
    this.name = name;
    this.#text = text;
    this.#read = read;
    this.#shared = shared;
  }

  get said(): Said {
    this.#shared.said ??= this.#read.said(this.#text, this.start);
    return this.#shared.said;
  }

  get pairs(): readonly YamlPair[] {
    this.#pairs ??= this.#read.pairs(this.#text, this.start);
    return this.#pairs;
  }

  /** The same for this mapping and for all that it was moved to. */
  get identity(): object {
    return this.#shared;
  }

  /** False where no key, nor anything else of it, is so. */
  mentions(word: string): boolean {
    return this.#text.slice(this.start, this.end).includes(word);
  }

  /** The same mapping in a text that has it so many characters further on. */
  movedTo(text: string, shift: number): LazyMap {
    const { name } = this;
    return new LazyMap(
      text,
      { start: this.start + shift, end: this.end + shift, name },
      this.#read,
      this.#shared,
    );
  }
}
