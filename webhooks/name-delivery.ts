import { createHash } from "node:crypto";
import { onlyHeader } from "./only-header.js";
import type { Delivery, Verification } from "./sender.js";

const ID = /^[A-Za-z0-9][A-Za-z0-9-]{7,79}$/;

type Named = Pick<Extract<Verification, { verified: true }>, "deliveryId" | "idOf">;

/** Names a delivery by the first of the headers that holds an id; where none does, by the digest of its body. */
export function nameDelivery(delivery: Delivery, headers: readonly string[]): Named {
  const ids = headers.map((name) => onlyHeader(delivery, name));
  const given = ids.find((id) => id !== undefined && ID.test(id));
  if (given !== undefined) return { deliveryId: given, idOf: "delivery" };
  return { deliveryId: digestOfBody(delivery), idOf: "content" };
}

export function digestOfBody({ body }: Delivery): string {
  return createHash("sha256").update(body).digest("hex");
}
