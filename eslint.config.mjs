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
  "engine",
  "lifecycle",
  "program",
  "resources",
  "schema",
  "vpc",
];

/** A room may import itself and the rooms named; everything else of provider/src is out of its reach. */
const room = (target, allowed) => ({
  target: Array.isArray(target) ? target.map((path) => `${src}/${path}`) : `${src}/${target}`,
  from: everything
    .filter((name) => name !== target && !allowed.includes(name))
    .map((name) => `${src}/${name}`),
  message: "Import not allowed by the layer rules: see CONTRIBUTING.md.",
});

const resourceFolders = ["sslVpnServer", "vpnConnection"];
/** Files of a resource's folder that do something; the others say what it is, or are its class. */
const doing = ["lifecycle", "preflight", "described", "listed", "modification"];
const inResources = (files) => files.map((file) => `${src}/resources/*/${file}.ts`);

const zones = [
  ...kernel.map((file) => room(file, ["errors.ts", "properties.ts"])),
  room("schema", ["properties.ts"]),
  room("program", ["schema", "properties.ts", "redact.ts", "wire.ts", "configuration.ts"]),
  room("vpc", ["schema", "resources", "errors.ts", "properties.ts", "configuration.ts", "clock.ts"]),
  {
    target: `${src}/vpc`,
    from: [`${src}/resources/*.ts`, `${src}/resources/*/!(definition).ts`],
    message: "The API knows what a resource is, by its definition, and not what it does.",
  },
  room("lifecycle", ["vpc", "errors.ts", "properties.ts", "clock.ts"]),
  room("provider.ts", ["configuration.ts", "properties.ts"]),
  room("index.ts", ["provider.ts", "program", "resources"]),
  room("engine", ["schema", "lifecycle", "vpc", ...kernel]),
  room("runtime.ts", ["engine", "resources"]),
  room("cli", ["schema", "lifecycle", "vpc", "resources", ...kernel]),
  room("resources", ["schema", "program", "lifecycle", "vpc", ...kernel]),
  ...resourceFolders.map((folder) => ({
    target: `${src}/resources/${folder}`,
    from: resourceFolders.filter((other) => other !== folder).map((other) => `${src}/resources/${other}`),
    message: "A resource knows no other.",
  })),
  {
    target: inResources([`!(${doing.join("|")})`]),
    from: [`${src}/lifecycle/*`, `${src}/vpc/*`, ...inResources(doing)],
    message: "What a resource is, and its class, do no I/O.",
  },
  {
    target: inResources(["!(resource)"]),
    from: `${src}/program`,
    message: "Only resource.ts runs in the program's process.",
  },
  {
    target: inResources(["args"]),
    from: inResources(["!(args)"]),
    message: "The arguments are what people read: they need nothing else of the folder.",
  },
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
