import { createMirthConnector } from "#services/engines/mirth-connect/connector";
import { serveRecording as serve } from "#services/simulators/mirth-connect/serve-recording";
import { guardWire } from "./guard-wire.js";

/** Serves a recording to nothing but reads. */
export async function serveRecording(...options: Parameters<typeof serve>): ReturnType<typeof serve> {
  return guardWire(await serve(...options), createMirthConnector().readRequests);
}
