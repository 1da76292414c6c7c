import type { YamlMap, YamlPair } from './yaml-node.ts';

/** What a mapping says, as `toObject` tells it. It is shared, so nobody may change it. */
export type Said = Readonly<Record<string, unknown>>;

/** Reads the pairs of the mapping that begins at an offset of a text; undefined where there is none. */
export type ReadPairs = (text: string, start: number) => YamlMap | undefined;

/** A mapping of which it is known what it says, and whose pairs are read when somebody asks for them: most items are never edited. */
export class LazyMap implements YamlMap {
  readonly kind = 'map';
  readonly flow = false;
  readonly start: number;
  readonly end: number;
  readonly said: Said;
  readonly #text: string;
  readonly #read: ReadPairs;
  #pairs: readonly YamlPair[] | undefined;

  constructor(text: string, { start, end, said }: Pick<LazyMap, 'start' | 'end' | 'said'>, read: ReadPairs) {
    this.start = start;
    this.end = end;
    this.said = said;
    this.#text = text;
    this.#read = read;
  }

  get pairs(): readonly YamlPair[] {
    this.#pairs ??= this.#read(this.#text, this.start)?.pairs ?? [];
    return this.#pairs;
  }

  /** The same mapping in a text that has it so many characters further on. */
  movedTo(text: string, shift: number): LazyMap {
    return new LazyMap(
      text,
      { start: this.start + shift, end: this.end + shift, said: this.said },
      this.#read,
    );
  }
}
