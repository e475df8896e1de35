import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

const src = "./provider/src";
const kernel = ["errors.ts", "properties.ts", "configuration.ts", "clock.ts", "redact.ts", "wire.ts"];
const everything = [
  "index.ts",
  "runtime.ts",
  "provider.ts",
  ...kernel,
  "cli",
  "dynamic",
  "lifecycle",
  "program",
  "rules",
  "sslVpnServer",
  "vpc",
  "vpnConnection",
];

/** A room may import itself and the rooms named; everything else of provider/src is out of its reach. */
const room = (target, allowed) => ({
  target: Array.isArray(target) ? target.map((path) => `${src}/${path}`) : `${src}/${target}`,
  from: everything
    .filter((name) => name !== target && !allowed.includes(name))
    .map((name) => `${src}/${name}`),
  message: "Import not allowed by the layer rules: see CONTRIBUTING.md.",
});

/** Within a resource's folder: who may import which of its files. */
const inResource = (folder, file, forbidden) => ({
  target: `${src}/${folder}/${file}.ts`,
  from: forbidden.map((name) => `${src}/${folder}/${name}.ts`),
  message: "Import not allowed by the layer rules: see CONTRIBUTING.md.",
});

const resourceFolders = ["sslVpnServer", "vpnConnection"];

const zones = [
  ...kernel.map((file) => room(file, ["errors.ts", "properties.ts"])),
  room("rules", ["properties.ts"]),
  room("program", ["rules", "properties.ts", "redact.ts", "wire.ts", "configuration.ts"]),
  room("vpc", ["errors.ts", "properties.ts", "configuration.ts", "clock.ts"]),
  room("lifecycle", ["vpc", "errors.ts", "properties.ts", "clock.ts"]),
  room("provider.ts", ["configuration.ts"]),
  room("index.ts", ["provider.ts", "program", ...resourceFolders]),
  room("dynamic", ["rules", "lifecycle", "vpc", ...kernel]),
  room("runtime.ts", ["dynamic", ...resourceFolders]),
  room("cli", ["rules", "lifecycle", "vpc", ...resourceFolders, ...kernel]),
  ...resourceFolders.flatMap((folder) => [
    room(folder, ["rules", "program", "lifecycle", "vpc", ...kernel]),
    inResource(folder, "args", ["resource", "rules", "lifecycle", "fields"]),
    inResource(folder, "rules", ["resource", "lifecycle"]),
    inResource(folder, "fields", ["resource", "lifecycle", "rules"]),
    inResource(folder, "lifecycle", ["resource"]),
    inResource(folder, "resource", ["lifecycle"]),
    {
      target: [`${src}/${folder}/resource.ts`, `${src}/${folder}/rules.ts`, `${src}/${folder}/args.ts`],
      from: [`${src}/lifecycle`, `${src}/vpc`],
      message: "What a program imports, and rules, do no I/O.",
    },
    {
      target: [`${src}/${folder}/lifecycle.ts`, `${src}/${folder}/rules.ts`],
      from: `${src}/program`,
      message: "Only resource.ts runs in the program's process.",
    },
  ]),
  { target: src, from: "./simulator", message: "Provider and simulator are each other's witnesses." },
  {
    target: "./simulator",
    from: "./provider",
    message: "Provider and simulator are each other's witnesses.",
  },
];

export default tseslint.config(
  {
    ignores: [
      "**/lib/",
      "**/node_modules/",
      "examples/with-alicloud/",
      "coverage/",
      "**/jest*.config.js",
      "**/*.mjs",
      "**/*.cjs",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: [
          "provider/tsconfig.json",
          "simulator/tsconfig.json",
          "tools/tsconfig.json",
          "tests/tsconfig.json",
          "examples/*/tsconfig.json",
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver": { node: { extensions: [".ts", ".js"] } } },
    rules: {
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["**/provider/lib/**", "**/simulator/lib/**"],
              message: "Import the package by its name.",
            },
          ],
        },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
);
