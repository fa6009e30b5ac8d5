import { connect } from "node:net";

/** What came back over a connection, byte for byte, until it was closed or silent for a while. */
export async function askRaw(url: string, bytes: string | Uint8Array, silenceMs = 1500): Promise<string> {
  const { hostname, port } = new URL(url);
  return await new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    const done = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(silenceMs, done);
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
    });
    socket.once("close", done).once("error", done);
    socket.write(bytes);
  });
}

/** One answer, whole. */
export interface RawAnswer {
  readonly status: number;
  /** By lower-case name, each header as often as it came. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

/** Sends one request whose target nobody made tidy, and reads the one answer. */
export async function askPlainly(
  url: string,
  asked: {
    readonly method: string;
    readonly target: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  },
): Promise<RawAnswer> {
  const { host } = new URL(url);
  const body = Buffer.from(asked.body ?? "", "utf8");
  const headers = { host, connection: "close", "content-length": String(body.byteLength), ...asked.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = `${asked.method} ${asked.target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
  return parseRaw(await askRaw(url, Buffer.concat([Buffer.from(head, "latin1"), body]), 10_000));
}

function parseRaw(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const [name = "", ...value] = line.split(":");
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value.join(":").trim()]);
  }
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0), headers, body: text.slice(end + 4) };
}
