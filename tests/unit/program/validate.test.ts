import * as pulumi from "@pulumi/pulumi";
import { SslVpnServer, VpnConnection, validate } from "../../../provider/src";
import { connection, server } from "./args";

describe("validate", () => {
  it("has nothing to say of good arguments", () => {
    expect(validate(SslVpnServer, "staff", server)).toEqual([]);
    expect(validate(VpnConnection, "office", connection)).toEqual([]);
  });

  it("names path and rule of each refusal, at once and without a resource being made", () => {
    const args = { ...server, port: 22, clientIpPool: "10.0.0.0/8" };
    expect(validate(SslVpnServer, "staff", args).sort()).toEqual([
      expect.stringMatching(/^clientIpPool: "10\.0\.0\.0\/8" is refused: the mask/),
      expect.stringMatching(/^clientIpPool: .* overlaps the local subnet/),
      expect.stringMatching(/^port: 22 is refused/),
    ]);
  });

  it("applies the rules to the resource's own name where the arguments give none", () => {
    expect(validate(SslVpnServer, "x".repeat(101), server)).toEqual([expect.stringMatching(/^name: /)]);
    expect(validate(SslVpnServer, "x".repeat(101), { ...server, name: "ok" })).toEqual([]);
  });

  it("speaks of nothing that isn't known yet, and of what is known beside it", () => {
    const ikeConfig = { psk: pulumi.secret("a b"), ikeLifetime: 90_000 };
    const args = { ...connection, vpnGatewayId: Promise.resolve("vpn-1"), ikeConfig };
    expect(validate(VpnConnection, "office", args)).toEqual([
      expect.stringMatching(/^ikeConfig\.ikeLifetime: 90000/),
    ]);
  });

  it("never shows a key", () => {
    const [refusal] = validate(VpnConnection, "office", { ...connection, ikeConfig: { psk: "planted key" } });
    expect(refusal).toMatch(/^ikeConfig\.psk: /);
    expect(refusal).not.toContain("planted");
  });

  it("knows the classes of this package only", () => {
    class Other extends pulumi.CustomResource {}
    expect(() => validate(Other as unknown as typeof SslVpnServer, "other", server)).toThrow(
      "Other is no resource of pulumi-alicloud-vpn",
    );
  });
});
