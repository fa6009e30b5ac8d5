import type { X509Certificate } from "node:crypto";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import type { LockstepError } from "#services/core/errors";
import type { Diagnosis } from "#services/ports/connector";
import { connectToNode, openRoute } from "./connect-to-node.js";
import type { ConnectorLimits } from "./connector-limits.js";
import type { NodeAddress } from "./node-address.js";
import type { Peer } from "./peer.js";
import { toLockstepError } from "./to-lockstep-error.js";

/** Whom to look for, and by which clock. */
export interface WayRequest {
  readonly node: Peer;
  readonly now: () => Date;
}

const SOON_MS = 30 * 86_400_000;

/**
 * Says what certificate the node shows, whether it is trusted, and what to pin. Returns false when nothing further can be read.
 * The certificate is looked at on a connection of its own over which nothing is sent.
 */
export async function diagnoseCertificate(
  request: WayRequest,
  address: NodeAddress,
  limits: ConnectorLimits,
  found: Diagnosis[],
): Promise<boolean> {
  const { node } = request;
  const shown = await lookAtCertificate(request, address, limits);
  found.push({ check: "connection", state: "ok", message: `${node.id} accepts connections.` });
  if (shown !== undefined) found.push(judgeValidity(shown, request.now()));
  try {
    (await connectToNode(node, address, limits.connectTimeoutMs)).destroy();
    found.push({ check: "certificate", state: "ok", message: "The certificate is the trusted one." });
    return true;
  } catch (error) {
    const reason = unreachable(error, node.id).message;
    const pin = shown === undefined ? "" : ` It shows ${shown.fingerprint256}.`;
    found.push({
      check: "certificate",
      state: "failed",
      message: `${reason}${pin}`,
      remedy:
        shown === undefined
          ? "Check that the address is the engine's HTTPS port."
          : `Compare that fingerprint on the server itself; if it is the same, set tls.fingerprint to it. Or give tls.caFile.`,
    });
    return false;
  }
}

/** The certificate that the node shows; trusted for nothing. @throws LockstepError, or what the network throws */
async function lookAtCertificate(
  { node }: WayRequest,
  address: NodeAddress,
  limits: ConnectorLimits,
): Promise<X509Certificate | undefined> {
  const route = await openRoute(node, address, limits.connectTimeoutMs).catch((error: unknown) => {
    throw unreachable(error, node.id);
  });
  // Only looked at: nothing is sent over this connection, and it is closed at once.
  const look: ConnectionOptions = {
    socket: route.stream,
    rejectUnauthorized: false,
    servername: node.tls?.serverName ?? "",
  };
  const socket: TLSSocket = connect(look);
  try {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(undefined), limits.connectTimeoutMs);
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        act();
      };
      socket.once("secureConnect", () => settle(() => resolve(socket.getPeerX509Certificate())));
      socket.on("error", () => settle(() => resolve(undefined)));
      socket.once("close", () => settle(() => resolve(undefined)));
      route.failure.then((failure) => failure && settle(() => reject(failure)), reject);
    });
  } finally {
    socket.destroy();
    route.stream.destroy();
  }
}

function unreachable(error: unknown, nodeId: string): LockstepError {
  const never = new AbortController().signal;
  return toLockstepError(error, { nodeId, signal: undefined, deadline: never, deadlineMs: 0, phase: "request" });
}

function judgeValidity(certificate: X509Certificate, now: Date): Diagnosis {
  const until = new Date(certificate.validTo);
  const day = until.toISOString().slice(0, 10);
  const message = `The certificate is valid until ${day}.`;
  const remedy = "Renew the engine's certificate, and pin the new one.";
  if (until < now)
    return { check: "certificate-expiry", state: "warning", message: `The certificate expired on ${day}.`, remedy };
  if (until.getTime() - now.getTime() < SOON_MS)
    return { check: "certificate-expiry", state: "warning", message, remedy };
  return { check: "certificate-expiry", state: "ok", message };
}
