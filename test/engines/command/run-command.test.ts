import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it, mock } from "node:test";
import type { CommandSource } from "#schemas/command-source";
import { LockstepError } from "#services/core/errors";
import { normaliseExport } from "#services/core/normalise";
import { createCommandConnector } from "#services/engines/command/connector";
import { quoteForShell } from "#services/engines/command/quote-for-shell";
import type { ReadRequest, ReadStep } from "#services/ports/connector";
import { dialect, mask, PACKS } from "#test/engines/files/file-fixture";
import { until } from "#test/fakes/until";

const folder = mkdtempSync(join(tmpdir(), "lockstep-command-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const connector = createCommandConnector({ packs: { presets: PACKS, own: new Map() } });

describe("a registered command", () => {
  it("gets its arguments as they stand: no shell reads them", async () => {
    const odd = "$(touch x); `id` 'quoted' \"twice\" *";
    assert.equal(await printed(["-e", "process.stdout.write(process.argv[1])", odd]), odd);
  });

  it("sees nothing of the environment but what is named", async () => {
    process.env["LOCKSTEP_TEST_SHOWN"] = "shown";
    process.env["LOCKSTEP_TEST_HIDDEN"] = "hidden";
    const program = "process.stdout.write(Object.keys(process.env).filter((name) => /TEST|PATH/.test(name)).join())";
    assert.equal(await printed(["-e", program], { env: ["LOCKSTEP_TEST_SHOWN"] }), "LOCKSTEP_TEST_SHOWN");
  });

  it("counts as done with the exit codes that are registered, and with no other", async () => {
    assert.equal(await printed(["-e", "console.log('x'); process.exit(4)"], { exitCodes: [0, 4] }), "x\n");
    assert.equal(await failure(["-e", "process.exit(4)"]), "answer-unexpected");
  });

  it("is told from one that is not there", async () => {
    assert.equal(await codeOf(request({ argv: [join(folder, "absent")] })), "system-refused");
  });

  it("is ended with everything that it started when it takes too long", async () => {
    const mark = join(folder, "pid");
    const child = `require('fs').writeFileSync(${JSON.stringify(mark)}, String(process.pid)); setInterval(() => {}, 1000)`;
    const program = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]); setInterval(() => {}, 1000)`;
    assert.equal(await failure(["-e", program], { timeoutSeconds: 2 }), "node-unreachable");
    const pid = Number(readFileSync(mark, "utf8"));
    await until(() => !isAlive(pid));
  });

  it("that runs under another account and may not be ended is told, and left", async () => {
    const groups = new Set<number>();
    const kill = mock.method(process, "kill", (pid: number) => {
      groups.add(pid);
      throw Object.assign(new Error("kill EPERM"), { code: "EPERM" });
    });
    const asked = request({ argv: [process.execPath, "-e", "setTimeout(() => {}, 60000)"], timeoutSeconds: 1 });
    try {
      const error: unknown = await readAll(asked).catch((reason: unknown) => reason);
      assert.ok(error instanceof LockstepError && error.code === "node-unreachable", String(error));
      assert.match(error.message, /could not be ended/);
    } finally {
      kill.mock.restore();
      // An earlier test's group may be asked for once more, and is gone.
      for (const group of groups) if (isAlive(group)) process.kill(group, "SIGKILL");
    }
  });

  it("that ends while what it started still writes is cut off, not done", async () => {
    const child = "setTimeout(() => console.log('the rest'), 60000)";
    const program = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }); process.stdout.write('a start', () => process.exit(0))`;
    assert.equal(await failure(["-e", program]), "answer-truncated");
  });

  it("is ended when the read is stopped", async () => {
    const stop = new AbortController();
    const asked = request({ argv: [process.execPath, "-e", "setInterval(() => {}, 1000)"] });
    setTimeout(() => stop.abort(), 100);
    assert.equal(await codeOf({ ...asked, signal: stop.signal }), "aborted");
  });

  it("writes to a fresh folder, which is read and then gone", async () => {
    const program =
      "const fs = require('fs'); fs.mkdirSync(process.argv[1] + '/b'); fs.writeFileSync(process.argv[1] + '/b/a.json', '{}'); fs.writeFileSync(process.argv[1] + '/where.txt', process.argv[1])";
    const items = itemsOf(await readAll(request({ argv: [process.execPath, "-e", program, "{output}"] })));
    assert.deepEqual(
      items.map(({ origin }) => origin),
      ["b/a.json", "where.txt"],
    );
    assert.ok(!existsSync(Buffer.from(items[1]?.bytes ?? "").toString()));
  });

  it("that writes nothing where it should is an error, not an engine without files", async () => {
    assert.equal(await failure(["-e", "", "{output}"]), "answer-unexpected");
  });

  it("that prints nothing is an error, too", async () => {
    assert.equal(await failure(["-e", ""]), "answer-unexpected");
  });

  it("is named in the provenance of what it gave, with its version and without its arguments", async () => {
    const [item] = itemsOf(
      await readAll(request({ argv: [process.execPath, "-e", "console.log('x')", "Spr1ng-Tide"] })),
    );
    assert.ok(item !== undefined);
    const [first] = normaliseExport(item, { dialect, mask, scope: "server", storeMessageTemplates: false }).artefacts;
    assert.match(first?.provenance["lockstep-command"] ?? "", /^export [0-9a-f]{12}$/);
    assert.ok(!JSON.stringify(first?.artefact).includes("export "));
    assert.ok(!JSON.stringify(first).includes("Spr1ng-Tide"));
  });

  it("tells nothing of what it printed when it fails", async () => {
    const asked = request({ argv: [process.execPath, "-e", "console.error('Spr1ng-Tide'); process.exit(9)"] });
    await assert.rejects(readAll(asked), (error) => !String(error).includes("Spr1ng-Tide"));
  });

  it("on another machine gets each argument as it stands, through a shell, and no question asked", async () => {
    const ssh = join(folder, "ssh");
    writeFileSync(ssh, '#!/bin/sh\nprintf "%s\\n" "$@" >"$0.args"\nfor last; do :; done\nexec sh -c "$last"\n');
    chmodSync(ssh, 0o755);
    const path = process.env["PATH"] ?? "";
    process.env["PATH"] = `${folder}:${path}`;
    try {
      const odd = 'it\'s $(odd) `x` \\ "y" *\n-n';
      const argv = [process.execPath, "-e", "process.stdout.write(process.argv[1])", odd];
      const asked = request({ argv, ssh: { host: "bts.hospital.test", user: "tie", knownHostsFile: "/etc/known" } });
      assert.equal(textOf(await readAll(asked)), odd);
    } finally {
      process.env["PATH"] = path;
    }
    const told = readFileSync(`${ssh}.args`, "utf8");
    for (const option of ["BatchMode=yes", "StrictHostKeyChecking=yes"]) assert.ok(told.includes(option));
  });

  it("is refused where its entry could be read in two ways", () => {
    const problems = (command: CommandSource): readonly string[] =>
      connector.nodeProblems({ id: "bts-a", role: "primary", command });
    assert.match(problems({ argv: ["BTSTask"] }).join(), /absolute path/);
    assert.match(problems({ argv: ["x", "{output}"], ssh: { host: "h" } }).join(), /another machine/);
    assert.match(problems({ argv: ["x"], ssh: { host: "-oProxyCommand=x" } }).join(), /no host/);
    assert.match(problems({ argv: ["/x"], preset: "biztlak" }).join(), /unknown/);
  });

  it("is quoted so that a shell reads back what was quoted", () => {
    assert.equal(quoteForShell("plain/path-1.xml"), "plain/path-1.xml");
    assert.equal(quoteForShell("it's"), "'it'\\''s'");
    assert.equal(quoteForShell(""), "''");
  });
});

function request(command: Omit<CommandSource, "id">): ReadRequest {
  return {
    node: { id: "bts-a", role: "primary", command: { id: "export", timeoutSeconds: 20, ...command } },
    now: () => new Date(),
  };
}

async function readAll(asked: ReadRequest): Promise<readonly ReadStep[]> {
  const steps: ReadStep[] = [];
  for await (const step of connector.read(asked)) steps.push(step);
  return steps;
}

async function printed(args: readonly string[], more: Partial<CommandSource> = {}): Promise<string> {
  return textOf(await readAll(request({ argv: [process.execPath, ...args], ...more })));
}

async function failure(args: readonly string[], more: Partial<CommandSource> = {}): Promise<string> {
  return codeOf(request({ argv: [process.execPath, ...args], ...more }));
}

async function codeOf(asked: ReadRequest): Promise<string> {
  const error: unknown = await readAll(asked).catch((reason: unknown) => reason);
  assert.ok(error instanceof LockstepError, String(error));
  return error.code;
}

function itemsOf(steps: readonly ReadStep[]): readonly Extract<ReadStep, { type: "item" }>["item"][] {
  return steps.flatMap((step) => (step.type === "item" ? [step.item] : []));
}

function textOf(steps: readonly ReadStep[]): string {
  return Buffer.from(itemsOf(steps)[0]?.bytes ?? "").toString("utf8");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
