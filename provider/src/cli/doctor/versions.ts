/** `3.255.0` in `v3.255.0-alpha.1+dirty`. */
export function versionIn(text: string): string | undefined {
  return /\bv?(\d+\.\d+\.\d+)/.exec(text)?.[1];
}

/** Whether one version is another or later; parts that aren't there count as zero. */
export function atLeast(version: string, least: string): boolean {
  const [one, other] = [partsOf(version), partsOf(least)];
  const differing = [0, 1, 2].find((index) => (one[index] ?? 0) !== (other[index] ?? 0));
  return differing === undefined || (one[differing] ?? 0) > (other[differing] ?? 0);
}

const partsOf = (version: string): number[] => version.split(".").map(Number);
