/** The least that a program has to give, typed as the constructors take it. */
export const server = {
  vpnGatewayId: "vpn-1",
  clientIpPool: "10.250.0.0/24",
  localSubnets: ["10.0.0.0/16"],
};

export const connection = {
  vpnGatewayId: "vpn-1",
  customerGatewayId: "cgw-1",
  localSubnets: ["10.0.0.0/16"],
  remoteSubnets: ["192.168.0.0/24"],
};
