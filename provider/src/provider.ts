import * as pulumi from "@pulumi/pulumi";
import { type Setting, settings } from "./configuration";
import { isGiven } from "./properties";

/**
 * Arguments of {@link Provider}. What is left out comes from the environment, never from the stack's configuration.
 * Prefer `profile`, a role or the environment to keys: a token that changes between runs changes the plan as well.
 */
export interface ProviderArgs {
  /** Region of the resources, `cn-hangzhou`. */
  region?: pulumi.Input<string>;
  /** Access key id; secret. */
  accessKey?: pulumi.Input<string>;
  /** Access key secret; secret. */
  secretKey?: pulumi.Input<string>;
  /** STS token that belongs to the keys; secret. */
  securityToken?: pulumi.Input<string>;
  /** Profile of the vendor's command line (`~/.aliyun/config.json`). */
  profile?: pulumi.Input<string>;
  /** RAM role to assume, `acs:ram::…:role/…`. */
  roleArn?: pulumi.Input<string>;
  /** Name of the role's session; default `pulumi-alicloud-vpn`. */
  roleSessionName?: pulumi.Input<string>;
  /** Policy that narrows the role's, as JSON. */
  rolePolicy?: pulumi.Input<string>;
  /** Seconds that the role's session lasts; default 3600. */
  roleSessionExpiration?: pulumi.Input<number>;
  /** External id that the role's trust policy asks for. */
  roleExternalId?: pulumi.Input<string>;
  /** Where the VPC API is, if not at the region's own address: `https://host`, or `http://` to a loopback address. */
  vpcEndpoint?: pulumi.Input<string>;
  /** `off`: connections created from now on carry no mark; default `on`. */
  mark?: pulumi.Input<"on" | "off">;
  /** `off`: no progress on the rows of resources; default `on`. */
  status?: pulumi.Input<"on" | "off">;
  /** `off`: no warning of ciphers that somebody weakened elsewhere; default `on`. */
  cipherWarnings?: pulumi.Input<"on" | "off">;
  /** `on`: the service itself is asked, at preview and before an update, about what changes; default `off`. */
  preflight?: pulumi.Input<"on" | "off">;
}

/**
 * A provider of its own, for resources of another region or account: `{ provider: new Provider("tokyo", { region:
 * "ap-northeast-1" }) }`. Credentials are secret in the state, whether or not the program marks them so.
 */
export class Provider extends pulumi.ProviderResource {
  /** Type of its resources, by which policies of `@pulumi/policy` choose them: that of every provider of dynamic resources. */
  static readonly __pulumiType: string = "pulumi:providers:pulumi-nodejs";

  /** Whether an object is a provider of dynamic resources, of this package or another. */
  static override isInstance(object: unknown): object is Provider {
    const marked = object as { readonly __pulumiType?: unknown } | null | undefined;
    return marked?.__pulumiType === Provider.__pulumiType;
  }

  constructor(name: string, args: ProviderArgs = {}, options?: pulumi.ResourceOptions) {
    super("pulumi-nodejs", name, keyed(args), options);
  }
}

/** The arguments under the keys that the dynamic provider's process reads. */
function keyed(args: ProviderArgs): pulumi.Inputs {
  const known: Readonly<Record<string, Setting>> = settings;
  return Object.fromEntries(
    Object.entries(args).flatMap(
      ([name, value]: [string, pulumi.Input<string | number | null> | undefined]) => {
        const setting = known[name];
        if (setting === undefined || value === undefined || value === null) return [];
        // An output may come to nothing: as text it would be the setting "null".
        const text = pulumi.output(value).apply((one) => (isGiven(one) ? String(one) : undefined));
        return [[setting.key, setting.secret === true ? pulumi.secret(text) : text]];
      },
    ),
  );
}
