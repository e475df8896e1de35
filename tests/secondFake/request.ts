/** One request, as the SDK sends it: query and form body, everything a text. */
import { type Json, refuse, type Texts } from "./values";

export class Request {
  constructor(
    readonly action: string,
    readonly params: Texts,
  ) {}

  text(name: string): string | undefined {
    return this.params[name];
  }

  required(name: string): string {
    const value = this.params[name];
    const message = `The input parameter ${name} that is mandatory for processing this request is not supplied.`;
    return value === undefined || value === "" ? refuse("MissingParameter", message) : value;
  }

  flag(name: string): boolean | undefined {
    const value = this.params[name];
    if (value === undefined) return undefined;
    return value === "true" || (value === "false" ? false : refuse(`IllegalParam.${name}`));
  }

  /** A block that is sent as a JSON text; its values are texts or natural. */
  json(name: string): Texts | undefined {
    const value = this.params[name];
    if (value === undefined || value === "") return undefined;
    try {
      const parsed = JSON.parse(value) as Json;
      return Object.fromEntries(Object.entries(parsed).map(([key, member]) => [key, String(member)]));
    } catch {
      return refuse(`IllegalParam.${name}`);
    }
  }

  /** The members below a dotted prefix, as `Tag.1.` or `TunnelOptionsSpecification.2.TunnelIkeConfig.`. */
  below(prefix: string): Texts {
    const members = Object.entries(this.params).filter(([name]) => name.startsWith(prefix));
    return Object.fromEntries(members.map(([name, value]) => [name.slice(prefix.length), value]));
  }

  indexes(prefix: string): number[] {
    const heads = Object.keys(this.below(prefix)).map((name) => Number(name.split(".")[0]));
    return [...new Set(heads)].sort((a, b) => a - b);
  }

  tags(prefix: string, maxKey: number): Texts {
    const list = this.indexes(prefix).map((n) => this.below(`${prefix}${n}.`));
    for (const { Key: key = "", Value: value = "" } of list) {
      const wrong = (text: string) => /^(aliyun|acs:)|https?:\/\//.test(text);
      if (key === "" || key.length > maxKey || wrong(key)) refuse("InvalidTagKey.Malformed");
      if (value.length > 128 || wrong(value)) refuse("InvalidTagValue.Malformed");
    }
    if (list.length > 20) refuse("NumberExceed.Tags", "At most 20 tags can be given.");
    return Object.fromEntries(list.map(({ Key = "", Value = "" }) => [Key, Value]));
  }
}

export function checkName(name: string | undefined): void {
  // Choice: an empty name is refused, as the page asks for 1 to 100 characters.
  if (name !== undefined && (name.length < 1 || name.length > 100 || /^https?:\/\//.test(name)))
    refuse("InvalidName", "The name is not valid");
}

export function checkDryRun(request: Request): void {
  if (request.flag("DryRun") === true)
    refuse("DryRunOperation", "Request validation has been passed with DryRun flag set.");
}

export function page<T>(request: Request, list: T[]) {
  const PageNumber = Number(request.text("PageNumber") ?? 1);
  const PageSize = Number(request.text("PageSize") ?? 10);
  if (!(PageNumber >= 1)) refuse("InvalidPageNumber");
  if (!(PageSize >= 1 && PageSize <= 50)) refuse("InvalidPageSize");
  const rows = list.slice((PageNumber - 1) * PageSize, PageNumber * PageSize);
  return { PageNumber, PageSize, TotalCount: list.length, rows };
}
