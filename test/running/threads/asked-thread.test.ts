import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import { LockstepError } from "#services/core/errors";
import { type AskedThread, openAskedThread } from "#services/running/threads/open-asked-thread";

/** Answers by number as `answerInThread` does; `wait` it keeps, and `end` ends it. */
const THREAD = `
const { parentPort } = require("node:worker_threads");
const kept = [];
parentPort.on("message", ({ id, question }) => {
  if (question === "end") process.exit(0);
  if (question === "refuse") {
    const fault = { code: "usage", message: "It is not so.", details: { line: 7 }, ownRemedy: "Ask again." };
    return parentPort.postMessage({ id, fault });
  }
  if (question === "wait") return kept.push(id);
  parentPort.postMessage({ id, given: "heard " + question });
  for (const waiting of kept.splice(0)) parentPort.postMessage({ id: waiting, given: "after all" });
});
`;

interface Opened extends AskedThread<unknown, string>, AsyncDisposable {
  readonly begun: () => number;
}

function openThread(): Opened {
  let begun = 0;
  const thread = openAskedThread<unknown, string>({
    start() {
      begun += 1;
      return new Worker(THREAD, { eval: true, execArgv: [] });
    },
    broken: (why) => new LockstepError("bug", `Nothing is told: ${why}.`),
  });
  return { ...thread, begun: () => begun, [Symbol.asyncDispose]: () => thread.close() };
}

describe("a thread that is asked by number", () => {
  it("gives each who asks their own answer, in whichever order they come", async () => {
    await using thread = openThread();
    const waiting = thread.ask("wait");
    assert.equal(await thread.ask("one"), "heard one");
    assert.equal(await waiting, "after all");
    assert.equal(thread.begun(), 1);
  });

  it("throws what the thread threw, with its code and what to do", async () => {
    await using thread = openThread();
    await assert.rejects(thread.ask("refuse"), (error: unknown) => {
      assert.ok(error instanceof LockstepError);
      assert.deepEqual(
        [error.code, error.message, error.details, error.remedy],
        ["usage", "It is not so.", { line: 7 }, "Ask again."],
      );
      return true;
    });
  });

  it("tells whoever waits that it ended, and is begun anew by whatever is asked next", async () => {
    await using thread = openThread();
    const waiting = thread.ask("wait");
    await assert.rejects(thread.ask("end"), /Nothing is told: its thread ended\./);
    await assert.rejects(waiting, /its thread ended/);
    assert.equal(await thread.ask("again"), "heard again");
    assert.equal(thread.begun(), 2);
  });

  it("answers nobody once it was closed, and leaves nobody waiting", async () => {
    const thread = openThread();
    const waiting = assert.rejects(thread.ask("wait"), /its thread ended/);
    await thread.close();
    await waiting;
    await assert.rejects(thread.ask("one"), /it was closed/);
    assert.equal(thread.begun(), 1);
  });

  it("refuses what cannot go into a thread, and answers what is asked next", async () => {
    await using thread = openThread();
    await assert.rejects(
      thread.ask(() => undefined),
      /could not be cloned/,
    );
    assert.equal(await thread.ask("one"), "heard one");
  });

  it("keeps the process alive while somebody waits, and not a moment longer", async () => {
    const opened = import.meta.resolve("#services/running/threads/open-asked-thread");
    const thread = `setTimeout(() => require("node:worker_threads").parentPort.postMessage({ id: 1, given: "late" }), 300);`;
    const code = `
      import { Worker } from "node:worker_threads";
      const { openAskedThread } = await import(${JSON.stringify(opened)});
      const start = () => new Worker(${JSON.stringify(thread)} + "require('node:worker_threads').parentPort.on('message', () => {})", { eval: true, execArgv: [] });
      openAskedThread({ start, broken: (why) => new Error(why) }).ask("one").then((given) => process.stdout.write(given));
    `;
    const child = spawn(process.execPath, [...process.execArgv, "--input-type=module", "--eval", code], {
      stdio: ["ignore", "pipe", "inherit"],
      timeout: 120_000,
    });
    let said = "";
    child.stdout.on("data", (part: Buffer) => {
      said += part.toString("utf8");
    });
    const [status] = await once(child, "close");
    assert.deepEqual([status, said], [0, "late"]);
  });
});
