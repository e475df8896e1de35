/** @type {import("jest").Config} */
module.exports = {
  preset: "ts-jest",
  // A deployment is several runs of the Pulumi CLI, of some seconds each.
  testTimeout: 120_000,
};
