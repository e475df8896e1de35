import { sslChanges } from "./common";
import { documented } from "./refusals";
import type { StateRule } from "./rule";
import type { SslSituation } from "./sslVpnServer";

const application = ({ idaas, wanted }: SslSituation) =>
  idaas?.Applications.find(({ ApplicationId }) => ApplicationId === wanted.IDaaSApplicationId);

const withMfa = (refuses: (about: SslSituation) => boolean) => (about: SslSituation) =>
  about.wanted.EnableMultiFactorAuth && refuses(about);
const withIdaas2 = (refuses: (about: SslSituation) => boolean) =>
  withMfa((about) => about.idaas?.Version === "EIAM 2.0" && refuses(about));

/** Two-factor authentication. EIAM 1.0 needs no application; 2.0 needs one made from the SSL VPN template. */
export const idaasStateRules: readonly StateRule<SslSituation>[] = [
  {
    id: "ssl.mfa.supported",
    operations: sslChanges,
    parameter: "EnableMultiFactorAuth",
    refuses: withMfa(({ gateway }) => !gateway.Supports.MultiFactorAuth),
    refusal: documented("OperationUnsupported.NotSupportMultiFactorAuth"),
    source: "page",
  },
  {
    id: "ssl.mfa.instance",
    operations: sslChanges,
    parameter: "IDaaSInstanceId",
    refuses: withMfa(({ wanted }) => !wanted.IDaaSInstanceId),
    refusal: documented("MissingParameter.IDaaSInstanceId"),
    source: "page",
  },
  {
    id: "ssl.mfa.region",
    operations: sslChanges,
    parameter: "IDaaSRegionId",
    refuses: withMfa(({ wanted }) => !wanted.IDaaSRegionId),
    refusal: documented("MissingParam.IDaaSRegionId"),
    source: "page",
  },
  {
    id: "ssl.mfa.instanceExists",
    operations: sslChanges,
    parameter: "IDaaSInstanceId",
    // Looked at without two-factor authentication too: a stored id would otherwise be wrong for ever.
    refuses: ({ wanted, idaas }) =>
      Boolean(wanted.IDaaSInstanceId) && idaas?.RegionId !== (wanted.IDaaSRegionId ?? idaas?.RegionId ?? ""),
    refusal: documented("InvalidIDaaSInstanceId.NotFound"),
    source: "page",
  },
  {
    id: "ssl.mfa.permission",
    operations: sslChanges,
    parameter: "IDaaSInstanceId",
    refuses: withMfa(({ idaas }) => idaas?.Authorized === false),
    refusal: documented("OperationFailed.NoRamPermission"),
    source: "page",
  },
  {
    id: "ssl.mfa.secret",
    operations: sslChanges,
    parameter: "IDaaSInstanceId",
    refuses: withMfa(({ idaas }) => idaas?.Readable === false),
    refusal: documented("OperationFailed.GetIDaaSInfo"),
    source: "page",
  },
  {
    id: "ssl.mfa.idaas2",
    operations: sslChanges,
    parameter: "IDaaSInstanceId",
    refuses: withIdaas2(({ gateway }) => !gateway.Supports.Idaas2),
    refusal: documented("SslVpnIDaaS2.NotSupport"),
    source: "page",
  },
  {
    id: "ssl.mfa.application",
    operations: sslChanges,
    parameter: "IDaaSApplicationId",
    refuses: withIdaas2(({ wanted }) => !wanted.IDaaSApplicationId),
    refusal: documented("MissingParam.IDaaSApplicationId"),
    source: "page",
  },
  {
    id: "ssl.mfa.applicationExists",
    operations: sslChanges,
    parameter: "IDaaSApplicationId",
    refuses: withIdaas2((about) => application(about) === undefined),
    refusal: documented("InvalidIDaaSApplicationId.NotFound"),
    source: "page",
  },
  {
    id: "ssl.mfa.applicationTemplate",
    operations: sslChanges,
    parameter: "IDaaSApplicationId",
    refuses: withIdaas2((about) => application(about)?.SslVpnTemplate === false),
    refusal: documented("IllegalParam.IDaaSApplicationId"),
    source: "page",
  },
];
