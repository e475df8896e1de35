import { parseObject } from "./http/parameters";

/** One call as a test or a reader sees it. Keys and signatures never get in here. */
export interface CallRecord {
  /** When it was carried out or refused: milliseconds since the simulator started, and since 1970. */
  at: number;
  epoch: number;
  /** Milliseconds since 1970. The two differ where a fault held the request back. */
  arrivedAt: number;
  executedAt: number;
  /** Undefined until the answer is given, which a fault may hold back, and where the connection is cut. */
  answeredAt: number | undefined;
  /** False where the client had hung up before the request was carried out. */
  senderPresent: boolean;
  operation: string;
  parameters: Record<string, string>;
  /** All but its first four characters hidden. */
  accessKeyId: string;
  resourceId: string | undefined;
  gatewayId: string | undefined;
  /** After the call; for a Describe of the gateway, the status it returned. */
  gatewayStatus: string | undefined;
  /** "ok", the code of the refusal, or "dropped" where the call was cut before anything was done. */
  outcome: string;
  /** False where the connection was cut instead of answering, or where nobody was left to read the answer. */
  answered: boolean;
  /** The answer is a stored one, found by its ClientToken. */
  replayed: boolean;
  requestId: string;
  clientToken: string | undefined;
}

const secretName = /(^|\.)(Psk|AuthKey|Signature|SecurityToken|AccessKeyId)$/i;
const jsonWithSecrets = /^(IkeConfig|BgpConfig)$/;

/** The parameters as sent, with "***" for keys, also inside JSON strings. */
export function redactParameters(sent: Iterable<readonly [string, string]>): Record<string, string> {
  const redacted: Record<string, string> = {};
  for (const [name, value] of sent) redacted[name] = redactValue(name, value);
  return redacted;
}

function redactValue(name: string, value: string): string {
  if (secretName.test(name)) return "***";
  if (!jsonWithSecrets.test(name)) return value;
  const object = parseObject(value);
  // What can't be read may hold a key all the same.
  return object === undefined ? "***" : JSON.stringify(redactObject(object));
}

function redactObject(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, secretName.test(key) ? "***" : value]),
  );
}

export function maskKeyId(id: string): string {
  return id.length <= 4 ? "****" : `${id.slice(0, 4)}****`;
}

const copyOf = (record: CallRecord): CallRecord => ({ ...record, parameters: { ...record.parameters } });

/** The calls in the order in which they were carried out. */
export class CallLog {
  private records: CallRecord[] = [];
  private readonly listeners = new Set<(call: CallRecord) => void>();

  add(record: CallRecord): CallRecord {
    this.records.push(record);
    return record;
  }

  /** The answer is given now, to whoever is still there. */
  answered(record: CallRecord, now: number, senderPresent: boolean): void {
    record.answered &&= senderPresent;
    if (record.answered) record.answeredAt = now;
    for (const listener of this.listeners) listener(copyOf(record));
  }

  /** Hears of each call once it is answered, or isn't any more; returns what ends that. */
  listen(listener: (call: CallRecord) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  all(): CallRecord[] {
    return this.records.map(copyOf);
  }

  clear(): void {
    this.records = [];
  }
}
