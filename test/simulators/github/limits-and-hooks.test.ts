import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { REPO, refusal, withHub } from "./with-hub.js";

test("more than eighty pieces of content in a minute meet a secondary limit that says how long to wait", () => {
  let now = Date.parse("2026-11-23T10:00:00Z");
  return withHub(
    async ({ hub, as }) => {
      await hub.people.pushCommit("lock", "drift/x", { "a.txt": "1\n" });
      const number = await hub.people.openPull("lock", { title: "t", head: "drift/x", base: "main" });
      const comment = () => refusal(as("lock").rest.issues.createComment({ ...REPO, issue_number: number, body: "c" }));
      for (let at = 0; at < 80; at += 1) assert.equal(await comment(), "taken");
      assert.match(await comment(), /^403 .*secondary rate limit/);
      const refused = await as("lock")
        .rest.issues.createComment({ ...REPO, issue_number: number, body: "c" })
        .catch((error: { response: { headers: Record<string, string> } }) => error.response.headers["retry-after"]);
      assert.equal(refused, "60");
      assert.equal(await refusal(as("lock").rest.pulls.list(REPO)), "taken", "what reads is not meant");
      now += 60_000;
      assert.equal(await comment(), "taken");
    },
    { clock: () => new Date(now) },
  );
});

test("the quota of an hour is told with its end", () =>
  withHub(
    async ({ as }) => {
      await as("lock").rest.pulls.list(REPO);
      assert.match(await refusal(as("lock").rest.pulls.list(REPO)), /^403 .*rate limit exceeded/);
    },
    { limits: { requestsPerHour: 1 } },
  ));

test("webhooks are signed, told once, and told again with the same id when asked for", async () => {
  const came: { headers: IncomingMessage["headers"]; body: string }[] = [];
  const receiver = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      came.push({ headers: request.headers, body });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const { port } = receiver.address() as AddressInfo;
  try {
    await withHub(async ({ hub }) => {
      hub.deliverTo({
        url: `http://127.0.0.1:${port}/webhooks/hub`,
        secret: "It's a Secret to Everybody",
        events: ["pull_request", "pull_request_review"],
      });
      await hub.people.pushCommit("lock", "drift/x", { "a.txt": "1\n" });
      const number = await hub.people.openPull("lock", { title: "t", head: "drift/x", base: "main" });
      hub.people.approve("pat", number);
      await hub.settled();
      const [opened, reviewed] = came;
      assert.equal(opened?.headers["x-github-event"], "pull_request");
      const signature = createHmac("sha256", "It's a Secret to Everybody").update(opened.body).digest("hex");
      assert.equal(opened.headers["x-hub-signature-256"], `sha256=${signature}`);
      assert.equal(JSON.parse(reviewed?.body ?? "{}").review.state, "approved", "webhooks write it small");
      const guid = String(opened.headers["x-github-delivery"]);
      await hub.redeliver(guid);
      assert.deepEqual([came.at(-1)?.headers["x-github-delivery"], came.at(-1)?.body], [guid, opened.body]);
      assert.deepEqual(
        hub.deliveries.map(({ event, redelivery, status }) => [event, redelivery, status]),
        [
          ["pull_request", false, 202],
          ["pull_request_review", false, 202],
          ["pull_request", true, 202],
        ],
      );
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
      await hub.people.close("pat", number);
      await hub.settled();
      assert.equal(hub.deliveries.at(-1)?.status, 0, "nobody was there, and nobody is told again");
    });
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
});

test("git pushes with the token, a pull request follows, and a guarded branch is refused", () =>
  withHub(async ({ hub, as }) => {
    const folder = await mkdtemp(join(tmpdir(), "lockstep-push-"));
    try {
      const git = gitIn(folder, `Basic ${Buffer.from("x-access-token:token-of-lock").toString("base64")}`);
      await git("clone", "-q", `${hub.url}/hospital/estate.git`, ".");
      await git("checkout", "-q", "-b", "drift/tie/pushed");
      await writeFile(join(folder, "a.txt"), "1\n");
      await git("add", ".");
      await git("commit", "-q", "-m", "One");
      await git("push", "-q", "origin", "HEAD");
      const number = await hub.people.openPull("lock", { title: "t", head: "drift/tie/pushed", base: "main" });
      await git("commit", "-q", "--amend", "-m", "Two");
      await git("push", "-q", "--force", "origin", "HEAD");
      const head = (await git("rev-parse", "HEAD")).trim();
      assert.equal((await as("lock").rest.pulls.get({ ...REPO, pull_number: number })).data.head.sha, head);
      hub.people.protect("main", { approvals: 1 });
      await assert.rejects(git("push", "-q", "origin", "HEAD:main"), /GH013: Repository rule violations/);
      hub.people.protect("main", null);
      await git("push", "-q", "origin", "HEAD:main");
      assert.equal(hub.hub.pull(number).pull.mergedBy, "lock", "what the base holds already is merged");
      await assert.rejects(
        gitIn(folder, "Basic d3Jvbmc6d3Jvbmc=")("fetch", "-q"),
        /Authentication failed|could not read Username/,
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }));

function gitIn(cwd: string, authorization: string): (...args: string[]) => Promise<string> {
  const env = {
    PATH: process.env["PATH"],
    HOME: cwd,
    GIT_TERMINAL_PROMPT: "0",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_COUNT: "3",
    GIT_CONFIG_KEY_0: "http.extraHeader",
    GIT_CONFIG_VALUE_0: `Authorization: ${authorization}`,
    GIT_CONFIG_KEY_1: "user.name",
    GIT_CONFIG_VALUE_1: "Lock",
    GIT_CONFIG_KEY_2: "user.email",
    GIT_CONFIG_VALUE_2: "lock@hospital.test",
  };
  return async (...args) => (await promisify(execFile)("git", args, { cwd, env })).stdout;
}
