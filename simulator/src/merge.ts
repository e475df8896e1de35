type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A copy of a resource with some values replaced. The patch may be nested or have dotted paths; a tunnel is meant
 * by its index or its role: `{ "Tunnels.master.TunnelIkeConfig.Psk": "…" }`.
 */
export function patched<T extends object>(target: T, patch: Readonly<Record<string, unknown>>): T {
  const copy = structuredClone(target);
  merge(copy as Node, patch);
  return copy;
}

function merge(target: Node, patch: Readonly<Record<string, unknown>>): void {
  for (const [path, value] of Object.entries(patch)) {
    const [head = "", ...rest] = path.split(".");
    const change = rest.length > 0 ? { [rest.join(".")]: value } : value;
    const below = target[head];
    if (Array.isArray(below) && isNode(change)) mergeInto(below, change);
    else if (isNode(below) && isNode(change)) merge(below, change);
    else target[head] = structuredClone(value ?? undefined);
  }
}

function mergeInto(list: unknown[], patch: Node): void {
  for (const [path, value] of Object.entries(patch)) {
    const [key = "", ...rest] = path.split(".");
    const index = /^\d+$/.test(key)
      ? Number(key)
      : list.findIndex((item) => isNode(item) && item.Role === key);
    const item = list[index];
    if (!isNode(item)) throw new Error(`Nothing called ${key} to edit.`);
    merge(item, rest.length > 0 ? { [rest.join(".")]: value } : (value as Node));
  }
}
