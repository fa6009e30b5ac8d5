import type { Duplex } from "node:stream";
import { Client } from "undici";
import { LockstepError } from "#services/core/errors";

/**
 * Opens a byte stream to `host:port` through an HTTP proxy (`CONNECT`), so that TLS runs from us to the node and the proxy sees
 * neither password nor configuration.
 *
 * @throws LockstepError `node-unreachable`, `estate-invalid` for a proxy address with credentials
 */
export async function openProxyTunnel(
  nodeId: string,
  proxy: string,
  host: string,
  port: number,
  timeoutMs: number,
): Promise<Duplex> {
  const url = new URL(proxy);
  if (url.username !== "" || url.password !== "") {
    throw new LockstepError("estate-invalid", `${nodeId}: via.proxy must not hold credentials: they would lie in Git.`);
  }
  const client = new Client(url.origin, { connect: { timeout: timeoutMs }, headersTimeout: timeoutMs });
  const target = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  try {
    const answer = await client.connect({ path: target, headers: { host: target } });
    answer.socket.once("close", () => void client.destroy());
    if (answer.statusCode !== 200) {
      answer.socket.destroy();
      throw new LockstepError("node-unreachable", `${nodeId}: the proxy refused the way (${answer.statusCode}).`);
    }
    return answer.socket;
  } catch (error) {
    void client.destroy();
    if (error instanceof LockstepError) throw error;
    throw new LockstepError("node-unreachable", `${nodeId}: the proxy cannot be reached.`);
  }
}
