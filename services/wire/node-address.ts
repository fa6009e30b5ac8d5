import { LockstepError } from "#services/core/errors";
import { isLinkLocal } from "./is-link-local.js";
import type { Peer } from "./peer.js";

/** Where a node's API is. */
export interface NodeAddress {
  readonly secure: boolean;
  /** Without brackets for IPv6. */
  readonly host: string;
  readonly port: number;
  readonly origin: string;
  /** What the address holds behind host and port, without a closing slash; `""` for nothing. */
  readonly basePath: string;
}

/**
 * Reads a node's address.
 *
 * `http://` is accepted for this machine alone, and directly: anywhere else the password would cross a network in clear.
 *
 * @throws LockstepError `estate-invalid`
 */
export function parseNodeAddress(node: Peer): NodeAddress {
  const url = parseUrl(node);
  const secure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!/^[A-Za-z0-9.:_-]+$/.test(host) || host.startsWith("-")) throw invalid(node, "url holds no usable host name");
  if (isLinkLocal(host)) throw invalid(node, LINK_LOCAL);
  if (url.username !== "" || url.password !== "") {
    throw invalid(node, "url holds a user name or password: name the variable in passwordEnv instead");
  }
  if (!secure && (!isLoopback(host) || node.via?.proxy !== undefined || node.via?.ssh !== undefined)) {
    throw invalid(node, "url is http:// to another machine, so the password would travel in clear: use https://");
  }
  const path = url.pathname.replace(/\/+$/, "");
  return {
    secure,
    host,
    port: Number(url.port) || (secure ? 443 : 80),
    origin: url.origin,
    basePath: path,
  };
}

function parseUrl(node: Peer): URL {
  if (node.url === undefined) throw invalid(node, "url is missing");
  const url = URL.canParse(node.url) ? new URL(node.url) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw invalid(node, "url is not an https:// address");
  return url;
}

/** What is said of an address where no engine is. */
export const LINK_LOCAL =
  "url leads to a link-local address, where a machine asks for its own credentials and no engine is";

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function invalid(node: Peer, problem: string): LockstepError {
  return new LockstepError("estate-invalid", `${node.id}: ${problem}.`, { details: { node: node.id } });
}
