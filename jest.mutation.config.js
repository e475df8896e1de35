/** For `npm run mutation`: see tests/mutation/rules.ts. Fewer roots make each of its many runs start sooner. */
const { projects } = require("./jest.config.js");
const [unit] = projects;

module.exports = {
  ...unit,
  roots: [
    "provider/src",
    "tests/unit",
    "tests/agreement",
    "tests/mutation",
    "tools/docs",
    "tools/system",
  ].map((folder) => `<rootDir>/${folder}`),
  testMatch: ["<rootDir>/tests/mutation/rules.ts"],
};
