import { createServer, type Server, type Socket } from "node:net";
import type { GateAnswer } from "#schemas/gate";
import { parseGateQuestion } from "#services/core/gate/gate-question";
import { listenOn } from "../listen-on.js";
import type { GatedEstates } from "./gate-routes.js";

export interface AgentServerOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Milliseconds for a balancer to name its engine. Default 2000. */
  readonly nameMs?: number;
  /** Connections at a time; further ones are dropped. Default 256. */
  readonly maxConnections?: number;
}

export interface AgentServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Longer names nothing. */
const MAX_BYTES = 256;

/**
 * Answers the agent checks of HAProxy, for any number of backends: a balancer sends one line, `tie`, `estate/tie` or `tie maxAge=10m&profile=strict`,
 * and gets `up`, or `down` with the reasons' codes as its description. Whatever cannot be told is `down`; nothing puts a server into
 * maintenance or takes it out, which is an operator's to do.
 */
export async function startAgentServer(
  gated: GatedEstates,
  { host, port, nameMs = 2000, maxConnections = 256 }: AgentServerOptions,
): Promise<AgentServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // A balancer that goes away in the middle asks again by itself.
    socket.on("error", () => socket.destroy());
    answerOnce(socket, nameMs, (line) => lineFor(line, gated));
  });
  server.maxConnections = maxConnections;
  await listenOn(server, { host, port, option: "--agent-port" });
  return {
    port: portOf(server),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answerOnce(socket: Socket, nameMs: number, answer: (line: string) => string): void {
  let sent = "";
  let isOver = false;
  const end = (line: string): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(late);
    socket.removeAllListeners("data");
    socket.end(line);
    // What is still sent is thrown away, so that the end reaches the other side.
    socket.resume();
    setTimeout(() => socket.destroy(), nameMs).unref();
  };
  // On a busy machine the line may lie there unread when the time is over: it is read first.
  const late = setTimeout(() => setImmediate(() => end("down #no engine was named\n")), nameMs);
  socket.once("close", () => clearTimeout(late));
  socket.on("data", (bytes) => {
    sent += bytes.toString("latin1");
    const [line] = sent.split("\n", 1);
    if (sent.includes("\n")) end(answer((line ?? "").replace(/\r$/, "")));
    else if (sent.length > MAX_BYTES) end("down #no such engine\n");
  });
}

function lineFor(line: string, { estates, areSeveral }: GatedEstates): string {
  const [, estateId, engineId = "", query = ""] = /^(?:([a-z0-9-]+)\/)?([a-z0-9-]+)(?: ([^ ]*))?$/.exec(line) ?? [];
  const question = parseGateQuestion(new URLSearchParams(query));
  if ("problem" in question) return "down #the question was not understood\n";
  const estate = estateId === undefined && !areSeveral ? estates[0] : estates.find(({ id }) => id === estateId);
  const answer = estate?.verdicts.answer(engineId, question);
  return answer === undefined ? "down #no such engine\n" : lineOf(answer);
}

function lineOf({ allowed, verdict, codes, ageSeconds }: GateAnswer): string {
  const why = codes.slice(0, 5).join(" ");
  return allowed ? `up #${verdict} ${ageSeconds ?? 0}s\n` : `down #${verdict} ${why}\n`;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
