import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { LedgerRecord } from "#schemas/ledger-record";
import { actOf } from "#services/core/evidence/act-of";
import { parsePseudonym } from "#services/core/people/pseudonym";
import { runCli } from "#test/cli/run-cli";
import { askPlainly } from "#test/fakes/ask-raw";
import { type Browser, openBrowser } from "#test/fakes/browse";
import { createLoopbackEstate, type LoopbackEstate } from "#test/fakes/estate-on-loopback";
import { freePort } from "#test/fakes/free-port";
import { signInAtProvider } from "#test/fakes/sign-in-at-provider";
import { killCommand, type StartedCommand, startCommandLine } from "#test/fakes/start-command-line";
import {
  MO_BANKS,
  OIDC_CLIENT,
  type OidcProvider,
  ROS_HADDON,
  startOidcProvider,
} from "#test/fakes/start-oidc-provider";
import { until } from "#test/fakes/until";
import { findHarm } from "#test/http/hostile/assert-harmless";
import { HOSTILE_VALUES } from "#test/http/hostile/hostile-values";

const NODE = { url: "https://127.0.0.1:1", fingerprint: Array.from({ length: 32 }, () => "00").join(":") };
const ACCESS = {
  people: [
    { account: MO_BANKS.claims.oid, name: "Mo Banks", roles: [{ role: "auditor" }, { role: "approver" }] },
    { account: "nobody-signs-in-by-it", name: "J. Okafor", roles: [{ role: "administrator" }] },
  ],
  groups: [],
};

describe("a service with a sign-in", () => {
  let provider: OidcProvider;
  let estate: LoopbackEstate;
  let command: StartedCommand;
  let url: string;
  let mo: Browser;

  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    provider = await startOidcProvider({ returnAddresses: [`${url}/sign-in/return`] });
    estate = await createLoopbackEstate(
      { primary: NODE, standby: NODE },
      { policy: { access: ACCESS, people: { people: "pseudonyms" } } },
    );
    const service = {
      publicUrl: url,
      signIn: {
        issuer: provider.issuer,
        clientId: OIDC_CLIENT.clientId,
        clientSecret: { command: [process.execPath, "-p", JSON.stringify(OIDC_CLIENT.clientSecret)] },
      },
      estates: [{ folder: estate.folder }],
    };
    const file = join(estate.folder, "service.yaml");
    await writeFile(file, JSON.stringify(service));
    command = startCommandLine(["serve", "--service", file, "--port", String(port)], process.env);
    await command.said("listening on");
    assert.match(command.stderr(), /listening on/);
    mo = openBrowser();
  });

  after(async () => {
    command.child.kill("SIGTERM");
    await command.ended;
    killCommand(command, "with its children");
    await provider.stop();
    await estate[Symbol.asyncDispose]();
  });

  test("brings a person to the estate by their organisation's sign-in", async () => {
    const page = await signInAtProvider(mo, { address: `${url}/estates/loopback`, login: MO_BANKS.login });
    assert.equal(page.address, `${url}/estates/loopback`);
    assert.equal(page.status, 200, page.text.slice(0, 300));
    assert.match(page.text, /Mo Banks/);
    assert.equal((await mo.go(`${url}/api/v1/estates/loopback/tokens`)).status, 403);
  });

  test("puts on record that an approver came in, by pseudonym, as the list of acts of a pack tells it", async () => {
    const records = async (): Promise<LedgerRecord[]> => {
      const found: LedgerRecord[] = [];
      for await (const record of estate.app.ledger.records({ type: "approver-signed-in" })) found.push(record);
      return found;
    };
    await until(async () => (await records()).length > 0);
    const [record, ...others] = await records();
    assert.ok(record);
    assert.deepEqual(others, []);
    const act = actOf(record);
    assert.deepEqual([act?.kind, act?.detail], ["sign-in", "by the organisation's sign-in"]);
    assert.equal(parsePseudonym(String(act?.who))?.part, "approver");
    assert.doesNotMatch(JSON.stringify(record), /Banks|Mo /);
  });

  test("shows nothing to a person whom the estate does not name", async () => {
    const ros = openBrowser();
    const page = await signInAtProvider(ros, { address: `${url}/estates/loopback`, login: ROS_HADDON.login });
    assert.equal(page.status, 404);
  });

  test("knows a token that another process makes, and no more when that ends it", async () => {
    const cwd = estate.folder;
    const by = ["--by", "J. Okafor"];
    const made = await runCli(["token", "create", "--name", "probe-a", "--role", "viewer", "--json", ...by], { cwd });
    const { token } = JSON.parse(made.stdout) as { token: string };
    const ask = () => fetch(`${url}/api/v1/estates/loopback`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await ask()).status, 200);
    assert.equal((await runCli(["token", "revoke", "probe-a", ...by], { cwd })).exit, 0);
    assert.equal((await ask()).status, 401);
    assert.doesNotMatch(command.stderr(), new RegExp(token.slice(-64)));
  });

  // Each of these names something in the store: a program of Git reads it.
  for (const [what, value] of Object.entries(HOSTILE_VALUES)) {
    test(`does no harm to the store, and tells nothing of it: ${what}`, async () => {
      const written = encodeURIComponent(value.replace(/[\ud800-\udfff]/g, "\ufffd"));
      const harm: string[] = [];
      for (const path of OF_THE_STORE) {
        const target = path.replaceAll("VALUE", written);
        const headers = { cookie: mo.cookiesFor(url) };
        const answer = await askPlainly(url, { method: "GET", target, headers });
        if (answer.status === 401 || answer.status === 303) harm.push(`${path}: not let in`);
        harm.push(...findHarm(answer, value).map((one) => `${path}: ${one}`));
      }
      assert.deepEqual(harm, []);
    });
  }

  test("has logged no fault of its own, and left nothing behind", async () => {
    assert.doesNotMatch(command.stderr(), /request failed/);
    await assert.rejects(
      import("node:fs/promises").then(({ stat }) => stat("/tmp/zqx7")),
      /ENOENT/,
    );
  });
});

const OF_THE_STORE = [
  "/api/v1/estates/loopback/engines/VALUE",
  "/api/v1/estates/loopback/engines/tie/findings/VALUE",
  "/api/v1/estates/loopback/engines/tie/nodes/VALUE/contents",
  "/api/v1/estates/loopback/engines/tie/contents/VALUE",
  "/api/v1/estates/loopback/engines/tie/contents/baseline/artefact?artefact=VALUE",
  "/api/v1/estates/loopback/runs/VALUE",
  "/api/v1/estates/loopback/records/VALUE",
  "/api/v1/estates/loopback/reviews/VALUE",
  "/estates/loopback/runs/VALUE",
  "/estates/loopback/engines/tie/nodes/VALUE",
  "/estates/loopback/engines/tie/nodes/VALUE/content",
  "/estates/loopback/engines/tie/nodes/tie-a/artefact?artefact=VALUE",
  "/estates/loopback/engines/tie/nodes/tie-a/content?at=VALUE",
  "/estates/loopback/engines/tie/findings/VALUE",
  "/estates/loopback/engines/tie/proposals/VALUE",
];
