import { generateKeyPairSync, sign } from "node:crypto";

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const utcTime = (text: string) => der(0x17, Buffer.from(text));
const bitString = (bytes: Buffer) => der(0x03, Buffer.from([0]), bytes);

const ecdsaWithSha256 = sequence(Buffer.from("06082a8648ce3d040302", "hex"));
/** CN=localhost */
const name = sequence(
  der(0x31, sequence(Buffer.from("0603550403", "hex"), der(0x0c, Buffer.from("localhost")))),
);

/** A certificate that nobody has signed but its own key, and that key. */
export function selfSigned(): { cert: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const subject = publicKey.export({ type: "spki", format: "der" });
  const validity = sequence(utcTime("200101000000Z"), utcTime("491231235959Z"));
  const serial = der(0x02, Buffer.from([1]));
  const body = sequence(serial, ecdsaWithSha256, name, validity, name, subject);
  const whole = sequence(body, ecdsaWithSha256, bitString(sign("sha256", body, privateKey)));
  const lines = whole.toString("base64").replace(/(.{64})/g, "$1\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
