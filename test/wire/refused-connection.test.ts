import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { openHttpClient } from "#services/wire/http-client";
import { type FailureContext, toLockstepError } from "#services/wire/to-lockstep-error";

const never = new AbortController().signal;
const STOP = { signal: undefined, deadline: never, deadlineMs: 60_000 };
const CONTEXT: FailureContext = { ...STOP, nodeId: "tie-b", phase: "request" };

function failed(code: string, syscall = "connect"): Error {
  return Object.assign(new Error(code), { code, syscall });
}

const errors: readonly (readonly [claim: string, error: Error, code: string])[] = [
  ["is down when it refuses the connection", failed("ECONNREFUSED"), "node-down"],
  [
    "is down when all its addresses refuse",
    new AggregateError([failed("ECONNREFUSED"), failed("ECONNREFUSED")]),
    "node-down",
  ],
  [
    "may run when one of its addresses is silent",
    Object.assign(new AggregateError([failed("ECONNREFUSED"), failed("ETIMEDOUT")]), { code: "ECONNREFUSED" }),
    "node-unreachable",
  ],
  ["may run when there is no route to it", failed("EHOSTUNREACH"), "node-unreachable"],
  ["may run when it is silent", failed("ETIMEDOUT"), "node-unreachable"],
  ["may run when it resets the connection", failed("ECONNRESET", "read"), "node-unreachable"],
];

for (const [claim, error, code] of errors) {
  test(`a node ${claim}`, () => {
    assert.equal(toLockstepError(error, CONTEXT).code, code);
  });
}

test("a node that answered and then refuses was running when the read began, and is not down", async () => {
  const server = createServer((_request, response) => response.setHeader("Connection", "close").end("x"));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const address = { origin, host: "127.0.0.1", port, basePath: "", secure: false };
  const client = openHttpClient({ id: "tie-b", url: origin }, address, DEFAULT_LIMITS, STOP);
  await (await client.send({ method: "GET", path: "/" })).discard();
  await new Promise((resolve) => void server.close(resolve));
  await assert.rejects(client.send({ method: "GET", path: "/" }), { code: "node-unreachable" });
  await client.close();
});
