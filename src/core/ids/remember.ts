/** Makes a function remember what it made of an immutable value, for as long as that value lives. */
export function remember<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
}

/** The same for an immutable value and a name, such as the key of an ID. */
export function rememberByName<K extends object, V>(
  make: (key: K, name: string) => V,
): (key: K, name: string) => V {
  const madeOf = remember((_key: K) => new Map<string, { readonly value: V }>());
  return (key, name) => {
    const known = madeOf(key).get(name) ?? { value: make(key, name) };
    madeOf(key).set(name, known);
    return known.value;
  };
}
