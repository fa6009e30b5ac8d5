import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { guardWire } from "./guard-wire.js";

/**
 * Answers as a test wants it, on a free port of loopback, for as long as the test lasts; afterwards what was asked is held
 * against a list of read requests.
 */
export async function serveHttp(
  readRequests: readonly string[],
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  test: (url: string) => Promise<unknown>,
): Promise<void> {
  const requests: [method: string, path: string][] = [];
  const server = createServer((request, response) => {
    requests.push([request.method ?? "", (request.url ?? "").split("?")[0] ?? ""]);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const guarded = guardWire(
    {
      requests,
      async stop() {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    },
    readRequests,
  );
  try {
    await test(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`);
  } finally {
    await guarded.stop();
  }
}
