import type { IdaasInstance } from "./model/resources";

/** One instance of each generation, for two-factor authentication. */
export function defaultIdaas(region: string): readonly IdaasInstance[] {
  const common = { RegionId: region, Authorized: true, Readable: true };
  return [
    { ...common, InstanceId: `idaas-${region}-p0000000001`, Version: "EIAM 1.0", Applications: [] },
    {
      ...common,
      InstanceId: "idaas_simulated0000000000000002",
      Version: "EIAM 2.0",
      Applications: [
        { ApplicationId: "app_simulated0000000000000001", SslVpnTemplate: true },
        { ApplicationId: "app_simulated0000000000000002", SslVpnTemplate: false },
      ],
    },
  ];
}
