/**
 * A stand-in for the real package, which is large. As with the real one, ids aren't known before a resource is made;
 * they are those of a simulated account, by the resources' names.
 */
const pulumi = require("@pulumi/pulumi");

const provider = {
  create: async (inputs) => ({ id: JSON.parse(process.env.STAND_IN_IDS)[inputs.resourceName], outs: inputs }),
};

class StandIn extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    super(provider, name, { ...args, resourceName: name }, options, "stand-in");
  }
}

exports.vpn = { Gateway: class extends StandIn {}, CustomerGateway: class extends StandIn {} };
