import { customerGatewayBrief } from "../responses/customerGateway";
import type { Parameters } from "../http/parameters";
import type { CustomerGateway } from "../model/resources";
import { parseAsn } from "../rules/common";
import { applyStateRules } from "../rules/rule";
import { tagCountRules } from "../rules/tags";
import { type Call, type ChangeOperation, asStored, asTaken } from "./call";
import { checkRequest } from "./lookup";
import { createdTags } from "./tagged";

function newCustomerGateway({ account, region }: Call, parameters: Parameters): CustomerGateway {
  return {
    CustomerGatewayId: "",
    RegionId: region,
    IpAddress: parameters.text("IpAddress") ?? "",
    Name: parameters.text("Name") ?? "",
    Description: parameters.text("Description") ?? "",
    Asn: parseAsn(parameters.text("Asn") ?? ""),
    AuthKey: parameters.text("AuthKey") ?? "",
    CreateTime: account.clock.now(),
    ResourceGroupId: parameters.text("ResourceGroupId") ?? "rg-default",
    Tags: createdTags(account, parameters),
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
        const wanted = asTaken(call, newCustomerGateway(call, call.parameters), () =>
          newCustomerGateway(call, call.parameters.only("IpAddress")),
        );
        const made = asStored(call, { ...wanted, CustomerGatewayId: call.account.newId("cgw", call.region) });
        call.account.customerGateways.put(made.CustomerGatewayId, undefined, made);
        return { resourceId: made.CustomerGatewayId, body: customerGatewayBrief(call.account, made) };
      },
    };
  },
};
