import type { ItemTexts, PlacedText } from './claim-items.ts';
import { LineCount } from './lines/line-count.ts';
import { skipSpaces } from './lines/scan-bytes.ts';
import { ALL_FIELDS, ItemScan } from './scan-item.ts';
import { blankLine, scanLine } from './lines/scan-line.ts';
import { UsualItems } from './scan-usual.ts';

/** Reads single items of a text that a scan understands. */
export class ItemReader {
  readonly path: string;
  readonly #bytes: Buffer;
  readonly usual: UsualItems;
  readonly lines: LineCount;

  constructor(path: string, bytes: Buffer) {
    this.path = path;
    this.#bytes = bytes;
    this.usual = new UsualItems(path, bytes);
    this.lines = new LineCount(bytes);
  }

  /** The line of an offset, counted from 1. */
  lineAt(offset: number): number {
    return this.lines.at(offset);
  }

  /** All that the item says that begins there; nothing where none does. */
  read(at: number): ItemTexts {
    const indent = skipSpaces(this.#bytes, at) - at;
    const line = this.lineAt(at);
    return this.usual.read({ at, line }, indent) ?? this.#readLines(at, line, indent) ?? this.#nothing(line);
  }

  #readLines(start: number, first: number, indent: number): ItemTexts | undefined {
    const item = new ItemScan(this.path, this.#bytes, ALL_FIELDS);
    const line = blankLine();
    let [at, number] = [start, first];
    while (at < this.#bytes.length) {
      const next = scanLine(this.#bytes, at, line);
      const isOwn = line.kind === 'blank' || (at === start ? line.isEntry : line.indent > indent);
      if (next === -1 || !isOwn) break;
      if (at === start) item.begin(line, at, number);
      else if (line.kind !== 'blank') item.take(line, at, number);
      at = next;
      number += 1 + line.value.lines;
    }
    return item.end();
  }

  #nothing(line: number): ItemTexts {
    const none: PlacedText = { text: '', place: { path: this.path, line, column: 1 } };
    return { id: none, title: none, created: undefined, status: undefined, pipelineType: undefined };
  }
}
