import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { NodeFacts } from "#schemas/snapshot";
import { isSameServer } from "#services/core/readiness/is-same-server";
import { createRhapsodyConnector } from "#services/engines/rhapsody/connector";
import { startedAt } from "#services/engines/rhapsody/started-at";
import { type RhapsodySimulator, startRhapsodySimulator } from "#test/fakes/start-rhapsody-simulator";
import { ENGINE } from "./invented-engine.js";

const ACCOUNT = { username: "reader", password: "reader-password" };
const AT = new Date("2026-11-23T08:00:00.000Z");

/** What an engine tells of itself when it is asked under some host name. */
async function factsUnder(host: string, { url, fingerprint }: RhapsodySimulator): Promise<NodeFacts> {
  const address = url.replace("127.0.0.1", host);
  const node = { id: "rhap", role: "primary", url: address, username: "reader", tls: { fingerprint } } as const;
  const request = { node, password: ACCOUNT.password, now: () => new Date() };
  for await (const step of createRhapsodyConnector().read(request)) if (step.type === "facts") return step.facts;
  throw new Error("it told nothing");
}

test("one engine under two host names is seen to be one, and two engines of one name to be two", async () => {
  const engines = await Promise.all(["a", "b"].map(() => startRhapsodySimulator({ model: ENGINE, account: ACCOUNT })));
  try {
    const [a, b] = engines;
    assert.ok(a && b);
    const told = await factsUnder("127.0.0.1", a);
    assert.equal(isSameServer(told, await factsUnder("localhost", a)), true);
    assert.equal(isSameServer(told, await factsUnder("127.0.0.1", b)), false);
  } finally {
    await Promise.all(engines.map((engine) => engine.stop()));
  }
});

test("the start of an engine is its uptime ago", () => {
  assert.equal(startedAt("P0Y0M0DT0H1M51.725S", AT), "2026-11-23T07:58:08.275Z");
  assert.equal(startedAt("P0Y0M3DT2H1M0S", AT), "2026-11-20T05:59:00.000Z");
  assert.equal(startedAt("P1Y2M3DT0H0M0S", AT), "2025-09-20T08:00:00.000Z");
  assert.equal(startedAt("PT1.959S", AT), "2026-11-23T07:59:58.041Z");
});

test("what is no uptime gives no start, and never breaks the reader", () => {
  for (const text of ["", "P", "PT", "P1DT", "1 day", "P1W", "PT-5S", `P${"9".repeat(400)}D`, "P999999DT99999999H"]) {
    const start = startedAt(text, AT);
    assert.ok(start === undefined || !Number.isNaN(Date.parse(start)), text);
  }
  for (const text of ["", "P", "PT", "P1DT", "1 day", "P1W", "PT-5S"])
    assert.equal(startedAt(text, AT), undefined, text);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."PYMDTHS0123456789.".split("")) }), (text) => {
      startedAt(text, AT);
    }),
  );
});
