import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { assertOnlyReads } from "#test/fakes/assert-only-reads";
import { serveHttp } from "#test/fakes/serve-http";
import { serveRecording } from "#test/fakes/serve-recording";
import { projectRoot } from "#test/project-root";
import { SMALL_MODEL } from "#test/simulators/small-model";
import { ACCOUNT, connector, readAll, requestFor, textsOf, unreadOf, withSimulator } from "./staged-node.js";

const DAY_MS = 86_400_000;

describe("reading engines of every version", () => {
  for (const version of ["3.4.2", "3.5.2", "3.8.1", "3.9.1", "3.12.0", "4.1.1", "4.4.0", "4.5.2", "26.3.1"]) {
    it(`reads ${version} whole, and asks it for nothing that it does not have`, () =>
      withSimulator({ model: { ...SMALL_MODEL, version } }, async (simulator, request) => {
        const steps = await readAll(request);
        assert.deepEqual(unreadOf(steps), []);
        assert.equal(textsOf(steps, "channels").length, SMALL_MODEL.channels.length);
        const [major = 0, minor = 0] = version.split(".").map(Number);
        const carriesMetadata = major > 3 || minor >= 9;
        assert.equal(textsOf(steps, "channel-metadata").length, !carriesMetadata && minor >= 5 ? 1 : 0);
        assert.equal(textsOf(steps, "channel-tags").length, major > 3 || minor >= 5 ? 1 : 0);
        assert.equal(textsOf(steps, "channels")[0]?.includes("<exportData>"), carriesMetadata);
        assert.ok(simulator.requests.every(([, path]) => path.startsWith("/api/")));
      }));
  }

  it("calls a list unread that its version must have", () =>
    withSimulator({ faults: { status: { path: "/server/channelTags", code: 404 } } }, async (_simulator, request) => {
      assert.deepEqual(unreadOf(await readAll(request)), ["channel-tags: answer-unexpected"]);
    }));
});

describe("what a read gives", () => {
  it("gives each channel by itself, as it was sent, carriage returns and all", () =>
    withSimulator({}, async (_simulator, request) => {
      const channels = textsOf(await readAll(request), "channels");
      assert.equal(channels.length, 3);
      for (const channel of channels) assert.match(channel, /^<channel version="4\.5\.2">[\s\S]*<\/channel>$/);
      assert.ok(channels.some((channel) => channel.includes("// trims&#xd;\nmsg = trim(msg);")));
    }));

  it("gives users before events, so that events can name people", () =>
    withSimulator({}, async (_simulator, request) => {
      const sources = (await readAll(request)).flatMap((step) => (step.type === "item" ? [step.item.source] : []));
      assert.ok(sources.indexOf("users") < sources.indexOf("events"));
    }));

  it("leaves no trace but its sign-in, its reads and its sign-out", () =>
    withSimulator({}, async (simulator, request) => {
      const before = simulator.state.events.length;
      await readAll(request);
      const acts = simulator.state.events.slice(before).map(({ name }) => name);
      assert.equal(acts[0], "Login");
      assert.equal(acts.at(-1), "Logout");
      assert.ok(acts.slice(1, -1).every((act) => act.startsWith("Get ")));
    }));

  it("measures the engine's clock against ours", () =>
    withSimulator({ faults: { clockSkewMs: 90_000 } }, async (_simulator, request) => {
      const facts = (await readAll(request)).find((step) => step.type === "facts");
      const skew = facts?.type === "facts" ? (facts.facts.clockSkewMs ?? 0) : 0;
      assert.ok(Math.abs(skew - 90_000) < 30_000);
    }));

  it("reads a recorded engine whole, as many channels as it counts", async (context) => {
    const folder = join(projectRoot, "../shared/recordings/mirth/primary");
    if (!existsSync(folder)) return context.skip("no recordings beside the project");
    const simulator = await serveRecording(folder, { account: ACCOUNT });
    try {
      const steps = await readAll(requestFor(simulator));
      assert.deepEqual(unreadOf(steps), []);
      assert.equal(textsOf(steps, "channels").length, 29);
      assert.equal(textsOf(steps, "code-template-libraries").length, 12);
      assert.equal(textsOf(steps, "events").length, 167);
      const facts = steps.find((step) => step.type === "facts");
      assert.equal(facts?.type === "facts" && facts.facts.counts?.["channel"], 29);
    } finally {
      await simulator.stop();
    }
  });
});

describe("what is never asked", () => {
  it("keeps to its list even where the engine names its plugins like paths", () => {
    const plugins = [
      "../../server/encryption",
      "..",
      ".",
      "a/b?c=d#e",
      "%2e%2e",
      "Datenbank\u202e",
      "x".repeat(5000),
      "",
    ];
    const model = { ...SMALL_MODEL, plugins: plugins.map((name) => ({ name })) };
    return withSimulator({ model }, async (simulator, request) => {
      // Four cannot be asked for: they are told, not left out.
      const steps = await readAll(request);
      assert.deepEqual(unreadOf(steps), ["plugin-properties: answer-unexpected"]);
      assert.ok(steps.some((step) => step.type === "unread" && step.message.includes("4 of 8 plugins")));
      assertOnlyReads(connector.readRequests, simulator.requests);
    });
  });

  it("is not whole where the engine counts its channels nowhere", () =>
    withSimulator({}, async (simulator, request) => {
      simulator.setRights({ emptyLists: ["/server/about"] });
      simulator.setFaults({ garbage: "/channels/idsAndNames" });
      assert.deepEqual(unreadOf(await readAll(request)), ["channels: answer-unexpected"]);
    }));

  it("leaves the engine's cache as it found it", () =>
    withSimulator({}, async (simulator, request) => {
      await readAll(request);
      assert.equal(simulator.state.isCachePolluted, false);
    }));

  for (const [method, path] of [
    ["GET", "/api/server/encryption"],
    ["GET", "/api/server/configuration"],
    ["PUT", "/api/channels"],
    ["POST", "/api/channels/_deploy"],
    ["GET", "/api/extensions/a/b/properties"],
    ["GET", "/api/channels/11111111-0000-4000-8000-000000000001"],
  ] as const) {
    it(`would be caught asking ${method} ${path}`, () => {
      assert.throws(() => assertOnlyReads(connector.readRequests, [[method, path]]), /not on the list/);
    });
  }
});

describe("signing in", () => {
  it("says how many refusals are left before the account is locked", () =>
    withSimulator({ retryLimit: 3 }, async (_simulator, request) => {
      const wrong = { ...request, password: "not-the-password" };
      await assert.rejects(readAll(wrong), { code: "login-refused", message: /2 more refusals lock the account/ });
      await assert.rejects(readAll(wrong), { code: "login-refused" });
      await assert.rejects(readAll(wrong), { code: "login-refused" });
      await assert.rejects(readAll(request), { code: "login-locked" });
    }));

  it("says that a password has expired", () =>
    withSimulator({ loginOutcome: "FAIL_EXPIRED" }, (_simulator, request) =>
      assert.rejects(readAll(request), { code: "login-refused", message: /expired/ }),
    ));

  it("takes a password that is about to expire", () =>
    withSimulator({ loginOutcome: "SUCCESS_GRACE_PERIOD" }, async (_simulator, request) => {
      assert.deepEqual(unreadOf(await readAll(request)), []);
    }));

  it("names the variable that holds the password, never the password", () =>
    withSimulator({}, async (simulator) => {
      const request = { ...requestFor(simulator, { passwordEnv: "TIE_A_PASSWORD" }), password: "s3cret-and-wrong" };
      await assert.rejects(readAll(request), (error: Error) => {
        assert.match(error.message, /TIE_A_PASSWORD/);
        assert.doesNotMatch(error.message, /s3cret/);
        return true;
      });
    }));
});

describe("trusting a node", () => {
  it("does not trust the stock certificate by itself", () =>
    withSimulator({}, (simulator) =>
      assert.rejects(readAll(requestFor(simulator, { tls: {} })), { code: "certificate-untrusted" }),
    ));

  it("trusts it as an authority only under the name it bears", () =>
    withSimulator({}, async (simulator) => {
      const folder = await mkdtemp(join(tmpdir(), "lockstep-ca-"));
      try {
        const caFile = join(folder, "ca.pem");
        await writeFile(caFile, simulator.caPem);
        const named = requestFor(simulator, { tls: { caFile, serverName: "mirth-connect" } });
        assert.deepEqual(unreadOf(await readAll(named)), []);
        const unnamed = requestFor(simulator, { tls: { caFile } });
        await assert.rejects(readAll(unnamed), { code: "certificate-untrusted" });
      } finally {
        await rm(folder, { recursive: true });
      }
    }));

  it("does not trust a pinned certificate that another authority must have signed", () =>
    withSimulator({}, (first) =>
      withSimulator({}, async (second) => {
        const folder = await mkdtemp(join(tmpdir(), "lockstep-ca-"));
        try {
          const caFile = join(folder, "ca.pem");
          await writeFile(caFile, first.caPem);
          const request = requestFor(second, { tls: { caFile, fingerprint: second.fingerprint } });
          await assert.rejects(readAll(request), { code: "certificate-untrusted" });
        } finally {
          await rm(folder, { recursive: true });
        }
      }),
    ));

  it("says where a certificate authority's file is missing", () =>
    withSimulator({}, (simulator) =>
      assert.rejects(readAll(requestFor(simulator, { tls: { caFile: "/nowhere/ca.pem" } })), {
        code: "estate-invalid",
      }),
    ));

  for (const [url, why] of [
    ["http://tie-a.hospital.test:8080", "in clear over a network"],
    ["https://user:password@tie-a.hospital.test", "with a password in the address"],
    ["https://-oProxyCommand=x/", "with a name that is an option"],
  ] as const) {
    it(`refuses an address ${why}`, () =>
      withSimulator({}, (simulator) =>
        assert.rejects(readAll(requestFor(simulator, { url })), { code: "estate-invalid" }),
      ));
  }
});

describe("reading over plain HTTP on this machine", () => {
  for (const [what, code, respond] of [
    ["an answer shorter than announced", "answer-truncated", { headers: { "Content-Length": "100" }, body: "<int>0" }],
    ["an answer without an end", "answer-truncated", { headers: {}, body: "<int>0" }],
    ["a web page", "answer-unexpected", { headers: { "Content-Type": "text/html" }, body: "<html></html>" }],
    ["nothing at all", "answer-unexpected", { headers: {}, body: "" }],
  ] as const) {
    it(`ends with '${code}' when the engine's status is ${what}`, () =>
      withPlainServer(
        (response) => {
          response.writeHead(200, respond.headers);
          response.write(respond.body, () => (what.startsWith("an answer") ? response.destroy() : response.end()));
        },
        (url) =>
          assert.rejects(
            readAll({ node: { id: "tie-a", role: "primary", url }, password: "x", now: () => new Date() }),
            { code },
          ),
      ));
  }
});

describe("doctor", () => {
  it("shows the fingerprint to pin, after comparing it on the server", () =>
    withSimulator({}, async (simulator) => {
      const found = await connector.diagnose(requestFor(simulator, { tls: {} }));
      const certificate = found.find(({ check, state }) => check === "certificate" && state === "failed");
      assert.ok(certificate?.message.includes(simulator.fingerprint));
      assert.match(certificate?.remedy ?? "", /[Cc]ompare/);
    }));

  it("warns of a certificate that has expired, pinned or not", () => {
    const now = Date.now();
    const certificate = { notBefore: new Date(now - 2 * DAY_MS), notAfter: new Date(now - DAY_MS) };
    return withSimulator({ certificate }, async (_simulator, request) => {
      const found = await connector.diagnose(request);
      assert.equal(found.find(({ check }) => check === "certificate-expiry")?.state, "warning");
    });
  });

  it("warns of a password that is accepted for a short while only", () =>
    withSimulator({ loginOutcome: "SUCCESS_GRACE_PERIOD" }, async (_simulator, request) => {
      const found = await connector.diagnose(request);
      assert.equal(found.find(({ check }) => check === "login")?.state, "warning");
    }));

  it("warns where the account sees no other users, because it may not see other things either", () =>
    withSimulator({ rights: { emptyLists: ["/users"] } }, async (_simulator, request) => {
      const found = await connector.diagnose(request);
      assert.ok(found.some(({ check, state }) => check === "rights" && state === "warning"));
    }));

  it("finds a clock that is far off", () =>
    withSimulator({ faults: { clockSkewMs: -3_600_000 } }, async (_simulator, request) => {
      const found = await connector.diagnose(request);
      assert.equal(found.find(({ check }) => check === "clock")?.state, "failed");
    }));

  it("finds a name without an address, and a port that nobody listens on", async () => {
    const base = { id: "tie-a", role: "primary", username: "reader" } as const;
    const look = (url: string): ReturnType<typeof connector.diagnose> =>
      connector.diagnose({ node: { ...base, url }, password: "x", now: () => new Date() });
    const nameless = await look("https://tie-a.invalid:8443");
    assert.ok(nameless.some(({ check, state }) => check === "route" && state === "failed"));
    const silent = await look("https://127.0.0.1:1");
    assert.ok(silent.some(({ check, state }) => check === "route" && state === "failed"));
  });
});

async function withPlainServer(
  answer: (response: ServerResponse) => void,
  test: (url: string) => Promise<unknown>,
): Promise<void> {
  await serveHttp(connector.readRequests, (_request, response) => answer(response), test);
}
