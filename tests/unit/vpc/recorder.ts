import * as models from "@alicloud/vpc20160428";
import type { Call } from "../../../provider/src/vpc/calls";
import type { Client } from "../../../provider/src/vpc/client";

/** A request as it goes to the SDK, by the API's names. */
export interface Recorded {
  readonly operation: string;
  readonly intent: "read" | "write" | "repeatable" | "once";
  /** The SDK's method. */
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** When every answer is given, as HTTP writes it: a second after the epoch. */
const ANSWERED = "Thu, 01 Jan 1970 00:00:01 GMT";

/** A `Call` that notes each request and gives the answers in turn, or throws those that are errors. */
export function recorder(...answers: readonly unknown[]): { call: Call; requests: Recorded[] } {
  const requests: Recorded[] = [];
  let asked = 0;
  const call: Call = async (operation, intent, send) => {
    const method = (_: unknown, name: string) => (request: { toMap(): Record<string, unknown> }) => {
      requests.push({ operation, intent, method: name, parameters: request.toMap() });
      const answer = answers[asked];
      asked += 1;
      if (answer instanceof Error) throw answer;
      return Promise.resolve({ headers: { date: ANSWERED }, body: answer ?? {} });
    };
    const sdk = new Proxy({}, { get: method }) as unknown as Client["sdk"];
    const { body } = await send({ sdk, models, endpoint: "the API" });
    if (body === undefined) throw new Error("the answer has no body");
    return body;
  };
  return { call, requests };
}
