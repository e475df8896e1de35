/** A table; its cells are Markdown already. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Text for a cell. */
export const escaped = (text: string) => text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");

export const code = (text: string) => {
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${escaped(text)}${fence}`;
};

export const codes = (texts: readonly string[]) => texts.map(code).join(", ");

/** A page of paragraphs that says first where it is made. */
export const page = (from: string, ...parts: readonly string[]): string =>
  [`<!-- Made from ${from} by \`npm run docs\`. -->`, ...parts.filter((part) => part !== "")].join("\n\n") +
  "\n";
