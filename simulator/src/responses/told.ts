import type { Account } from "../model/account";
import type { Switches } from "../switches";

export type Answer = Record<string, unknown>;

/** A resource in an answer as the switches have the service tell it; the one place where all answers pass. */
export function told(account: Account, answer: Answer): Answer {
  return toldObject(account.settings.switches, answer);
}

function toldObject(switches: Switches, object: object): Answer {
  const entries = Object.entries(object).map(([name, value]: [string, unknown]): [string, unknown] => [
    name,
    toldValue(switches, name, value),
  ]);
  if (switches.absentFields === "as recorded") return Object.fromEntries(entries);
  if (switches.absentFields === "absent")
    return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
  // A number can't be empty, so one that isn't there stays away.
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      value === undefined && name !== "PeerAsn" && name !== "Asn" ? "" : value,
    ]),
  );
}

function toldValue(switches: Switches, name: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => toldValue(switches, "", item));
  }
  if (typeof value === "object" && value !== null) return toldObject(switches, value);
  if (/^(Psk|AuthKey)$/.test(name) && value !== "" && value !== undefined) return toldKey(switches, value);
  if (/^(CreateTime|EndTime)$/.test(name) && typeof value === "number") return toldTime(switches, value);
  return value;
}

function toldKey({ keys }: Switches, key: unknown): unknown {
  if (keys === "clear") return key;
  return keys === "masked" ? "******" : undefined;
}

function toldTime({ createTimeUnit }: Switches, milliseconds: number): number {
  if (createTimeUnit === "ms") return milliseconds;
  const seconds = Math.floor(milliseconds / 1000);
  return createTimeUnit === "s" ? seconds : seconds * 1000;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
