import { datacentre, office, stage, staff } from "./stage";

test("bad values (port 22, a /8 client pool, both modes at once) are refused at preview with path and rule", async () => {
  const made = await stage((ids) =>
    [
      staff(ids, { port: 22, clientIpPool: "10.0.0.0/8", localSubnets: ["172.16.0.0/16"] }),
      office(ids, {
        tunnels: { master: { customerGatewayId: "cgw-1" }, slave: { customerGatewayId: "cgw-2" } },
      }),
      datacentre(ids),
    ].join("\n"),
  );
  const preview = await made.project.preview();
  expect(preview.code).not.toBe(0);
  const shown = preview.stdout + preview.stderr;
  expect(shown).toMatch(/SslVpnServer staff: 2 arguments are refused/);
  expect(shown).toMatch(/port: 22 is refused: the service doesn't support the ports 22, /);
  expect(shown).toMatch(/clientIpPool: "10.0.0.0\/8" is refused: the mask must be 16 to 29 bits long/);
  expect(shown).toMatch(/VpnConnection office: 2 arguments are refused/);
  expect(shown).toMatch(/customerGatewayId: is for single-tunnel connections and can't stand beside tunnels/);
  expect(shown).not.toMatch(/error: VpnConnection datacentre/);
  expect(made.newCalls()).toEqual([]);
});

test("a value that only the engine knows is refused in up, before anything is sent for it", async () => {
  const made = await stage(
    (ids) =>
      `${staff(ids)}\nconst later = exports.staff.id.apply(() => 22);\n` +
      `new vpn.SslVpnServer("late", { vpnGatewayId: ${JSON.stringify(ids.dual)}, clientIpPool: "10.251.0.0/24", localSubnets: ["10.0.0.0/16"], port: later });`,
  );
  expect((await made.project.preview()).code).toBe(0);
  const up = await made.project.up();
  expect(up.code).not.toBe(0);
  expect(up.stdout + up.stderr).toMatch(/port: 22 is refused/);
  expect(made.simulator.inventory().sslVpnServers).toHaveLength(1);
});

/** Five resources with four wrong arguments each, and what has to be shown of each argument: path, value, rule. */
const wrong: readonly [resource: string, args: string, shown: readonly RegExp[]][] = [
  [
    "SslVpnServer one",
    `{ vpnGatewayId: "vpn-1", clientIpPool: "10.0.0.0/8", localSubnets: ["127.0.0.0/16"], port: 4500, protocol: "tcp" }`,
    [
      /clientIpPool: "10\.0\.0\.0\/8" is refused: the mask must be 16 to 29 bits long/,
      /localSubnets: \["127\.0\.0\.0\/16"\] is refused: must not touch 127\.0\.0\.0\/8/,
      /port: 4500 is refused: the service doesn't support the ports 22, /,
      /protocol: "tcp" is refused: must be one of TCP, UDP — did you mean "TCP"\?/,
    ],
  ],
  [
    "SslVpnServer two",
    `{ vpnGatewayId: "vpn-2", clientIpPool: "10.0.0.1/24", localSubnets: ["10.1.0.0/16"], port: 70000, cipher: "AES128CBC", enableMultiFactorAuth: true, idaasRegionId: "cn-hangzhou" }`,
    [
      /clientIpPool: "10\.0\.0\.1\/24" is refused: must be an IPv4 CIDR block named by its first address/,
      /port: 70000 is refused: must be a whole number from 1 to 65535/,
      /cipher: "AES128CBC" is refused: must be one of .* — did you mean "AES-128-CBC"\?/,
      /idaasInstanceId: is required with enableMultiFactorAuth/,
    ],
  ],
  [
    "VpnConnection three",
    `{ vpnGatewayId: "vpn-3", customerGatewayId: "cgw-1", localSubnets: [], remoteSubnets: ["10.9.0.1/16"], ikeConfig: { ikeEncAlg: "AES256", ikeLifetime: 90000 } }`,
    [
      /localSubnets: \[\] is refused: must name at least one block/,
      /remoteSubnets: \["10\.9\.0\.1\/16"\] is refused: each must be an IPv4 CIDR block/,
      /ikeConfig\.ikeEncAlg: "AES256" is refused: must be one of .* — did you mean "aes256"\?/,
      /ikeConfig\.ikeLifetime: 90000 is refused: must be a whole number of seconds from 0 to 86400/,
    ],
  ],
  [
    "VpnConnection four",
    `{ name: "http://four", vpnGatewayId: "vpn-4", localSubnets: ["10.0.0.0/16"], remoteSubnets: ["10.9.0.0/16"], enableTunnelsBgp: true, tunnels: {
       master: { customerGatewayId: "cgw-1", bgpConfig: { tunnelCidr: "169.254.6.0/30" } },
       slave: { customerGatewayId: "cgw-2", bgpConfig: { tunnelCidr: "169.254.11.0/30", localBgpIp: "169.254.12.1", localAsn: "65536.1" } } } }`,
    [
      /name: "http:\/\/four" is refused: must not start with http:\/\/ or https:\/\//,
      /tunnels\.master\.bgpConfig\.tunnelCidr: "169\.254\.6\.0\/30" is refused: the service keeps 169\.254\.0\.0\/30/,
      /tunnels\.slave\.bgpConfig\.localBgpIp: "169\.254\.12\.1" isn't a host of tunnelCidr 169\.254\.11\.0\/30/,
      /tunnels\.slave\.bgpConfig\.localAsn: "65536\.1" is refused: must be a whole number from 1 to 4294967295/,
    ],
  ],
  [
    "VpnConnection five",
    `{ vpnGatewayId: "vpn-5", customerGatewayId: "cgw-1", localSubnet: ["10.0.0.0/16"], localSubnets: ["10.0.0.0/16", "10.1.0.0/16"], remoteSubnets: ["10.9.0.0/16"], ikeConfig: { ikeVersion: "ikev1" }, healthCheckConfig: { enable: true, dip: "10.9.0.1" }, tags: { "acs:team": "vpn" } }`,
    [
      /localSubnet: there is no such argument — did you mean localSubnets\?/,
      /ikeConfig\.ikeVersion: "ikev1" negotiates one block a side, and localSubnets name several: take ikev2/,
      /healthCheckConfig\.sip: is required where the health check is on/,
      /tags: \{"acs:team":"vpn"\} is refused: a tag key must be 1 to 64 characters long/,
    ],
  ],
];

test("A program with twenty wrong arguments over five resources: one preview shows all twenty, exit code not zero", async () => {
  const declared = wrong.map(([resource, args]) => {
    const [kind, name] = resource.split(" ");
    return `new vpn.${kind}("${name}", ${args});`;
  });
  const made = await stage(() => declared.join("\n"));
  const preview = await made.project.preview();
  expect(preview.code).not.toBe(0);
  const shown = preview.stdout + preview.stderr;
  for (const [resource, , arguments_] of wrong) {
    expect(shown).toContain(`${resource}: ${arguments_.length} arguments are refused:`);
    for (const one of arguments_) expect(shown.match(new RegExp(one, "g"))).toHaveLength(1);
  }
  expect(wrong.flatMap(([, , arguments_]) => arguments_)).toHaveLength(20);
  // Pulumi's own words about the hidden input that carries the refusal would only distract.
  expect(shown).not.toContain("serializing property");
  expect(made.newCalls()).toEqual([]);
}, 120_000);

test("a key that breaks a rule is refused without being shown, given plainly or as a secret", async () => {
  const made = await stage((ids) =>
    [
      office(ids, { ikeConfig: { psk: "planted plain key" } }),
      `new vpn.VpnConnection("vault", { vpnGatewayId: "vpn-2", customerGatewayId: "cgw-2", localSubnets: ["10.0.0.0/16"],
         remoteSubnets: ["10.9.0.0/16"], ikeConfig: { psk: pulumi.secret("planted secret key") } });`,
    ].join("\n"),
  );
  const preview = await made.project.preview();
  expect(preview.code).not.toBe(0);
  const shown = preview.stdout + preview.stderr;
  for (const name of ["office", "vault"]) {
    expect(shown).toMatch(
      new RegExp(`VpnConnection ${name}: 1 argument is refused:\\s+ikeConfig\\.psk: \\[secret\\]`),
    );
  }
  expect(shown).not.toContain("planted");
});

test("what works and is weak or odd is warned of once for each resource in a preview", async () => {
  const weak = {
    ikeConfig: {
      ikeEncAlg: "des",
      ikeAuthAlg: "md5",
      ikePfs: "group1",
      ikeMode: "main",
      localId: "vpn.example.com",
    },
  };
  const made = await stage((ids) =>
    [staff(ids, { cipher: "none" }), office(ids, weak), datacentre(ids)].join("\n"),
  );
  const preview = await made.project.preview();
  expect(preview.code).toBe(0);
  // A line of progress shows each too; what stays is the list at the end.
  const [, diagnostics = ""] = preview.stdout.split("Diagnostics:");
  const told = [...diagnostics.matchAll(/warning: (\w+ \w+: [\w.*, ]+):? /g)].map(([, which]) => which);
  const ofBoth = ["ikeAuthAlg", "ikePfs"].map((key) => `tunnels.*.ikeConfig.${key}`);
  const ofIpsec = ["ipsecAuthAlg", "ipsecPfs"].map((key) => `ipsecConfig.${key}`);
  expect(told.sort()).toEqual([
    "SslVpnServer staff: cipher",
    `VpnConnection datacentre: ${[...ofBoth, ...ofIpsec.map((path) => `tunnels.*.${path}`)].join(", ")}`,
    "VpnConnection office: ikeConfig.ikeAuthAlg",
    "VpnConnection office: ikeConfig.ikeEncAlg",
    "VpnConnection office: ikeConfig.ikePfs",
    "VpnConnection office: ikeConfig.ikeVersion",
    "VpnConnection office: ikeConfig.localId",
    `VpnConnection office: ${ofIpsec.join(", ")}`,
  ]);
});

test("a program that uses a refused resource's outputs ends with the refusal, told once, whoever takes them", async () => {
  const made = await stage((ids) =>
    [
      staff(ids, { port: 22 }),
      `class Site extends pulumi.ComponentResource {
         constructor(name, args) { super("acme:index:Site", name, args); this.registerOutputs(args); }
       }
       exports.site = new Site("site", { address: exports.staff.internetIp });
       exports.text = pulumi.interpolate` +
        "`\${exports.staff.id}!`" +
        `;
       exports.office = new vpn.VpnConnection("office", { vpnGatewayId: exports.staff.vpnGatewayId,
         customerGatewayId: "cgw-1", localSubnets: ["10.0.0.0/16"], remoteSubnets: ["x"] });`,
    ].join("\n"),
  );
  const preview = await made.project.preview();
  expect(preview.code).not.toBe(0);
  expect(preview.timedOut).toBe(false);
  const [, diagnostics = ""] = preview.stdout.split("Diagnostics:");
  expect(
    diagnostics
      .match(/error: .*/g)
      ?.map((line) => line.slice(0, 60))
      .sort(),
  ).toEqual([
    "error: SslVpnServer staff: 1 argument is refused:",
    "error: VpnConnection office: 1 argument is refused:",
  ]);
  expect(diagnostics).not.toMatch(/\n\s+at /);
});
