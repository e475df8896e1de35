import { gatewayAnswer } from "../responses/vpnGateway";
import type { PlainOperation } from "./call";
import { findGateway } from "./lookup";

/** The one place where the end of an asynchronous operation shows: the gateway's Status (page). */
export const DescribeVpnGateway: PlainOperation = {
  kind: "plain",
  name: "DescribeVpnGateway",
  required: ["VpnGatewayId"],
  answer: (call) => gatewayAnswer(call.account, findGateway(call)),
};
