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
    // JSON has no undefined, so null takes a value away.
    else target[head] = structuredClone(value ?? undefined);
  }
}

function mergeInto(list: unknown[], patch: Node): void {
  for (const [path, value] of Object.entries(patch)) {
    const [key = "", ...rest] = path.split(".");
    const item = itemOf(list, key);
    if (!isNode(item)) throw new Error(`Nothing called ${key} to edit.`);
    merge(item, rest.length > 0 ? { [rest.join(".")]: value } : (value as Node));
  }
}

function itemOf(list: readonly unknown[], key: string): unknown {
  return /^\d+$/.test(key) ? list[Number(key)] : list.find((item) => isNode(item) && item.Role === key);
}

/** The group that a path ends in, with the last key; undefined where there is no such group. */
function parentOf(target: object, path: string): { group: Node; key: string } | undefined {
  const keys = path.split(".");
  const key = keys.pop() ?? "";
  const group = keys.reduce<unknown>(
    (below, name) => (Array.isArray(below) ? itemOf(below, name) : isNode(below) ? below[name] : undefined),
    target,
  );
  return isNode(group) ? { group, key } : undefined;
}

/** The value at a path of the same grammar; undefined where there is none. */
export function valueAt(target: object, path: string): unknown {
  const found = parentOf(target, path);
  return found?.group[found.key];
}

/** Puts a value, a whole group too, in the place of another; false where nothing is there to hold it. */
export function replaceAt(target: object, path: string, value: unknown): boolean {
  const found = parentOf(target, path);
  if (found !== undefined) found.group[found.key] = structuredClone(value);
  return found !== undefined;
}

/** Takes a value away; false where there was none. */
export function removeAt(target: object, path: string): boolean {
  const found = parentOf(target, path);
  return found !== undefined && found.key in found.group && Reflect.deleteProperty(found.group, found.key);
}
