import { createServer, type RequestListener, type Server } from "node:http";

export interface HttpServerOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Milliseconds for the headers of a request. Default 10,000. */
  readonly headersMs?: number;
  /** Milliseconds for a whole request, its body included, however slowly it comes. Default 20,000. */
  readonly requestMs?: number;
  /** Milliseconds between two looks at who is too slow. Default 1000. */
  readonly lookEveryMs?: number;
  /** Milliseconds that requests in the middle are given when the server stops. Default 5000. */
  readonly graceMs?: number;
  /** Connections at a time; further ones are dropped. Default 256. */
  readonly maxConnections?: number;
}

export interface HttpServer {
  readonly url: string;
  /** Takes no new connection, lets requests in the middle end, and ends. */
  stop(): Promise<void>;
}

/** Listens until stopped. A sender that is too slow is cut off with 408. */
export async function startHttpServer(app: RequestListener, options: HttpServerOptions): Promise<HttpServer> {
  const { host, port, graceMs = 5000 } = options;
  const requestTimeout = options.requestMs ?? 20_000;
  const server = createServer(
    {
      headersTimeout: Math.min(options.headersMs ?? 10_000, requestTimeout),
      requestTimeout,
      connectionsCheckingInterval: options.lookEveryMs ?? 1000,
      keepAliveTimeout: 5000,
      maxHeaderSize: 16 * 1024,
    },
    app,
  );
  server.maxConnections = options.maxConnections ?? 256;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return { url: urlOf(server, host), stop: () => stopServer(server, graceMs) };
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function stopServer(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}
