/** For messages about a name that isn't known: which of the known ones was probably meant. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const best = [...known]
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance)[0];
  const isNear = best !== undefined && best.distance <= Math.max(1, Math.floor(name.length / 3));
  return isNear ? `; did you mean "${best.candidate}"?` : ".";
}

/** How many letters have to be put in, left out, replaced or swapped to make one text the other. */
function editDistance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let index = 0; index < one.length; index += 1) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (one[index] === other[column - 1] ? 0 : 1);
      const swaps = one[index] === other[column - 2] && one[index - 1] === other[column - 1];
      const swapped = swaps ? (before[column - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(replaced, swapped, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}
