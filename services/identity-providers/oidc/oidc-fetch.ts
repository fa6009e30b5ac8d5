import type { CustomFetch } from "openid-client";
import type { SignIn } from "#schemas/service";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { type HttpRequest, openHttpClient } from "#services/wire/http-client";
import { parseNodeAddress } from "#services/wire/node-address";
import type { Peer } from "#services/wire/peer";
import { readWhole } from "#services/wire/read-whole";

export const PROVIDER_ID = "the sign-in";

/** Bytes of an answer: discovery documents, keys and tokens are far smaller. */
const MAX_BYTES = 1024 * 1024;

const DEADLINE_MS = 15_000;

/**
 * Lets the library ask over our wire: with the proxy, the jump host, the authority and the pin that service.yaml names, and without a redirect
 * followed. Providers keep tokens and keys on other hosts, too: a pin and a name are those of the issuer's alone, an authority may have signed all.
 */
export function createOidcFetch(
  { issuer, tls, via }: Pick<SignIn, "issuer" | "tls" | "via">,
  limits: ConnectorLimits,
): CustomFetch {
  const own = new URL(issuer).origin;

  function peerFor(origin: string): Peer {
    const authority = tls?.caFile === undefined ? undefined : { caFile: tls.caFile };
    const trust = origin === own ? tls : authority;
    return { id: PROVIDER_ID, url: origin, ...(trust && { tls: trust }), ...(via && { via }) };
  }

  return async (address, { method, headers, body, signal }) => {
    const url = new URL(address);
    const peer = peerFor(url.origin);
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    const client = openHttpClient(peer, parseNodeAddress(peer), limits, { signal, deadline, deadlineMs: DEADLINE_MS });
    try {
      const answer = await client.send({
        method: method as HttpRequest["method"],
        path: `${url.pathname}${url.search}`,
        headers: { ...headers, "user-agent": "lockstep", "accept-encoding": "identity" },
        ...(body instanceof URLSearchParams && { body: body.toString() }),
      });
      const bytes = await readWhole(answer, MAX_BYTES, PROVIDER_ID);
      const type = answer.headers["content-type"] ?? "application/octet-stream";
      return new Response(Buffer.from(bytes), { status: answer.status, headers: { "content-type": type } });
    } finally {
      await client.close();
    }
  };
}
