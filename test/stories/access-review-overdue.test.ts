import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { stringify } from "yaml";
import { type App, openApp } from "#services/app";
import { initEstate } from "#services/compose/estate/init-estate";
import { settingsFor } from "#services/config";
import { parsePseudonym } from "#services/core/people/pseudonym";
import { type StartedChatServer, startChatServer } from "#test/fakes/start-chat-server";

const DAY_MS = 86_400_000;
const ACCESS = {
  people: [{ account: "jo", name: "J. Okafor", roles: [{ role: "administrator" }] }],
  groups: [],
  reviewEveryDays: 90,
};
const NOTIFICATIONS = {
  channels: [{ id: "team", kind: "slack", urlEnv: "TEAM_URL" }],
  routes: [{ id: "access", about: ["access"], tell: ["team"] }],
  otherwise: ["team"],
};

let folder: string;
let chat: StartedChatServer;
let app: App;
let days = 0;
const beginning = Date.now();
const now = (): Date => new Date(beginning + days * DAY_MS);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "lockstep-access-"));
  chat = await startChatServer();
  const environment = { ...process.env, TEAM_URL: chat.url };
  const files = new Map([
    ["policy/access.yaml", stringify(ACCESS)],
    ["policy/notifications.yaml", stringify(NOTIFICATIONS)],
  ]);
  await initEstate(join(folder, "estate"), { environment, actor: "J. Okafor", now, files });
  app = await openApp(settingsFor(join(folder, "estate"), environment), now);
});

after(async () => {
  await chat[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function doctorSays(): Promise<readonly string[]> {
  const found = await app.diagnose();
  return found.filter(({ check }) => check === "review of access").map(({ state }) => state);
}

/** Under which heading the digest tells of it, where it does. */
async function digestSays(): Promise<string | undefined> {
  const from = chat.arrived.length;
  await app.notices.nightly();
  const told = chat.arrived.slice(from).map(({ json }) => JSON.stringify(json));
  const [about] = told.filter((text) => text.includes("review of who may do what is overdue since"));
  return about === undefined ? undefined : /New since the last digest|Settled since/.exec(about)?.[0];
}

test("a review of access that nobody put on record in time is told by doctor and in the digest, until somebody does", async () => {
  assert.deepEqual([await doctorSays(), await digestSays()], [["ok"], undefined]);
  days = 91;
  assert.deepEqual([await doctorSays(), await digestSays()], [["warning"], "New since the last digest"]);
  const { record } = await app.reviewAccess({ by: "Mo Banks" });
  assert.notEqual(record, null);
  assert.deepEqual([await doctorSays(), await digestSays()], [["ok"], "Settled since"]);
});

test("the record names whoever reviewed it by pseudonym and part, and whoever may know is told the name", async () => {
  const { last } = await app.reviewAccess({});
  assert.equal(last?.by, "Mo Banks");
  for await (const { actor } of app.ledger.records({ type: "access-reviewed", limit: 1 }))
    assert.equal(parsePseudonym(actor)?.part, "reviewer", actor);
});
