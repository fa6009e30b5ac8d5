import type { Response } from "express";
import type { ServerEvent, Stream } from "./answer.js";

/** While a stream is open: whether whoever reads it still may, and what to do at its end. */
export interface StreamWatch {
  readonly isAdmitted: () => Promise<boolean>;
  readonly end: () => void;
  /** Milliseconds between two looks at that; each also tells that the stream is alive. Default 5000. */
  readonly lookMs?: number;
}

const LOOK_MS = 5000;

/** Sends server-sent events until there are no more, until whoever reads is gone, or may read no longer. */
export function sendStream(
  { write }: Stream,
  response: Response,
  { isAdmitted, end, lookMs = LOOK_MS }: StreamWatch,
): void {
  const over = new AbortController();
  if (response.closed) over.abort();
  else response.once("close", () => over.abort());
  response
    .status(200)
    .set({ "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no" });
  response.flushHeaders();
  const look = async (): Promise<void> => {
    // Who cannot be told any more whether they may, may not.
    if (await isAdmitted().catch(() => false)) response.write(": still here\n\n");
    else over.abort();
  };
  const looking = setInterval(() => void look(), lookMs);
  const send = ({ event, data, id }: ServerEvent): void => {
    const lines = [`event: ${event.replace(/[\r\n]/g, "")}`, `data: ${JSON.stringify(data)}`];
    if (id !== undefined) lines.unshift(`id: ${id.replace(/[\r\n\0]/g, "")}`);
    if (!over.signal.aborted) response.write(`${lines.join("\n")}\n\n`);
  };
  write(send, over.signal)
    .catch(() => send({ event: "broken-off", data: {} }))
    .finally(() => {
      clearInterval(looking);
      end();
      response.end();
    });
}
