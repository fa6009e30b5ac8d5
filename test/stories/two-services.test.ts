import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openApp } from "#services/app";
import { openQueue } from "#services/queues/open-queue";
import { stageOnGitHub } from "#test/fakes/review-stage";
import { recordsOf, serveEstate } from "#test/fakes/served-estate";

const SECRET = "an-invented-secret-of-a-webhook";

test("two services over one estate that are told of the same merge at once move the baseline once, and lose nothing", async () => {
  const webhooks = [{ id: "gh", sender: "github", passwordEnv: "HOOK_SECRET" }] as const;
  await using stage = await stageOnGitHub({ webhooks, environment: { HOOK_SECRET: SECRET } });
  const { nights, github } = stage;
  const { app } = nights.estate;
  await nights.check();
  await nights.adopt();
  nights.primary.state.editChannel("PAS ADT In", "6661", "6671", { by: "j.okafor" });
  await nights.check();
  const [pull] = [...github.hub.pulls()];
  const dataFolder = await mkdtemp(join(tmpdir(), "lockstep-second-"));
  try {
    const queue = await openQueue(undefined, { dataFolder, now: nights.now });
    await using one = await serveEstate(app, nights);
    await using other = await serveEstate(await openApp(app.settings, nights.now), { ...nights, queue });
    await Promise.all([one.idle(), other.idle()]);
    github.deliverTo({ url: "http://127.0.0.1:9/nobody", secret: SECRET });
    await stage.approve(pull?.number ?? 0, "pat-lowe");
    await stage.merge(pull?.number ?? 0, "robin-ward");
    await github.settled();
    const told = github.deliveries.flatMap(({ event, body }) =>
      [one, other].map(async ({ url }) => {
        const response = await fetch(`${url}/webhooks/gh`, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            "x-github-event": event,
            "x-github-delivery": randomUUID(),
            "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
          },
          body,
        });
        return response.status;
      }),
    );
    assert.ok((await Promise.all(told)).every((status) => status === 202 || status === 200));
    await Promise.all([one.idle(), other.idle()]);
    const log = [...one.log, ...other.log].join("\n");
    assert.equal((await recordsOf(app, "baseline-adopted")).length, 2, log);
    assert.equal((await recordsOf(app, "review-decided")).length, 1, log);
    assert.doesNotMatch(log, /job failed/);
    const { report } = await app.ready("tie");
    assert.equal(report?.baseline?.approver, "pat-lowe");
    assert.deepEqual(
      report.findings.map((finding) => finding.case),
      ["standby-behind"],
    );
    assert.equal((await app.ledger.verify()).sound, true);
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
});
