/** For `npm run mutation`: see tests/mutation.ts. */
const { projects } = require("./jest.config.js");
const [unit] = projects;

module.exports = { ...unit, testMatch: ["<rootDir>/tests/mutation.ts"] };
