import { createServer } from "node:http";

/** A message as it arrived. */
export interface ArrivedMessage {
  /** With its query. */
  readonly path: string;
  readonly json: unknown;
}

/** A chat that takes messages on loopback. */
export interface StartedChatServer extends AsyncDisposable {
  readonly url: string;
  readonly arrived: readonly ArrivedMessage[];
  /** How it answers from now on. */
  answer(status: number, body?: string, headers?: Readonly<Record<string, string>>): void;
}

/** Starts it; it answers 200 `ok` unless told otherwise. */
export async function startChatServer(): Promise<StartedChatServer> {
  const arrived: ArrivedMessage[] = [];
  let given: readonly [number, string, Readonly<Record<string, string>>] = [200, "ok", {}];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const [status, body, headers] = given;
      if (status < 300) arrived.push({ path: request.url ?? "", json: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/hooks/abc?sig=loopback-chat-key`,
    arrived,
    answer(status, body = "", headers = {}) {
      given = [status, body, headers];
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
