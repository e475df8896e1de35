import { type ApiError, fromSdk } from "../../provider/src/vpc/errors";

/** An error as the API page gives it. */
export function refusal(code: string, statusCode = 400, operation = "Operation"): ApiError {
  return fromSdk(operation, "the API", {
    code,
    statusCode,
    data: { RequestId: "request-1", Message: `${code} said` },
  });
}

/** The answer to a request that was sent never came. */
export const lostAnswer = () =>
  fromSdk("Operation", "the API", { code: "ECONNRESET", message: "socket hang up" });
