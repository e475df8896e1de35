import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { AccessKey } from "../options";
import { assumed, documented } from "../rules/refusals";
import { refuse } from "../rules/rule";
import { type ApiRequest, header } from "./request";

/** Requests may be this much older or newer than now. */
const skew = 15 * 60 * 1000;

/** RFC 3986, as both styles of signature encode. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalQuery(pairs: readonly (readonly [string, string])[]): string {
  return pairs
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([one, left], [other, right]) => (one === other ? compare(left, right) : compare(one, other)))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

function same(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Who sent the request. Keeps the nonces of the last while: each is good for one request. */
export class Authenticator {
  private readonly nonces = new Map<string, number>();

  constructor(private readonly accessKeys: readonly AccessKey[]) {}

  /** The real time counts here, not the simulated one: clients sign with their own clock. */
  authenticate(request: ApiRequest, now: number = Date.now()): AccessKey {
    return request.style === "headers" ? this.byHeaders(request, now) : this.byQuery(request, now);
  }

  private byHeaders(request: ApiRequest, now: number): AccessKey {
    const authorization = header(request.headers, "authorization") ?? "";
    const parts =
      /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]+)$/.exec(
        authorization,
      );
    if (parts === null) throw refuse(documented("IncompleteSignature"));
    const [, keyId = "", signedHeaders = "", signature = ""] = parts;
    const key = this.authorized(keyId, header(request.headers, "x-acs-security-token"));
    this.checkTime(header(request.headers, "x-acs-date"), now);
    const hash = header(request.headers, "x-acs-content-sha256") ?? "";
    const canonical = canonicalRequest(request, signedHeaders, hash);
    const toSign = `ACS3-HMAC-SHA256\n${sha256(canonical)}`;
    const expected = createHmac("sha256", key.secret).update(toSign).digest("hex");
    if (!same(signature, expected) || hash !== sha256(request.body)) {
      throw refuse(
        documented("SignatureDoesNotMatch"),
        `[${toSign}], server CanonicalRequest is:[${canonical}]`,
      );
    }
    this.useNonce(header(request.headers, "x-acs-signature-nonce"), keyId, now);
    return key;
  }

  private byQuery(request: ApiRequest, now: number): AccessKey {
    const pairs = [...request.query, ...request.form];
    const given = new Map(pairs);
    for (const name of ["AccessKeyId", "Signature", "SignatureNonce", "Timestamp"]) {
      if (!given.get(name)) throw refuse(documented("MissingParameter"), name);
    }
    if (given.get("SignatureMethod") !== "HMAC-SHA1" || given.get("SignatureVersion") !== "1.0") {
      throw refuse(documented("IncompleteSignature"));
    }
    const keyId = given.get("AccessKeyId") ?? "";
    const key = this.authorized(keyId, given.get("SecurityToken"));
    this.checkTime(given.get("Timestamp"), now);
    const signed = canonicalQuery(pairs.filter(([name]) => name !== "Signature"));
    const toSign = `${request.method}&${percentEncode("/")}&${percentEncode(signed)}`;
    const expected = createHmac("sha1", `${key.secret}&`).update(toSign).digest("base64");
    if (!same(given.get("Signature") ?? "", expected))
      throw refuse(documented("SignatureDoesNotMatch"), toSign);
    this.useNonce(given.get("SignatureNonce"), keyId, now);
    return key;
  }

  /** For requests of this process, which aren't signed. Without an id: the first key. */
  keyOf(id: string | undefined = this.accessKeys[0]?.id): AccessKey {
    const key = this.accessKeys.find((one) => one.id === id);
    if (key === undefined) throw refuse(documented("InvalidAccessKeyId.NotFound"));
    return key;
  }

  private authorized(id: string, securityToken: string | undefined): AccessKey {
    const key = this.keyOf(id);
    if (key.securityToken !== undefined && key.securityToken !== securityToken) {
      throw refuse(
        assumed(
          "InvalidSecurityToken.MismatchWithAccessKey",
          "Specified SecurityToken mismatch with the AccessKey.",
        ),
      );
    }
    return key;
  }

  private checkTime(text: string | undefined, now: number): void {
    const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text ?? "") ? Date.parse(text ?? "") : NaN;
    if (Number.isNaN(time)) throw refuse(documented("InvalidTimeStamp.Format"));
    if (Math.abs(now - time) > skew) throw refuse(documented("InvalidTimeStamp.Expired"));
  }

  private useNonce(nonce: string | undefined, keyId: string, now: number): void {
    if (!nonce) throw refuse(documented("IncompleteSignature"));
    for (const [old, until] of this.nonces) if (until < now) this.nonces.delete(old);
    const entry = `${keyId} ${nonce}`;
    if (this.nonces.has(entry)) throw refuse(documented("SignatureNonceUsed"));
    this.nonces.set(entry, now + 2 * skew);
  }
}

/** Method, path, query, signed headers and the hash of the body, each on lines of its own. */
function canonicalRequest(request: ApiRequest, signedHeaders: string, hash: string): string {
  const lines = signedHeaders
    .split(";")
    .map((name) => `${name}:${(header(request.headers, name) ?? "").trim()}\n`);
  return [
    request.method,
    request.path,
    canonicalQuery(request.query),
    lines.join(""),
    signedHeaders,
    hash,
  ].join("\n");
}
