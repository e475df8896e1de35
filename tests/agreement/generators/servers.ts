import fc from "fast-check";
import { baseOf } from "../support/ledger";
import type { Arguments } from "../support/requests";
import { anyBlock, localBlock, pool } from "./networks";
import { anyFlag, anyNumber, anyText, anyWord, flag, name, numberFrom } from "./values";

const protocols = ["TCP", "UDP"];
const ciphers = ["AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "none"];
const kept = [22, 2222, 22222, 9000, 9001, 9002, 7505, 80, 443, 53, 68, 123, 4510, 4560, 500, 4500];

const idaas = fc.record(
  {
    idaasInstanceId: fc.constantFrom("idaas-cn-hangzhou-p1", "idaas_2"),
    idaasRegionId: fc.constantFrom("cn-hangzhou", "ap-southeast-1"),
    idaasApplicationId: fc.constant("app_1"),
  },
  { requiredKeys: ["idaasInstanceId", "idaasRegionId"] },
);

const twoFactor: fc.Arbitrary<Arguments> = fc.oneof(
  fc.constant({}),
  idaas,
  fc
    .tuple(idaas, fc.constantFrom<unknown>(true, "true", false))
    .map(([all, enableMultiFactorAuth]) => ({ ...all, enableMultiFactorAuth })),
);

/** Arguments of an SSL server that mostly keep every rule. */
export const serverArguments: fc.Arbitrary<Arguments> = fc
  .tuple(
    fc.record({ clientIpPool: pool, localSubnets: fc.array(localBlock, { minLength: 1, maxLength: 12 }) }),
    fc.record(
      {
        name,
        protocol: fc.constantFrom(...protocols),
        cipher: fc.constantFrom(...ciphers),
        port: numberFrom(1, 65535).filter((port) => !kept.includes(Number(port))),
        compress: flag,
      },
      { requiredKeys: [] },
    ),
    twoFactor,
  )
  .map(([needed, optional, mfa]) => ({ ...baseOf("server"), ...needed, ...optional, ...mfa }));

/** For each argument, values on both sides of its rules. */
export const serverEdges: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  name: anyText(100),
  clientIpPool: anyBlock,
  localSubnets: fc.array(anyBlock, { maxLength: 4 }),
  protocol: anyWord(protocols),
  cipher: anyWord(ciphers),
  port: fc.oneof(
    anyNumber(1, 65535),
    fc.constantFrom(...kept),
    fc.constantFrom(...kept).map((port) => `0${port}`),
  ),
  compress: anyFlag,
  enableMultiFactorAuth: anyFlag,
  idaasInstanceId: fc.constantFrom(undefined, "idaas-1"),
  idaasRegionId: fc.constantFrom(undefined, "cn-hangzhou"),
  idaasApplicationId: fc.constantFrom(undefined, "app_1"),
};
