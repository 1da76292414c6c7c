import type { ItemClaim, Row } from '../../../core/ids/claim.ts';
import { parseWritten } from '../../../core/ids/item-id.ts';
import type { WrittenId } from '../../../core/ids/item-id.ts';
import { withRows } from '../../../core/ledger/rows/item-rows.ts';
import type { Backlog, MalformedId, Mark } from '../../../core/ledger/snapshot.ts';
import { claimUnder, malformedOf } from './claim-items.ts';
import type { SeenItem } from './claim-items.ts';
import type { Stretch } from './entry-starts.ts';
import { ItemReader } from './item-reader.ts';

/** The items of a backlog at `path`, as a scan finds them. */
export class ScannedItems {
  readonly #path: string;
  readonly #reader: ItemReader;
  readonly #rows: ScannedRow[] = [];
  /** Hardly ever there is any; with their places among all. */
  readonly #malformed: { readonly at: number; readonly item: MalformedId }[] = [];
  /** One for each item; they share their texts. */
  readonly #pipelineTypes: (string | undefined)[] = [];
  readonly #types = new Map<string, string>();

  constructor(path: string, reader: ItemReader) {
    this.#path = path;
    this.#reader = reader;
  }

  get count(): number {
    return this.#pipelineTypes.length;
  }

  add({ id, pipelineType }: SeenItem, at: number): void {
    const written = parseWritten(id);
    if (written) this.#rows.push(new ScannedRow(written, this.#reader, at));
    else this.#malformed.push({ at: this.count, item: malformedOf(this.#reader.read(at)) });
    this.#pipelineTypes.push(pipelineType === undefined ? undefined : this.#shared(pipelineType));
  }

  #shared(type: string): string {
    const known = this.#types.get(type);
    if (known === undefined) this.#types.set(type, type);
    return known ?? type;
  }

  /** Takes over what another backlog of the same path has there; from now on it is read from this text. */
  addFrom(other: ScannedItems, { from, until, shift }: Stretch): void {
    const moved = this.count - from;
    for (const row of other.#rows.slice(other.#rowsBefore(from), other.#rowsBefore(until))) {
      row.move(this.#reader, shift);
      this.#rows.push(row);
    }
    for (const { at, item } of other.#malformed)
      if (at >= from && at < until) this.#malformed.push({ at: at + moved, item });
    for (const type of other.#pipelineTypes.slice(from, until)) this.#pipelineTypes.push(type);
  }

  /** How many of the items before a place have an ID. */
  #rowsBefore(place: number): number {
    return place - this.#malformed.filter(({ at }) => at < place).length;
  }

  finish(mark: Mark): Backlog {
    const pipelineTypes = [...new Set(this.#pipelineTypes)].filter((type) => type !== undefined);
    const malformed = this.#malformed.map(({ item }) => item);
    return withRows({ path: this.#path, malformed, mark, pipelineTypes }, this.#rows);
  }
}

/** An item of which the rest is read when somebody asks for it. */
class ScannedRow implements Row<ItemClaim> {
  readonly prefix: string;
  readonly number: number;
  readonly written: string | undefined;
  /** Gone when nothing is left to be read: texts that are gone need not be kept. */
  #reader: Pick<ItemReader, 'read'>;
  #at: number;
  #claim: ItemClaim | undefined;

  constructor({ prefix, number, written }: WrittenId, reader: ItemReader, at: number) {
    this.prefix = prefix;
    this.number = number;
    this.written = written;
    this.#reader = reader;
    this.#at = at;
  }

  get claim(): ItemClaim {
    this.#claim ??= claimUnder(this, this.#reader.read(this.#at));
    this.#reader = NOBODY;
    return this.#claim;
  }

  /** From now on the item is read where another text has it, so many bytes further on. */
  move(reader: ItemReader, shift: number): void {
    if (!this.#claim) this.#reader = reader;
    this.#at += shift;
  }
}

/** Reads for those that are read already. */
const NOBODY = new ItemReader('', Buffer.alloc(0));
