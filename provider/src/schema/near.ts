/** Without what people write differently: case, dashes, underscores. */
export const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Single letters inserted, left out, replaced or swapped with their neighbour that lead from one text to the other. */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const cost = (row: number, column: number) => rows[row]?.[column] ?? Infinity;
  for (let i = 1; i <= one.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = cost(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const swapped =
        one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? cost(i - 2, j - 2) + 1 : Infinity;
      rows[i]?.push(Math.min(replaced, swapped, cost(i - 1, j) + 1, cost(i, j - 1) + 1));
    }
  }
  return cost(one.length, other.length);
}

/** The word that was probably meant: the one that reads the same, or the only one that is a slip of a key away. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const same = candidates.find((candidate) => plain(candidate) === plain(word));
  if (same !== undefined) return same;
  const close = candidates.filter((candidate) => distance(plain(candidate), plain(word)) === 1);
  return close.length === 1 ? close[0] : undefined;
}

/**
 * The word of a list that was probably meant. A number in such a word is a group's or a size: `group20` is no slip from
 * `group2`, nor `sha3` from `sha1`, which would be weaker. Of three digits, one may be a slip: there are few such sizes.
 */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const near = nearest(word, candidates);
  if (near === undefined) return undefined;
  const [meant, written] = [numbersIn(near), numbersIn(word)];
  const agrees = (number: string, index: number) =>
    number === written[index] || (number.length === 3 && written[index]?.length === 3);
  return meant.length === written.length && meant.every(agrees) ? near : undefined;
}

const numbersIn = (text: string): readonly string[] => text.match(/\d+/g) ?? [];
