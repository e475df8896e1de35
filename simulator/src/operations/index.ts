import type { Operation } from "./call";
import { CreateCustomerGateway } from "./CreateCustomerGateway";
import { CreateSslVpnServer } from "./CreateSslVpnServer";
import { CreateVpnConnection } from "./CreateVpnConnection";
import { DeleteCustomerGateway } from "./DeleteCustomerGateway";
import { DeleteSslVpnServer } from "./DeleteSslVpnServer";
import { DeleteVpnConnection } from "./DeleteVpnConnection";
import { DescribeCustomerGateway } from "./DescribeCustomerGateway";
import { DescribeCustomerGateways } from "./DescribeCustomerGateways";
import { DescribeRegions } from "./DescribeRegions";
import { DescribeSslVpnServers } from "./DescribeSslVpnServers";
import { DescribeVpnConnection } from "./DescribeVpnConnection";
import { DescribeVpnConnections } from "./DescribeVpnConnections";
import { DescribeVpnGateway } from "./DescribeVpnGateway";
import { DescribeVpnGateways } from "./DescribeVpnGateways";
import { ListTagResources } from "./ListTagResources";
import { ModifyCustomerGatewayAttribute } from "./ModifyCustomerGatewayAttribute";
import { ModifySslVpnServer } from "./ModifySslVpnServer";
import { ModifyVpnConnectionAttribute } from "./ModifyVpnConnectionAttribute";
import { TagResources } from "./TagResources";
import { UnTagResources } from "./UnTagResources";

const all: readonly Operation[] = [
  CreateCustomerGateway,
  CreateSslVpnServer,
  CreateVpnConnection,
  DeleteCustomerGateway,
  DeleteSslVpnServer,
  DeleteVpnConnection,
  DescribeCustomerGateway,
  DescribeCustomerGateways,
  DescribeRegions,
  DescribeSslVpnServers,
  DescribeVpnConnection,
  DescribeVpnConnections,
  DescribeVpnGateway,
  DescribeVpnGateways,
  ListTagResources,
  ModifyCustomerGatewayAttribute,
  ModifySslVpnServer,
  ModifyVpnConnectionAttribute,
  TagResources,
  UnTagResources,
];

export const operations: ReadonlyMap<string, Operation> = new Map([
  ...all.map((operation) => [operation.name, operation] as const),
  ["UntagResources", UnTagResources],
]);

/** As the API's pages have them, without other spellings. */
export const operationNames: readonly string[] = all.map(({ name }) => name);
