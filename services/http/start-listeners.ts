import type { RequestListener } from "node:http";
import type { GatedEstates } from "./gate/gate-routes.js";
import { startAgentServer } from "./gate/start-agent-server.js";
import { type HttpServer, type HttpServerOptions, startHttpServer } from "./start-http-server.js";

export interface ListenerOptions extends HttpServerOptions {
  /** Where the agent checks of HAProxy are answered; left out: nowhere. */
  readonly agentPort?: number;
}

/** Listens for HTTP and, where it is asked for, for the agent checks of balancers. Both end together. */
export async function startListeners(
  app: RequestListener,
  gated: GatedEstates,
  { agentPort, ...options }: ListenerOptions,
): Promise<HttpServer> {
  const server = await startHttpServer(app, options);
  if (agentPort === undefined) return server;
  try {
    const agent = await startAgentServer(gated, { host: options.host, port: agentPort });
    return { url: server.url, stop: async () => void (await Promise.all([server.stop(), agent.stop()])) };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
