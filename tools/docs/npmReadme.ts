/** Sections of the repository's README that are nothing but links into it. */
const leftOut = ["More"];

const closing = [
  "## More",
  "",
  "The repository's folders `docs` and `examples` have more: guides (adopt an existing VPN, move from",
  "`@pulumi/alicloud`, pipelines and permissions, several regions and accounts, test your stack offline), references",
  "(configuration, arguments, command line, errors, rules), troubleshooting, how it works, and projects to start from.",
  "",
].join("\n");

/**
 * The package's page at npm, provider/README.md: the repository's README without its links into the repository, which
 * would lead nowhere there.
 */
export function npmReadme(readme: string): string {
  const [lead = "", ...sections] = readme.split(/^(?=## )/m);
  const kept = sections.filter((section) => !leftOut.some((title) => section.startsWith(`## ${title}\n`)));
  return [lead, ...kept, closing].map(withoutOwnLinks).join("");
}

/** `[configuration](docs/configuration.md)` becomes `configuration`; links to elsewhere, and within the page, stay. */
function withoutOwnLinks(text: string): string {
  return text.replace(/\[([^\]]+)\]\((?![a-z]+:|#)[^)]*\)/g, "$1");
}
