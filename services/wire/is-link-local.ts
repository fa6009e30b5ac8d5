import { BlockList, isIP } from "node:net";

const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet("169.254.0.0", 16, "ipv4");
LINK_LOCAL.addSubnet("fe80::", 10, "ipv6");
// Where a cloud's machines ask for their own credentials over IPv6.
LINK_LOCAL.addAddress("fd00:ec2::254", "ipv6");

/** Tells whether an address is one of a machine's own network alone, where no engine is and a cloud hands out credentials. */
export function isLinkLocal(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && LINK_LOCAL.check(address, family === 6 ? "ipv6" : "ipv4");
}
