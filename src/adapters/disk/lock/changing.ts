let changes = 0;

/** Lets `act` change files; until it has ended, `isChanging`. */
export async function changing<T>(act: () => Promise<T>): Promise<T> {
  changes += 1;
  try {
    return await act();
  } finally {
    changes -= 1;
  }
}

/** Whether this process could still change a file, be it only by a call that hangs while everything else ends. */
export function isChanging(): boolean {
  return changes > 0;
}
