import type { Repository } from '../../adapters/git/repository.ts';
import type { FileCommit, FileHistory, Turnover } from '../../core/identity/files/file-history.ts';
import type { FileEntry } from '../../core/ledger/files/file-ledger.ts';
import { usualWidth } from '../../core/ledger/files/name-census.ts';
import type { Mismatch, OddName } from '../../core/rules/files/setting.ts';
import type { Kind } from '../../formats/kinds/kind.ts';
import { readContents } from '../../reading/ledgers/contents.ts';
import type { ReadName } from '../../reading/ledgers/names.ts';
import { mismatchIn, narrowName } from './candidate-files.ts';

const NONE: Set<string> = new Set();

/** What a commit's names and texts say beyond which number is whose. */
interface Extras {
  readonly odd: readonly OddName[];
  readonly mismatches: readonly Mismatch[];
}

/** The same commit by commit: collected while a history is made, so that texts are read at once. */
export class EachExtras {
  readonly #ledger: { readonly kind: Kind; readonly read: ReadName };
  readonly #odd = new Map<number, OddName[]>();
  /** The contents, by their full hex names, that versions have. */
  readonly #seen = new Set<string>();
  /** Those that nobody had before. */
  readonly #asked = new Map<string, { readonly position: number; readonly entry: FileEntry }>();
  /** The odd names of each version. */
  readonly #present: Set<string>[] = [];
  /** The most digits that zeros fill a number up to. */
  #widest = 0;

  constructor(kind: Kind, read: ReadName) {
    this.#ledger = { kind, read };
  }

  /** Sees a version right when it is made; `isAsked`: somebody wants to know. */
  look(history: FileHistory, position: number, changes: FileCommit['changes'], isAsked: boolean): void {
    const before = history.parents[position] ?? [];
    const isNews = isAsked && before.length > 0;
    this.#lookAtOdd(before, position, changes, isNews);
    const entries = [...(history.changes[position]?.values() ?? [])].flat().map(({ entry }) => entry);
    if (this.#ledger.kind.alsoIn !== 'nowhere') this.#lookAtTexts(position, entries, isNews);
    const turnover = history.turnovers.at(-1);
    if (isNews && turnover?.position === position && turnover.come.length > 0)
      this.#lookAtWidths(history, turnover);
  }

  /** What was collected, once its texts are read. */
  async read(repository: Repository): Promise<(position: number) => Extras> {
    const { kind, read } = this.#ledger;
    const mismatches = new Map<number, Mismatch[]>();
    await readContents(repository, this.#asked.keys(), (name, content) => {
      const asked = this.#asked.get(name);
      const found = asked && mismatchIn(kind, read, asked.entry, content);
      if (found) mismatches.set(asked.position, [...(mismatches.get(asked.position) ?? []), found]);
    });
    return (position) => ({
      odd: this.#odd.get(position) ?? [],
      mismatches: mismatches.get(position) ?? [],
    });
  }

  #lookAtOdd(
    before: readonly number[],
    position: number,
    changes: FileCommit['changes'],
    isNews: boolean,
  ): void {
    const parents = before.map((parent) => this.#present[parent] ?? NONE);
    const [inherited = NONE] = parents;
    const odd = changes.flatMap(({ path, oid }) => {
      const { odd: reason, width = 0 } = this.#ledger.read(path);
      this.#widest = Math.max(this.#widest, width);
      return reason === undefined ? [] : [{ path, oid, reason }];
    });
    // Versions that change nothing share what they have.
    const here = odd.length === 0 ? inherited : new Set(inherited);
    this.#present[position] = here;
    for (const { path, oid, reason } of odd) {
      if (oid === undefined) here.delete(path);
      else here.add(path);
      if (isNews && oid !== undefined && !parents.some((own) => own.has(path)))
        this.#tell(position, { path, reason });
    }
  }

  #lookAtTexts(position: number, entries: readonly FileEntry[], isNews: boolean): void {
    for (const entry of entries) {
      for (const { oid } of entry.files) {
        if (oid === undefined || this.#seen.has(oid)) continue;
        this.#seen.add(oid);
        if (isNews) this.#asked.set(oid, { position, entry });
      }
    }
  }

  #lookAtWidths(history: FileHistory, { position, come }: Turnover): void {
    const { read } = this.#ledger;
    const paths = come.flatMap(({ entry }) => entry.files.map(({ path }) => path));
    // Whatever is usual, it is no more than the widest.
    if (!paths.some((path) => narrowName(read, path, this.#widest))) return;
    const here = [...history.stateAt(position).values()].flat();
    const usual = usualWidth(here.flatMap(({ entry }) => entry.files.map(({ path }) => read(path))));
    for (const path of paths) {
      const odd = narrowName(read, path, usual);
      if (odd) this.#tell(position, odd);
    }
  }

  #tell(position: number, odd: OddName): void {
    this.#odd.set(position, [...(this.#odd.get(position) ?? []), odd]);
  }
}
