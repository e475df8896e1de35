/** These parameters hold a JSON object; its keys count as parameters of their own, `IkeConfig.Psk`. */
const jsonParameters = ["IkeConfig", "IpsecConfig", "BgpConfig", "HealthCheckConfig"];

/**
 * The parameters of one request, from its query and its form body. Lists travel flattened and counted from 1
 * (`TunnelOptionsSpecification.1.Role`), four parameters as JSON text; both read here as dotted paths.
 */
export class Parameters {
  private readonly values: Map<string, string>;
  private readonly patterns = new Map<string, [string, string][]>();

  constructor(sent: Iterable<readonly [string, string]>) {
    this.values = new Map(sent);
    for (const name of jsonParameters) this.expand(name);
    for (const [path, value] of this.values) {
      const pattern = path.replace(/\.\d+(?=\.|$)/g, ".N");
      const matches = this.patterns.get(pattern) ?? [];
      matches.push([path, value]);
      this.patterns.set(pattern, matches);
    }
  }

  text(path: string): string | undefined {
    return this.values.get(path);
  }

  has(path: string): boolean {
    return this.values.has(path);
  }

  /** Whether the parameter itself or anything below it was sent. */
  hasUnder(path: string): boolean {
    return this.has(path) || [...this.values.keys()].some((key) => key.startsWith(`${path}.`));
  }

  flag(path: string): boolean | undefined {
    const text = this.text(path);
    return text === undefined ? undefined : text.toLowerCase() === "true";
  }

  number(path: string): number | undefined {
    const text = this.text(path);
    return text === undefined ? undefined : Number(text);
  }

  /** `pattern` has `N` for a list's index. */
  matching(pattern: string): readonly (readonly [string, string])[] {
    return this.patterns.get(pattern) ?? [];
  }

  /** The indexes of a list, in order. */
  indexes(list: string): number[] {
    const prefix = `${list}.`;
    const indexes = [...this.values.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => Number(key.slice(prefix.length).split(".")[0]));
    return [...new Set(indexes)].filter((index) => Number.isInteger(index)).sort((a, b) => a - b);
  }

  /** A list of plain values. */
  list(name: string): string[] {
    return this.indexes(name).map((index) => this.text(`${name}.${index}`) ?? "");
  }

  /** `Tags.1.Key` and `Tags.1.Value`. */
  tags(name: string): { key: string; value: string | undefined }[] {
    return this.indexes(name).map((index) => ({
      key: this.text(`${name}.${index}.Key`) ?? "",
      value: this.text(`${name}.${index}.Value`),
    }));
  }

  /** As if only these had been sent. */
  only(...patterns: readonly string[]): Parameters {
    return new Parameters(patterns.flatMap((pattern) => this.matching(pattern)));
  }

  /** In the order sent. */
  entries(): readonly (readonly [string, string])[] {
    return [...this.values];
  }

  private expand(name: string): void {
    const object = parseObject(this.values.get(name));
    if (object === undefined) return;
    for (const [key, value] of Object.entries(object)) {
      if (value === null || value === undefined) continue;
      this.values.set(
        `${name}.${capital(name, key)}`,
        typeof value === "string" ? value : JSON.stringify(value),
      );
    }
  }
}

export function parseObject(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Clients in use send the keys of HealthCheckConfig lower-case on create and capitalised on modify. */
function capital(parameter: string, key: string): string {
  return parameter === "HealthCheckConfig" ? key.charAt(0).toUpperCase() + key.slice(1) : key;
}
