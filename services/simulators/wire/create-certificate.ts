import { generateKeyPairSync, randomBytes, sign, X509Certificate } from "node:crypto";

/** A certificate, its key and its pin. */
export interface SimulatedCertificate {
  readonly certPem: string;
  readonly keyPem: string;
  /** SHA-256 of the certificate, `AA:BB:…`. */
  readonly fingerprint: string;
}

const ECDSA_WITH_SHA256 = "06082a8648ce3d040302";
const COMMON_NAME = "0603550403";

/**
 * Makes a self-signed certificate the way the engine's stock one is: X.509 version 1, a common name, no extensions, hence
 * no host names. Made anew at each start; neither it nor its key is ever written to disk.
 */
export function createCertificate(commonName: string, notBefore: Date, notAfter: Date): SimulatedCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = der(0x30, Buffer.from(ECDSA_WITH_SHA256, "hex"));
  const name = distinguishedName(commonName);
  const body = der(
    0x30,
    serialNumber(),
    algorithm,
    name,
    der(0x30, time(notBefore), time(notAfter)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, privateKey));
  const certificate = new X509Certificate(der(0x30, body, algorithm, signature));
  return {
    certPem: certificate.toString(),
    keyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    fingerprint: certificate.fingerprint256,
  };
}

function distinguishedName(commonName: string): Buffer {
  const attribute = der(0x30, Buffer.from(COMMON_NAME, "hex"), der(0x0c, Buffer.from(commonName)));
  return der(0x30, der(0x31, attribute));
}

function serialNumber(): Buffer {
  return der(0x02, Buffer.from([1]), randomBytes(8));
}

function time(instant: Date): Buffer {
  return der(0x18, Buffer.from(instant.toISOString().replace(/\.\d+|[-:T]/g, "")));
}

/** One tag, length and value of the distinguished encoding rules. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  if (value.length < 0x80) return Buffer.concat([Buffer.from([tag, value.length]), value]);
  const hex = value.length.toString(16);
  const length = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, value]);
}
