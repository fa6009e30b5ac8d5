import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { stringify } from "yaml";
import type { NoticesReport } from "#schemas/notices-report";
import type { ServiceLevelsReport } from "#schemas/service-levels-report";
import { assertSchema } from "#test/cli/assert-schema";
import { runCli } from "#test/cli/run-cli";
import { type Nights, startNights } from "#test/fakes/nights";
import { MAIL_ACCOUNT, type StartedMailServer, startMailServer } from "#test/fakes/start-mail-server";

let nights: Nights;
let mail: StartedMailServer;
let service: string;

/** An engine that has been looked at once, and a service file with a mail server. */
before(async () => {
  mail = await startMailServer();
  nights = await startNights({
    policy: {
      policy: { mode: "enforce" },
      notifications: {
        channels: [{ id: "team", kind: "mail", to: ["integration@trust.hospital.test"] }],
        otherwise: ["team"],
        ledgerHead: ["team"],
      },
      "service-levels": { coverage: 0.99, decide: { hours: 24, share: 0.9 } },
    },
  });
  service = join(nights.estate.folder, "service.yaml");
  const declared = { ...mail.declared, password: { env: "MAIL_PASSWORD" } };
  await writeFile(
    service,
    stringify({ estates: [{ folder: "." }], mail: declared, publicUrl: "https://lockstep.hospital.test" }),
  );
  await nights.estate.app.check([]);
});

after(async () => {
  await nights[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
});

function lockstep(...args: readonly string[]) {
  const environment = { ...process.env, LOOPBACK_PASSWORD: "x", MAIL_PASSWORD: MAIL_ACCOUNT.password };
  return runCli(["--estate", nights.estate.folder, ...args], { cwd: nights.estate.folder, environment });
}

test("a channel is tried before anybody relies on it", async () => {
  const { exit, stdout } = await lockstep("notices", "test", "team", "--service", service);
  assert.deepEqual([exit, stdout], [0, "team took the message.\n"]);
  assert.match(mail.arrived.at(-1)?.raw ?? "", /Subject: \[loopback\] Trial message/);
  assert.equal((await lockstep("notices", "test", "nobody", "--service", service)).exit, 2);
});

test("without a service people are told by the command line, once", async () => {
  assert.equal((await lockstep("notices", "tell", "--service", service)).stdout, "1 sent.\n");
  assert.equal((await lockstep("notices", "tell", "--service", service)).stdout, "0 sent.\n");
  assert.equal((await lockstep("notices", "tell", "--digest", "--service", service)).stdout, "1 sent.\n");
});

test("without a mail server nothing is said to have been sent", async () => {
  const { exit, stderr } = await lockstep("notices", "test", "team");
  assert.notEqual(exit, 0);
  assert.match(stderr, /no mail server is declared/);
});

test("what stands is listed, and who has seen it", async () => {
  const printed = (await lockstep("notices", "--json")).stdout;
  assertSchema("notices-report", printed);
  const { notices } = JSON.parse(printed) as NoticesReport;
  const [notice] = notices;
  assert.ok(notice);
  assert.deepEqual([notice.channel, notice.matter.kind, notice.seenBy], ["team", "gate", null]);
  assert.equal((await lockstep("notices", "seen", String(notice.record), "--by", "Mo Banks")).exit, 0);
  assert.match((await lockstep("notices")).stdout, /seen by Mo Banks/);
  assert.equal((await lockstep("notices", "seen", "999", "--by", "Mo Banks")).exit, 2);
});

test("a month is measured, as text, as JSON and as a page", async () => {
  const month = nights.now().toISOString().slice(0, 7);
  const page = join(nights.estate.folder, "month.html");
  const { exit, stdout } = await lockstep("service-levels", "--month", month, "--html", page, "--json");
  assertSchema("service-levels-report", stdout);
  const report = JSON.parse(stdout) as ServiceLevelsReport;
  const outcomes = Object.fromEntries(report.figures.map(({ id, outcome }) => [id, outcome]));
  assert.deepEqual([outcomes["coverage"], outcomes["decide"], exit], ["met", "unknown", 2]);
  assert.match(await readFile(page, "utf8"), /Figures against their targets/);
  assert.equal((await lockstep("service-levels", "--month", "2999-01")).exit, 64);
  assert.equal((await lockstep("service-levels", "--month", "2026-13")).exit, 64);
});
