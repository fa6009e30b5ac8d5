import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { ToldVerdict } from "#services/core/gate/told-verdict";
import { aToldVerdict } from "#test/core/gate/a-told-verdict";
import { type ServedGate, serveGate } from "#test/http/gate/serve-gate";
import { GATE_FOLDER, runScript } from "./run-script.js";

const told = new Map<string, ToldVerdict>([["tie", aToldVerdict()]]);
let gate: ServedGate;

before(async () => {
  gate = await serveGate(told);
});

after(() => gate[Symbol.asyncDispose]());

function example(name: string): string {
  return readFileSync(join(GATE_FOLDER, name), "utf8");
}

/** What is answered to these very bytes. */
function send(bytes: string): Promise<string> {
  const { hostname, port } = new URL(gate.url);
  return new Promise((resolve, reject) => {
    let said = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on("data", (chunk) => {
      said += chunk.toString("latin1");
    });
    socket.once("error", reject);
    socket.once("close", () => resolve(said));
  });
}

test("the F5 monitor takes what the gate answers while it is open, and nothing else", async () => {
  const [, sent = "", awaited = ""] = /send "(.*?)" recv "(.*?)" recv-disable/.exec(example("f5-monitor.txt")) ?? [];
  const request = sent.replaceAll("\\r\\n", "\r\n");
  const receive = new RegExp(awaited);
  told.set("tie", aToldVerdict());
  assert.match(await send(request), receive);
  told.set("tie", aToldVerdict({ byOverride: true }));
  assert.doesNotMatch(await send(request), receive);
  told.set("tie", aToldVerdict({ verdict: "unknown" }));
  assert.doesNotMatch(await send(request), receive);
  assert.doesNotMatch("HTTP/1.1 200 OK\r\n\r\nIt works!", receive);
});

test("keepalived's script is called with options that it takes", async () => {
  const [, options = ""] = /lockstep-gate\.sh (.*)"/.exec(example("keepalived.conf")) ?? [];
  const here = options.replace("http://lockstep.hospital.test:8740", gate.url).split(" ");
  told.set("tie", aToldVerdict());
  assert.equal((await runScript("lockstep-gate.sh", here)).exit, 0);
  told.set("tie", aToldVerdict({ verdict: "not-ready" }));
  assert.equal((await runScript("lockstep-gate.sh", here)).exit, 1);
});

test("keepalived prefers a standby that is not ready less, and never forbids it", () => {
  assert.match(example("keepalived.conf"), /weight -\d+/);
});
