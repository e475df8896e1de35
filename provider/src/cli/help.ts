/** The texts of `--help`: what a command is for, what it doesn't do, and lines to copy. */

/** Commander breaks paragraphs to the terminal's width. */
const paragraphs = (...texts: readonly string[]): string => texts.join("\n\n");

export const overview = paragraphs(
  "Adopts, checks and tries out the connections and SSL servers of VPN gateways with Pulumi. No command changes anything in the cloud.",
  "Settings are those of a deployment, but for the stack's configuration, which doctor alone reads: options first, then the environment (ALICLOUD_REGION, ALICLOUD_ACCESS_KEY, ALICLOUD_SECRET_KEY, ALICLOUD_PROFILE …), then the vendor's default chain.",
);

export const exitCodes = `
Exit codes:
  0  done; of doctor: nothing failed
  1  it couldn't be done, or doctor found something; it is said what to do
  2  invalid usage
  simulate ends with the simulator's own code.

Colours are on terminals only; NO_COLOR=1 turns them off.`;

export const importFileHelp = {
  about: paragraphs(
    "Reads connections and SSL servers that exist, and writes two files: import.json for pulumi import --file (CLI 3.254 or later), and adopted.ts with the program that declares them as they are. Then it lists the commands that are left.",
    "Pre-shared keys are in neither file. The program takes them from the stack's configuration. The commands carry them there through pipes, and a refresh brings them into the state, encrypted by Pulumi.",
  ),
  after: `
Examples:
  $ alicloud-vpn import-file --gateway vpn-bp1… --region eu-central-1
  $ alicloud-vpn import-file vco-bp1… vss-bp1… --name vco-bp1…=office
  $ alicloud-vpn import-file --gateway vpn-bp1… --stack dev --run

  For a Pulumi CLI before 3.254:
  $ pulumi stack export --file exported.json
  $ alicloud-vpn import-file --gateway vpn-bp1… --into-state exported.json`,
};

export const keyHelp = {
  about: paragraphs(
    "Writes the pre-shared key that a connection has, given or made by the service, to standard output. It is meant for a pipe, so that the key is on no command line, in no file and not in the shell's history.",
  ),
  after: `
Examples:
  $ alicloud-vpn key vco-bp1… | pulumi config set --secret officeKey
  $ alicloud-vpn key vco-bp1… --tunnel slave | pulumi config set --secret k2`,
};

export const doctorHelp = {
  about: paragraphs(
    "Checks Node.js, the project's packages, the Pulumi CLI with its plug-in script, the region, the endpoint, the clock, the credentials and what they may read, and the gateways that the stack's state names. Each check that fails says what to do. Run it in the project's folder: it reads the settings and the state of the selected stack.",
  ),
  after: `
Examples:
  $ alicloud-vpn doctor --region eu-central-1 --profile production
  $ alicloud-vpn doctor --json`,
};

export const simulateHelp = {
  about: paragraphs(
    "Starts the package pulumi-alicloud-vpn-simulator, which has to be installed in the project, and says which variables point Pulumi at it. It ends on Ctrl-C.",
  ),
  after: `
Examples:
  $ alicloud-vpn simulate
  $ alicloud-vpn simulate --port 4100 --gateway single,ssl --busy 5s
  $ alicloud-vpn simulate --port 4100 --state simulated.json --write-env .env.simulator`,
};
