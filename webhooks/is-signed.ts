import { createHmac, timingSafeEqual } from "node:crypto";

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/** Whether `sha256=<hex>` is the HMAC-SHA-256 of exactly these bytes, compared in constant time. */
export function isSigned(body: Uint8Array, signature: string, secret: string): boolean {
  const given = SIGNATURE.exec(signature)?.[1];
  const expected = createHmac("sha256", secret).update(body).digest();
  const isSame = timingSafeEqual(Buffer.from(given ?? "0".repeat(64), "hex"), expected);
  return isSame && given !== undefined && secret !== "";
}
