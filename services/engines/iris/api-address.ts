import type { EngineNode } from "#schemas/estate";
import { type NodeAddress, parseNodeAddress } from "#services/wire/node-address";

/** Where a node's web server is, with its path prefix; the interface's own path may be given or left out. @throws LockstepError `estate-invalid` */
export function apiAddress(node: EngineNode): NodeAddress {
  const address = parseNodeAddress(node);
  return { ...address, basePath: address.basePath.replace(/\/api(?:\/atelier(?:\/v\d+)?)?$/, "") };
}
