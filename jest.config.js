/** Unit tests read the sources; docs, contract and engine tests use the built packages, as a user would. */
const transform = { "^.+\\.ts$": ["ts-jest", { tsconfig: "tests/tsconfig.json", diagnostics: false }] };
const project = (displayName, extra = {}) => ({
  displayName,
  rootDir: __dirname,
  testMatch: [`<rootDir>/tests/${displayName}/**/*.test.ts`],
  transform,
  clearMocks: true,
  // A run of the mutation tests has copies of the packages there.
  modulePathIgnorePatterns: ["<rootDir>/coverage"],
  ...extra,
});

module.exports = {
  projects: [
    project("unit"),
    project("docs"),
    project("simulator"),
    project("agreement"),
    project("contract"),
    project("engine"),
    project("faults"),
    project("sequences"),
    project("secondFake"),
  ],
  testTimeout: 120_000,
  maxWorkers: 2,
};
