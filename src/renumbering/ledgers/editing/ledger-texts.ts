import { readWorkFile } from '../../../adapters/disk/work-files.ts';
import { rootOf } from '../../../adapters/git/repository.ts';
import type { Repository } from '../../../adapters/git/repository.ts';
import type { IdEdit } from '../../../core/renumbering/renumber-plan.ts';
import { applyEdits } from '../../../formats/backlog/edit/edit.ts';
import type { EntryEdit } from '../../../formats/entries/entry-edits.ts';
import { decodeUtf8 } from '../../../formats/text/utf8.ts';

/** Texts of the work tree that one command edits, some of them more than once. */
export class LedgerTexts {
  readonly #repository: Repository;
  readonly #known = new Map<string, WorkText | undefined>();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  /** What a file is to be; undefined where none is, or only a link. */
  async read(path: string): Promise<string | undefined> {
    if (!this.#known.has(path)) {
      const disk = await readWorkFile(rootOf(this.#repository), path).catch(() => undefined);
      this.#known.set(path, disk && textOf(disk));
    }
    return this.#known.get(path)?.now;
  }

  /** Applies edits to what a file is to be; tells them as a plan does. */
  async edit(path: string, edits: readonly EntryEdit[]): Promise<readonly IdEdit[]> {
    const text = await this.read(path);
    const known = this.#known.get(path);
    if (text === undefined || !known || edits.length === 0) return [];
    this.#known.set(path, { ...known, now: applyEdits(text, edits) });
    return edits.map(({ what, line, from, text: to }) => ({
      what,
      place: { path, line, column: 1 },
      from,
      to,
    }));
  }

  /** The files whose texts changed, by their paths. */
  changed(): ReadonlyMap<string, { readonly before: Uint8Array; readonly after: Uint8Array }> {
    const changed = new Map<string, { readonly before: Uint8Array; readonly after: Uint8Array }>();
    for (const [path, text] of this.#known)
      if (text && text.now !== text.was)
        changed.set(path, { before: text.disk, after: Buffer.from(text.now, text.encoding) });
    return changed;
  }
}

interface WorkText {
  readonly disk: Uint8Array;
  readonly encoding: 'utf8' | 'latin1';
  readonly was: string;
  readonly now: string;
}

/** What is no UTF-8 is edited byte by byte. */
function textOf(disk: Uint8Array): WorkText {
  const decoded = decodeUtf8(disk);
  const encoding = 'text' in decoded ? 'utf8' : 'latin1';
  const was = Buffer.from(disk).toString(encoding);
  return { disk, encoding, was, now: was };
}
