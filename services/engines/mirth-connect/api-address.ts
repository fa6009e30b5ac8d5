import type { EngineNode } from "#schemas/estate";
import { type NodeAddress, parseNodeAddress } from "#services/wire/node-address";

/** Where a node's API is; `/api` is added where it is missing. @throws LockstepError `estate-invalid` */
export function apiAddress(node: EngineNode): NodeAddress {
  const address = parseNodeAddress(node);
  const { basePath } = address;
  return { ...address, basePath: /\/api(\/[\d.]+)?$/.test(basePath) ? basePath : `${basePath}/api` };
}
