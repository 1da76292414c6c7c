/**
 * Whether a text in quotes, its quotes included, is not closed. The library takes an escaped quote at the end of a line for the closing one where the
 * next line is not indented; other readers go on.
 */
export function isLeftOpen(quoted: string): boolean {
  if (quoted.startsWith("'")) return quoted.split("'").length % 2 === 0;
  let slashes = 0;
  while (quoted.charAt(quoted.length - 2 - slashes) === '\\') slashes += 1;
  return slashes % 2 === 1;
}
