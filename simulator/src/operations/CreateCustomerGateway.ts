import { customerGatewayBrief } from "../responses/customerGateway";
import type { CustomerGateway } from "../model/resources";
import { parseAsn } from "../rules/common";
import { applyStateRules } from "../rules/rule";
import { tagCountRules } from "../rules/tags";
import { type Call, type ChangeOperation, asStored } from "./call";
import { checkRequest } from "./lookup";

function newCustomerGateway({ account, parameters, region }: Call): CustomerGateway {
  const tags = parameters.tags("Tags").map(({ key, value }) => [key, value ?? ""]);
  return {
    CustomerGatewayId: account.newId("cgw", region),
    RegionId: region,
    IpAddress: parameters.text("IpAddress") ?? "",
    Name: parameters.text("Name") ?? "",
    Description: parameters.text("Description") ?? "",
    Asn: parseAsn(parameters.text("Asn") ?? ""),
    AuthKey: parameters.text("AuthKey") ?? "",
    CreateTime: account.clock.now(),
    ResourceGroupId: parameters.text("ResourceGroupId") ?? "rg-default",
    Tags: Object.fromEntries(tags) as Record<string, string>,
  };
}

/** Synchronous: it belongs to no gateway. */
export const CreateCustomerGateway: ChangeOperation = {
  kind: "change",
  name: "CreateCustomerGateway",
  required: ["IpAddress"],
  plan(call) {
    checkRequest(call);
    const sent = call.parameters.tags("Tags");
    return {
      gatewayIds: [],
      synchronous: true,
      waits: false,
      checkAgainstAccount: () => applyStateRules(tagCountRules, call.operation, { sent, total: sent.length }),
      apply() {
        const made = asStored(call, newCustomerGateway(call));
        call.account.customerGateways.set(made.CustomerGatewayId, made);
        return { resourceId: made.CustomerGatewayId, body: customerGatewayBrief(made) };
      },
    };
  },
};
