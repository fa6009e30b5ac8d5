import { createServer as createPlainServer, type RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createCertificate } from "./create-certificate.js";

export interface ListenOptions {
  /** The only name in the certificate; it names no host. */
  readonly commonName: string;
  /** Validity of the certificate. Default a day before and a day after now. */
  readonly validity?: { readonly notBefore: Date; readonly notAfter: Date } | undefined;
  /** How long an idle connection is kept. Default 5000. */
  readonly keepAliveTimeoutMs?: number | undefined;
  /** `http:`, for programs such as git that have no pin for a certificate without host names. Default: HTTPS. */
  readonly inClear?: boolean | undefined;
}

/** A server that listens. */
export interface ListeningServer {
  readonly port: number;
  /** `https://127.0.0.1:<port>`, or `http:` in clear. */
  readonly url: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  /** The certificate, to trust as an authority. */
  readonly caPem: string;
  /** Ends every connection and listens no more. */
  stop(): Promise<void>;
}

/** Listens on loopback, on a free port; over HTTPS with a self-signed certificate made for it. */
export async function listenOnLoopback(app: RequestListener, options: ListenOptions): Promise<ListeningServer> {
  const { notBefore, notAfter } = options.validity ?? aroundNow(Date.now());
  const certificate = createCertificate(options.commonName, notBefore, notAfter);
  const server = options.inClear
    ? createPlainServer(app)
    : createServer({ key: certificate.keyPem, cert: certificate.certPem }, app);
  server.keepAliveTimeout = options.keepAliveTimeoutMs ?? 5000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const port = portOf(server.address());
  return {
    port,
    url: `${options.inClear ? "http" : "https"}://127.0.0.1:${port}`,
    fingerprint: certificate.fingerprint,
    caPem: certificate.certPem,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const DAY_MS = 86_400_000;

function aroundNow(now: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + DAY_MS) };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the simulator has no port");
  return address.port;
}
