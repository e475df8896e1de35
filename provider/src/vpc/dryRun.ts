import { VpnError } from "../errors";
import { ApiError } from "./errors";

/** "If the request passes the dry run, the `DryRunOperation` error code is returned" (CreateSslVpnServerRequest). */
export async function dryRun(operation: string, sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    if (error instanceof ApiError && error.code?.toLowerCase() === "dryrunoperation") return;
    throw error;
  }
  throw new VpnError(`${operation}: the service answered a dry run as if it were none.`, {
    advice: `Look whether it was carried out, and turn alicloud-vpn:preflight off.`,
  });
}
