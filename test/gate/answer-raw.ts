import { createServer, type Socket } from "node:net";

/** A server that answers every connection with these very bytes, or with silence, and may keep it open. */
export interface RawServer extends AsyncDisposable {
  readonly url: string;
  /** The first lines that were sent. */
  readonly asked: string[];
}

/** Serves raw answers on a free port of loopback, whatever is asked. `undefined`: it never answers. */
export async function answerRaw(answer: string | undefined, { keepsOpen = false } = {}): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    socket.once("data", (bytes) => {
      asked.push(bytes.toString("latin1").split("\r\n")[0] ?? "");
      if (answer === undefined) return;
      if (keepsOpen) socket.write(answer);
      else socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer as a server would write it, with its length. */
export function rawAnswer(status: string, body: string, headers: readonly string[] = []): string {
  const lines = [
    `HTTP/1.1 ${status}`,
    "Content-Type: text/plain",
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}
