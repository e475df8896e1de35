/** The text of a file of the checkout. */
type Read = (path: string) => string;

interface Manifest {
  readonly name: string;
  readonly version: string;
}

/** Why what is checked out isn't what a tag such as `v0.1.0` says; empty where it is. */
export function releaseProblems(tag: string, read: Read): string[] {
  const version = /^v(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(tag)?.[1];
  if (version === undefined) return [`"${tag}" is no tag of a version, such as v0.1.0.`];
  const manifests = ["provider", "simulator"].map(
    (workspace) => JSON.parse(read(`${workspace}/package.json`)) as Manifest,
  );
  const problems = manifests
    .filter((manifest) => manifest.version !== version)
    .map((manifest) => `${manifest.name} is ${manifest.version}, and the tag is ${tag}.`);
  const inChangelog = read("CHANGELOG.md").includes(`\n## [${version}]`);
  return inChangelog ? problems : [...problems, `CHANGELOG.md has no heading [${version}].`];
}
