import { gatewaysUsing } from "../model/usage";
import { assumed } from "../rules/refusals";
import { refuse } from "../rules/rule";
import type { ChangeOperation } from "./call";
import { checkRequest, findCustomerGateway } from "./lookup";

/** "make sure that the customer gateway is not associated with any IPsec-VPN connections" (sdk model). */
const inUse = assumed(
  "InvalidCustomerGateway.InUse",
  "The specified customer gateway is associated with a VPN connection.",
);

export const DeleteCustomerGateway: ChangeOperation = {
  kind: "change",
  name: "DeleteCustomerGateway",
  required: ["CustomerGatewayId"],
  plan(call) {
    const { CustomerGatewayId } = findCustomerGateway(call);
    checkRequest(call);
    return {
      gatewayIds: [],
      synchronous: true,
      waits: false,
      checkAgainstAccount() {
        if (gatewaysUsing(call.account, CustomerGatewayId).length > 0) throw refuse(inUse);
      },
      apply() {
        call.account.customerGateways.put(CustomerGatewayId, undefined, undefined);
        return { resourceId: CustomerGatewayId, body: {} };
      },
    };
  },
};
