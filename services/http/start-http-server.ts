import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { listenOn } from "./listen-on.js";

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
  /** Connections at a time; further ones are dropped. Default 1024. */
  readonly maxConnections?: number;
  /** Connections of one address at a time, where it is none of `proxies`. Default 128. */
  readonly maxConnectionsEach?: number;
  /** Addresses behind which there are many: `isProxy` tells which. Default none. */
  readonly isProxy?: (address: string) => boolean;
  /** Called for each connection that was dropped. */
  readonly onDrop?: (address: string) => void;
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
    (request, response) => (request.url?.startsWith("/") === true ? app(request, response) : refuseTarget(response)),
  );
  server.maxConnections = options.maxConnections ?? 1024;
  server.on("drop", (dropped) => options.onDrop?.(dropped?.remoteAddress ?? ""));
  limitEach(server, options);
  await listenOn(server, { host, port, option: "--port" });
  return { url: urlOf(server, host), stop: () => stopServer(server, graceMs) };
}

/** A single address must not hold all connections, which gates need. */
function limitEach(
  server: Server,
  { maxConnectionsEach = 128, isProxy = () => false, onDrop }: HttpServerOptions,
): void {
  const open = new Map<string, number>();
  server.on("connection", (socket) => {
    const address = socket.remoteAddress ?? "";
    const count = (open.get(address) ?? 0) + 1;
    if (count > maxConnectionsEach && !isProxy(address)) {
      socket.destroy();
      onDrop?.(address);
      return;
    }
    open.set(address, count);
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}

/** Only an address from its first slash is answered: whatever else a request line may hold reaches no route and no guard. */
function refuseTarget(response: ServerResponse): void {
  const detail = "The request names no address from its first slash.";
  const problem = { type: "about:blank", title: "Bad Request", status: 400, detail, code: "request-refused" };
  response.writeHead(400, { "Content-Type": "application/problem+json", Connection: "close" });
  response.end(JSON.stringify(problem));
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
