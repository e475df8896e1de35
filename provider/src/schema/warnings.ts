/** A value that the service takes and that is weak, or does something else than it seems to. */
export interface Warning {
  /** Path of the argument. */
  readonly path: string;
  /** The value (never of a secret) and what is wrong with it, for a person. */
  readonly reason: string;
  /** Id, such as `ike.ikeEncAlg.weak`. */
  readonly rule: string;
  /** The setting that keeps it from being told, where it is `off`. */
  readonly silencedBy?: "cipherWarnings";
}

export function warn(path: string, rule: string, reason: string): Warning {
  return { path, rule, reason };
}

/** No page forbids it; it means the same as the block once. */
export function repeatedBlocks(path: string, blocks: readonly string[] = []): Warning[] {
  const repeated = blocks.filter((block, index) => blocks.indexOf(block) < index);
  return repeated.length === 0
    ? []
    : [warn(path, "blocks.repeated", `names ${[...new Set(repeated)].join(", ")} more than once`)];
}
