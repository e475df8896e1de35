import type Credential from "@alicloud/credentials";
import type { CredentialsProvider } from "@alicloud/credentials";
import type { Settings } from "../configuration";
import { VpnError } from "../errors";

type Library = typeof import("@alicloud/credentials");

const DEFAULT_SESSION_SECONDS = 3600;

/** Keys that were given, a role assumed with them, a profile, or the vendor's default chain: the first there is. */
export async function credentials(settings: Settings): Promise<{
  accessKeyId?: string;
  accessKeySecret?: string;
  securityToken?: string;
  credential?: Credential;
}> {
  const { accessKey, secretKey, securityToken, roleArn } = settings;
  if ((accessKey === undefined) !== (secretKey === undefined)) throw halfAPair(accessKey === undefined);
  if (roleArn === undefined && accessKey !== undefined && secretKey !== undefined) {
    return { accessKeyId: accessKey, accessKeySecret: secretKey, securityToken };
  }
  return { credential: await found(settings) };
}

/** Asks once before anything is sent: what the SDK makes of missing credentials looks like a fault of the network. */
async function found(settings: Settings): Promise<Credential> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only where no plain keys are given
  const library = require("@alicloud/credentials") as Library;
  const { profile, roleArn } = settings;
  try {
    const base = baseProvider(library, settings);
    const source = roleArn === undefined ? base : roleProvider(library, settings, roleArn, base);
    const credential = new library.default(null, source);
    await credential.getCredential();
    return credential;
  } catch (error) {
    const where = roleArn ?? profile ?? "the default chain (environment, profile, role of the machine)";
    // Only up to the first colon: what follows may quote a file with keys in it, or an answer.
    const [said = ""] = (error instanceof Error ? error.message : String(error)).split(/[:\n]/);
    throw new VpnError(`No credentials from ${where}: ${said.replace(/\.$/, "")}.`, {
      advice:
        "Set ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, alicloud:profile, or a role; see docs/configuration.md.",
    });
  }
}

function halfAPair(keyMissing: boolean): VpnError {
  const [given, missing] = keyMissing
    ? ["a secret key", "no access key"]
    : ["an access key", "no secret key"];
  return new VpnError(`There is ${given} but ${missing}.`, {
    advice:
      "Give both alicloud:accessKey and alicloud:secretKey, both ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, or neither.",
  });
}

function baseProvider(library: Library, settings: Settings): CredentialsProvider {
  const { accessKey, secretKey, securityToken, profile } = settings;
  if (accessKey !== undefined && secretKey !== undefined) {
    return securityToken === undefined
      ? library.StaticAKCredentialsProvider.builder()
          .withAccessKeyId(accessKey)
          .withAccessKeySecret(secretKey)
          .build()
      : library.StaticSTSCredentialsProvider.builder()
          .withAccessKeyId(accessKey)
          .withAccessKeySecret(secretKey)
          .withSecurityToken(securityToken)
          .build();
  }
  return profile === undefined
    ? library.DefaultCredentialsProvider.builder().build()
    : library.CLIProfileCredentialsProvider.builder().withProfileName(profile).build();
}

function roleProvider(
  library: Library,
  settings: Settings,
  roleArn: string,
  base: CredentialsProvider,
): CredentialsProvider {
  const builder = library.RAMRoleARNCredentialsProvider.builder()
    .withCredentialsProvider(base)
    .withRoleArn(roleArn)
    .withRoleSessionName(settings.roleSessionName ?? "pulumi-alicloud-vpn")
    .withDurationSeconds(Number(settings.roleSessionExpiration ?? DEFAULT_SESSION_SECONDS));
  if (settings.rolePolicy !== undefined) builder.withPolicy(settings.rolePolicy);
  if (settings.roleExternalId !== undefined) builder.withExternalId(settings.roleExternalId);
  return builder.build();
}
