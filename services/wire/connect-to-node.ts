import { readFile } from "node:fs/promises";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from "node:tls";
import { LockstepError } from "#services/core/errors";
import { isLinkLocal } from "./is-link-local.js";
import { LINK_LOCAL, type NodeAddress } from "./node-address.js";
import { openProxyTunnel } from "./open-proxy-tunnel.js";
import { openSshChannel } from "./open-ssh-channel.js";
import type { Peer } from "./peer.js";

type Trust = Pick<ConnectionOptions, "ca" | "servername" | "rejectUnauthorized" | "checkServerIdentity">;

/**
 * Opens one connection to a node: directly, through a proxy or through a jump host, and trusted before a byte is sent.
 *
 * Trust, from the node's `tls`: nothing given, the public authorities and the host name; `caFile`, that authority and the host
 * name (or `serverName`, for the stock certificate `mirth-connect`); `fingerprint`, that very certificate, whatever it says of itself;
 * both, both.
 *
 * @throws LockstepError `node-down`, `node-unreachable`, `certificate-untrusted`, `estate-invalid`
 */
export async function connectToNode(node: Peer, address: NodeAddress, timeoutMs: number): Promise<Socket> {
  if (!address.secure) return openTcp(node, address, timeoutMs);
  const trust = await readTrust(node, address);
  const route = await openRoute(node, address, timeoutMs);
  try {
    return await secure(node, route.stream, trust, timeoutMs);
  } catch (error) {
    route.stream.destroy();
    throw (await withinOneSecond(route.failure)) ?? error;
  }
}

async function readTrust(node: Peer, address: NodeAddress): Promise<Trust> {
  const { caFile, fingerprint, serverName } = node.tls ?? {};
  const name = serverName ?? (isIP(address.host) ? undefined : address.host);
  const ca = caFile === undefined ? undefined : await readAuthority(node, caFile);
  return {
    ...(ca && { ca }),
    ...(name && { servername: name }),
    // With a pin the certificate itself is what is trusted; it is compared below, before anything is sent.
    ...(fingerprint && !ca && { rejectUnauthorized: false }),
    ...(fingerprint && { checkServerIdentity: () => undefined }),
  };
}

async function readAuthority(node: Peer, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new LockstepError("estate-invalid", `${node.id}: tls.caFile cannot be read.`, { details: { node: node.id } });
  }
}

export interface Route {
  readonly stream: Duplex;
  readonly failure: Promise<LockstepError | undefined>;
}

export async function openRoute(node: Peer, address: NodeAddress, timeoutMs: number): Promise<Route> {
  const { host, port } = address;
  if (node.via?.ssh) return openSshChannel(node.id, node.via.ssh, host, port);
  const nothing = Promise.resolve(undefined);
  if (node.via?.proxy === undefined) return { stream: await openTcp(node, address, timeoutMs), failure: nothing };
  return { stream: await openProxyTunnel(node.id, node.via.proxy, host, port, timeoutMs), failure: nothing };
}

async function openTcp(
  { id }: Peer,
  { host, port }: Pick<NodeAddress, "host" | "port">,
  timeoutMs: number,
): Promise<Socket> {
  const socket = connectTcp({ host, port, noDelay: true, keepAlive: true });
  await opened(socket, "connect", timeoutMs);
  // A name may lead there, too, and to another place tomorrow: nothing was sent yet.
  if (!isLinkLocal(socket.remoteAddress ?? "")) return socket;
  socket.destroy();
  throw new LockstepError("estate-invalid", `${id}: ${LINK_LOCAL}.`, { details: { node: id } });
}

async function secure(node: Peer, stream: Duplex, trust: Trust, timeoutMs: number): Promise<TLSSocket> {
  const socket = connectTls({ ...trust, socket: stream, ALPNProtocols: ["http/1.1"] });
  await opened(socket, "secureConnect", timeoutMs);
  const pin = node.tls?.fingerprint?.toUpperCase();
  if (pin === undefined || socket.getPeerX509Certificate()?.fingerprint256 === pin) return socket;
  socket.destroy();
  throw new LockstepError(
    "certificate-untrusted",
    `${node.id} shows another certificate than the pinned one: compare it on the server before pinning it anew.`,
    { details: { node: node.id } },
  );
}

/** Waits until the socket is ready, fails or has taken too long. */
function opened<S extends Socket>(socket: S, event: "connect" | "secureConnect", timeoutMs: number): Promise<S> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.destroy();
      reject(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" }));
    }, timeoutMs);
    // What fails after the outcome is known must not end the process.
    socket.on("error", () => undefined);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      socket.off("error", fail).off("close", closed);
      act();
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const closed = (): void => fail(Object.assign(new Error("closed"), { code: "ECONNRESET" }));
    socket.once("error", fail).once("close", closed);
    socket.once(event, () => settle(() => resolve(socket)));
  });
}

/** Why the route ended, if it says so soon; its end may be noticed later than that of what ran over it. */
async function withinOneSecond(failure: Route["failure"]): Promise<LockstepError | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), 1000);
  });
  const result = await Promise.race([failure, patience]);
  clearTimeout(timer);
  return result;
}
