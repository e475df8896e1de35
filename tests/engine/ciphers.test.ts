import { office, stage } from "./stage";

/** What the list at a command's end says: a line of progress may show a warning, too. */
const warningsOf = (output: string): string[] =>
  [...(output.split("Diagnostics:")[1] ?? "").matchAll(/warning: (.*)/g)].map(([, text]) => text ?? "");

test("a preview warns once of ciphers that are left to the service, a refresh of one weakened elsewhere, and a setting silences both", async () => {
  const { project, simulator } = await stage((ids) => office(ids), { simulator: { busy: "1s" } });
  const leftOut = [expect.stringMatching(/^VpnConnection office: ikeConfig\.ikeAuthAlg, .* "md5" is broken/)];
  expect(warningsOf((await project.preview()).output)).toEqual(leftOut);
  await project.up();

  const id = simulator.inventory().vpnConnections[0]?.VpnConnectionId ?? "";
  const weaken = (word: string) => simulator.edit(id, { IpsecConfig: { IpsecEncAlg: word } });
  weaken("des");
  expect(warningsOf((await project.refresh()).output)).toEqual([
    expect.stringMatching(/^VpnConnection office: ipsecConfig\.ipsecEncAlg is "des" and was "aes"/),
  ]);
  expect(warningsOf((await project.refresh()).output)).toEqual([]);

  await project.run("config", "set", "alicloud-vpn:cipherWarnings", "off");
  expect(warningsOf((await project.up()).output)).toEqual([]);
  weaken("3des");
  expect(warningsOf((await project.refresh()).output)).toEqual([]);
});
