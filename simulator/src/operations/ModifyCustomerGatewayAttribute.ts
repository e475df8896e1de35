import { customerGatewayBrief } from "../responses/customerGateway";
import { gatewaysUsing } from "../model/usage";
import { asStored, asTaken, type ChangeOperation } from "./call";
import { checkRequest, findCustomerGateway } from "./lookup";

/** With a new AuthKey the gateways of its connections are `updating`; without, it is synchronous (sdk model). */
export const ModifyCustomerGatewayAttribute: ChangeOperation = {
  kind: "change",
  name: "ModifyCustomerGatewayAttribute",
  required: ["CustomerGatewayId"],
  plan(call) {
    const { account, parameters } = call;
    const current = findCustomerGateway(call);
    checkRequest(call);
    const synchronous = !parameters.text("AuthKey");
    return {
      gatewayIds: synchronous ? [] : gatewaysUsing(account, current.CustomerGatewayId),
      synchronous,
      waits: !synchronous,
      checkAgainstAccount: () => undefined,
      apply() {
        const wanted = {
          ...current,
          Name: parameters.text("Name") ?? current.Name,
          Description: parameters.text("Description") ?? current.Description,
          AuthKey: parameters.text("AuthKey") ?? current.AuthKey,
        };
        const made = asStored(
          call,
          asTaken(call, wanted, () => current),
        );
        account.customerGateways.put(made.CustomerGatewayId, undefined, made);
        const body = { ...customerGatewayBrief(account, made), ResourceGroupId: made.ResourceGroupId };
        return { resourceId: made.CustomerGatewayId, body };
      },
    };
  },
};
