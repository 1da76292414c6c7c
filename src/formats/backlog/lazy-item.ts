import type { BacklogItem } from '../../core/numbers/backlog-file.ts';
import type { LazyItem } from './item-block.ts';

/**
 * An item that is read when somebody asks for more than its ID. To whoever looks at it, it is a value like any other, that nobody
 * can change.
 */
export function lazyItem(block: LazyItem, read: (block: LazyItem) => BacklogItem): BacklogItem {
  return new Proxy<BacklogItem>(NOTHING, new Reading(block, read));
}

/** What stands behind all of them. */
const NOTHING: BacklogItem = { id: '', title: '' };

class Reading implements ProxyHandler<BacklogItem> {
  readonly #block: LazyItem;
  readonly #read: (block: LazyItem) => BacklogItem;
  #item: BacklogItem | undefined;

  constructor(block: LazyItem, read: (block: LazyItem) => BacklogItem) {
    this.#block = block;
    this.#read = read;
  }

  get(_target: BacklogItem, key: string | symbol): unknown {
    if (key === 'id') return this.#block.map.name;
    // Whoever looks for what depends on something asks all items.
    if (key === 'dependencies' && !this.#item && !this.#block.map.mentions(key)) return undefined;
    return Reflect.get(this.#whole(), key);
  }

  has(_target: BacklogItem, key: string | symbol): boolean {
    return Reflect.has(this.#whole(), key);
  }

  ownKeys(): (string | symbol)[] {
    return Reflect.ownKeys(this.#whole());
  }

  getOwnPropertyDescriptor(_target: BacklogItem, key: string | symbol): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.#whole(), key);
  }

  set(): boolean {
    return false;
  }

  defineProperty(): boolean {
    return false;
  }

  deleteProperty(): boolean {
    return false;
  }

  preventExtensions(): boolean {
    return false;
  }

  #whole(): BacklogItem {
    this.#item ??= this.#read(this.#block);
    return this.#item;
  }
}
