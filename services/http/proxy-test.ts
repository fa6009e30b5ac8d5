import { BlockList, isIPv6 } from "node:net";

/** Tells of which addresses a list of addresses and networks speaks, such as `10.1.2.3` and `10.1.0.0/16`. */
export function proxyTest(proxies: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = "", length] = proxy.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (length === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(length), family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:/i, "");
    return list.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
  };
}
