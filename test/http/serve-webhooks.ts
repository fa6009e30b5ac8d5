import { connect } from "node:net";
import type { JobRequest } from "#schemas/job-request";
import { createHttpApp } from "#services/http/create-http-app";
import type { HttpContext, HttpLimits } from "#services/http/http-context";
import { type HttpServerOptions, startHttpServer } from "#services/http/start-http-server";
import { createLogger } from "#services/log/create-logger";
import type { JobOptions, JobQueue } from "#services/ports/job-queue";
import { until } from "#test/fakes/until";
import { SECRET, signatureOf } from "#test/webhooks/deliveries";
import type { ServedWebhook } from "#webhooks/served-webhook";

/** A service on loopback, and what came of what it was sent. */
export interface ServedWebhooks {
  readonly url: string;
  /** What was added to the queue, once a key. */
  readonly jobs: () => readonly (JobOptions & { readonly request: JobRequest })[];
  readonly log: () => string;
  /** Sends a body to a webhook, signed as GitHub does where nothing else is said. */
  send(body: string | Uint8Array<ArrayBuffer>, init?: SendOptions): Promise<Answer>;
  /** Writes bytes as they are, one piece after the other, and gives what came back until the end. */
  write(...pieces: readonly (string | Uint8Array)[]): Promise<string>;
  /** Writes bytes, and breaks off once they were logged of. */
  breakOff(text: string): Promise<void>;
}

export interface SendOptions {
  readonly to?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface ServeOptions {
  readonly limits?: Partial<HttpLimits>;
  readonly server?: Partial<HttpServerOptions>;
  readonly queue?: Pick<JobQueue, "add">;
  readonly now?: () => Date;
}

export const WEBHOOKS: readonly ServedWebhook[] = [
  served({ id: "gh", sender: "github" }),
  served({ id: "itsm", sender: "servicenow", ticketSystem: "itsm" }),
  served({ id: "deploy", sender: "engine", engines: ["tie", "lab"] }),
];

function served(declared: ServedWebhook["declared"]): ServedWebhook {
  return { declared, secret: SECRET, forge: { system: "github", repository: "Codertocat/Hello-World" } };
}

/** Serves the webhooks for as long as a test lasts. */
export async function serveWebhooks(
  test: (service: ServedWebhooks) => Promise<unknown>,
  options: ServeOptions = {},
): Promise<void> {
  const jobs = new Map<string, JobOptions & { readonly request: JobRequest }>();
  const lines: string[] = [];
  const context: HttpContext = {
    webhookNamed: (id) => WEBHOOKS.find(({ declared }) => declared.id === id),
    queue: options.queue ?? queueOnto(jobs),
    logger: createLogger({ level: "info", destination: { write: (line) => lines.push(line) } }),
    now: options.now ?? (() => new Date()),
    ...(options.limits && { limits: options.limits }),
  };
  const server = await startHttpServer(createHttpApp(context), { host: "127.0.0.1", port: 0, ...options.server });
  try {
    await test({
      url: server.url,
      jobs: () => [...jobs.values()],
      log: () => lines.join(""),
      send: (body, init) => send(server.url, body, init),
      write: (...pieces) => write(Number(new URL(server.url).port), pieces),
      breakOff: async (text) => {
        const before = lines.length;
        const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
        await new Promise<void>((resolve) => socket.write(text, () => resolve()));
        socket.end();
        await until(() => lines.length > before, { everyMs: 5 });
      },
    });
  } finally {
    await server.stop();
  }
}

/** Takes each key once, as queues do. */
function queueOnto(jobs: Map<string, JobOptions & { readonly request: JobRequest }>): Pick<JobQueue, "add"> {
  return {
    add: (request, options) => {
      if (jobs.has(options.key)) return Promise.resolve("known");
      jobs.set(options.key, { request, ...options });
      return Promise.resolve("added");
    },
  };
}

async function send(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  { to = "gh", headers = {}, method = "POST" }: SendOptions = {},
): Promise<Answer> {
  const signed = { "content-type": "application/json", "x-hub-signature-256": signatureOf(body) };
  const response = await fetch(`${url}/webhooks/${to}`, {
    method,
    headers: { ...signed, ...headers },
    ...(method === "POST" && { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function write(port: number, pieces: readonly (string | Uint8Array)[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  // Who is cut off in the middle of a write is told so by an error before the end.
  socket.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  for (const piece of pieces) {
    if (socket.destroyed || socket.writableEnded) break;
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await ended;
  return Buffer.concat(chunks).toString("utf8");
}
