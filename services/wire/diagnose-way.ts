import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { Diagnosis } from "#services/ports/connector";
import type { ConnectorLimits } from "./connector-limits.js";
import { diagnoseCertificate, type WayRequest } from "./diagnose-certificate.js";
import type { NodeAddress } from "./node-address.js";
import type { Peer } from "./peer.js";
import { CHECK_NAME } from "./to-lockstep-error.js";

/** Looks at the way to a node: address, route, certificate. Returns false when nothing further can be read. */
export async function diagnoseWay(
  request: WayRequest,
  address: NodeAddress,
  limits: ConnectorLimits,
  found: Diagnosis[],
): Promise<boolean> {
  const message = `${request.node.id} is at ${address.origin}${address.basePath}.`;
  found.push({ check: "address", state: "ok", message });
  if (!(await checkRoute(request.node, address, found))) return false;
  return !address.secure || diagnoseCertificate(request, address, limits, found);
}

/** Whether the name can be resolved; through a proxy or jump host it is resolved there, and the certificate check tries it. */
async function checkRoute(node: Peer, address: NodeAddress, found: Diagnosis[]): Promise<boolean> {
  if (node.via?.proxy !== undefined || node.via?.ssh !== undefined) {
    const way = node.via.ssh ? `the jump host ${node.via.ssh.host}` : "the proxy";
    found.push({ check: "route", state: "ok", message: `${node.id} is reached through ${way}.` });
    return true;
  }
  if (isIP(address.host)) return true;
  try {
    const { address: ip } = await lookup(address.host);
    found.push({ check: "route", state: "ok", message: `${address.host} is ${ip}.` });
    return true;
  } catch {
    found.push({
      check: "route",
      state: "failed",
      message: `${address.host} has no address in DNS.`,
      remedy: CHECK_NAME,
    });
    return false;
  }
}
