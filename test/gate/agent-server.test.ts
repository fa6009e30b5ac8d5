import assert from "node:assert/strict";
import { connect } from "node:net";
import { after, before, test } from "node:test";
import { answerGate } from "#services/core/gate/answer-gate";
import type { GatedEstate } from "#services/http/gate/gate-routes";
import { type AgentServer, startAgentServer } from "#services/http/gate/start-agent-server";
import { aReason, aToldVerdict } from "#test/core/gate/a-told-verdict";
import { ASKED_AT } from "#test/http/gate/serve-gate";

const TOLD = new Map([
  ["tie", aToldVerdict()],
  ["rie", aToldVerdict({ engineId: "rie", verdict: "not-ready", reasons: [aReason("parity", "not-ready")] })],
  ["over", aToldVerdict({ engineId: "over", byOverride: true })],
]);

function estate(id: string): GatedEstate {
  return {
    id,
    verdicts: {
      answer(engineId, question) {
        const told = TOLD.get(engineId);
        return told === undefined ? undefined : answerGate(told, question, { now: ASKED_AT });
      },
      advise: () => undefined,
      runbook: () => Promise.reject(new Error("no balancer asks for one")),
    },
  };
}

let one: AgentServer;
let two: AgentServer;

before(async () => {
  const options = { host: "127.0.0.1", port: 0, nameMs: 200 };
  one = await startAgentServer({ estates: [estate("north")], areSeveral: false }, options);
  two = await startAgentServer({ estates: [estate("north"), estate("south")], areSeveral: true }, options);
});

after(async () => {
  await one.stop();
  await two.stop();
});

/** What is answered to these bytes before the connection ends. */
function send(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      said += chunk.toString();
    });
    socket.once("error", reject);
    socket.once("close", () => resolve(said));
  });
}

test("one process answers for every backend that names its engine", async () => {
  assert.equal(await send(one.port, "tie\n"), "up #ready 1200s\n");
  assert.equal(await send(one.port, "rie\r\n"), "down #not-ready parity\n");
  assert.equal(await send(one.port, "north/tie\n"), "up #ready 1200s\n");
});

test("a backend states its own tolerance", async () => {
  assert.equal(await send(one.port, "tie maxAge=19m\n"), "down #unknown older-than-asked\n");
  assert.equal(await send(one.port, "over\n"), "down #ready-by-override ready-by-override\n");
  assert.equal(await send(one.port, "over accept=override&maxAge=1h\n"), "up #ready-by-override 1200s\n");
});

test("what names no engine is down, and so is silence", async () => {
  const lines = [
    "other\n",
    "\n",
    "../tie\n",
    "tie rie tie\n",
    "TIE\n",
    "tie force=1\n",
    "south/tie\n",
    "x".repeat(300),
    "tie",
  ];
  for (const line of lines) assert.match(await send(one.port, line), /^down #/, JSON.stringify(line));
});

test("of several estates each is asked by its name alone", async () => {
  assert.equal(await send(two.port, "tie\n"), "down #no such engine\n");
  assert.equal(await send(two.port, "south/tie\n"), "up #ready 1200s\n");
});

test("a balancer that goes away in the middle holds nobody up", async () => {
  for (let round = 0; round < 20; round += 1) {
    const socket = connect(one.port, "127.0.0.1", () => socket.destroy());
    await new Promise((resolve) => socket.once("close", resolve));
  }
  assert.equal(await send(one.port, "tie\n"), "up #ready 1200s\n");
});
