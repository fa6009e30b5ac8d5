import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Agent, request } from "undici";
import {
  type RhapsodySimulator,
  type RhapsodySimulatorOptions,
  startRhapsodySimulator,
} from "#services/simulators/rhapsody/start-rhapsody-simulator";
import { CLINICAL, ENGINE } from "#test/engines/rhapsody/invented-engine";

const ACCOUNT = { username: "reader", password: "reader-password" };
const BASIC = `Basic ${Buffer.from("reader:reader-password").toString("base64")}`;
const JSON_TYPE = "application/vnd.orchestral.rhapsody.6_1+json";

let simulator: RhapsodySimulator | undefined;
let agent: Agent | undefined;

afterEach(async () => {
  await agent?.close();
  await simulator?.stop();
});

async function start(about: Partial<RhapsodySimulatorOptions> = {}): Promise<void> {
  simulator = await startRhapsodySimulator({ model: ENGINE, account: ACCOUNT, ...about });
  agent = new Agent({ connect: { rejectUnauthorized: false } });
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

async function ask(
  path: string,
  headers: Record<string, string> = {},
  method: "GET" | "POST" = "GET",
): Promise<Answer> {
  assert.ok(simulator && agent);
  const {
    statusCode,
    headers: answered,
    body,
  } = await request(`${simulator.url}${path}`, { method, headers, dispatcher: agent });
  return { status: statusCode, headers: answered, text: await body.text() };
}

const cookieOf = ({ headers }: Answer): string => String(headers["set-cookie"]).split(";")[0] ?? "";

test("one login begins a session, and its cookie is enough from then on", async () => {
  await start();
  const first = await ask("/api/info", { Authorization: BASIC, Accept: JSON_TYPE });
  const second = await ask("/api/info", { Cookie: cookieOf(first), Accept: JSON_TYPE });
  assert.deepEqual([first.status, second.status, simulator?.logins()], [200, 200, 1]);
  assert.equal((await ask("/api/info", { Accept: JSON_TYPE })).status, 401);
});

test("a session that nobody used for two minutes is over, and with a password another begins silently", async () => {
  let aheadMs = 0;
  await start({ clock: () => new Date(Date.now() + aheadMs) });
  const cookie = cookieOf(await ask("/api/info", { Authorization: BASIC, Accept: JSON_TYPE }));
  aheadMs = 121_000;
  assert.equal((await ask("/api/info", { Cookie: cookie, Accept: JSON_TYPE })).status, 401);
  const again = await ask("/api/info", { Cookie: cookie, Authorization: BASIC, Accept: JSON_TYPE });
  assert.equal(again.status, 200);
  assert.notEqual(cookieOf(again), cookie);
});

test("a sixth login in one minute is too many", async () => {
  await start();
  const statuses: number[] = [];
  for (let login = 0; login < 6; login += 1) {
    statuses.push((await ask("/api/info", { Authorization: BASIC, Accept: JSON_TYPE })).status);
  }
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429]);
});

test("more requests than allowed in one minute are too many", async () => {
  await start({ requestsPerMinute: 3 });
  const cookie = cookieOf(await ask("/api/info", { Authorization: BASIC, Accept: JSON_TYPE }));
  const next = async (): Promise<number> => (await ask("/api/info", { Cookie: cookie, Accept: JSON_TYPE })).status;
  assert.deepEqual([await next(), await next(), await next()], [200, 200, 429]);
});

test("what could change something needs the session's token, but for the request that begins the session", async () => {
  await start();
  const zip = { Accept: "application/zip" };
  const first = await ask("/api/logs/export", { ...zip, Authorization: BASIC }, "POST");
  assert.equal(first.status, 200);
  const session = { ...zip, Cookie: cookieOf(first) };
  assert.equal((await ask("/api/logs/export", session, "POST")).status, 400);
  const token = String(first.headers["x-csrf-token"]);
  assert.equal((await ask("/api/logs/export", { ...session, "X-CSRF-Token": token }, "POST")).status, 200);
});

test("nothing asked for is a web page, a known version is answered in its own name, and a later one not at all", async () => {
  await start();
  const typeOf = async (accept?: string): Promise<string> => {
    const cookie = { Authorization: BASIC, ...(accept === undefined ? {} : { Accept: accept }) };
    const { status, headers } = await ask("/api/info", cookie);
    return `${status} ${String(headers["content-type"]).split(";")[0]}`;
  };
  assert.equal(await typeOf(), "200 text/html");
  assert.equal(await typeOf(JSON_TYPE), `200 ${JSON_TYPE}`);
  assert.equal(await typeOf("application/vnd.orchestral.rhapsody.7_1+json"), "406 application/json");
  assert.equal(
    await typeOf("application/vnd.orchestral.rhapsody.7_1+json, application/json;q=0.5"),
    "200 application/json",
  );
});

test("answers hold nothing of a locker that the account may not view, and do not say so", async () => {
  await start({ rights: { lockers: [CLINICAL] } });
  const tree = await ask("/api/components", { Authorization: BASIC, Accept: JSON_TYPE });
  assert.equal(tree.status, 200);
  assert.ok(tree.text.includes("Clinical") && !tree.text.includes("Radiology"));
});

test("no libraries are no content, users of a directory cannot be listed, and variables can be checked out", async () => {
  await start({ usesLdap: true, faults: { variablesCheckedOut: true } });
  const cookie = cookieOf(await ask("/api/info", { Authorization: BASIC, Accept: JSON_TYPE }));
  const get = (path: string): Promise<Answer> => ask(path, { Cookie: cookie, Accept: JSON_TYPE });
  assert.equal((await get("/admin/libraries")).status, 204);
  assert.match((await get("/admin/usermanagement/users")).text, /LDAP/);
  assert.equal((await get("/admin/variables")).status, 500);
});

test("texts are escaped more than they must be, as the engine does", async () => {
  await start();
  const { text } = await ask("/api/backup/schedules", { Authorization: BASIC, Accept: JSON_TYPE });
  assert.match(text, /T\d\d\\u003A/);
  assert.equal(JSON.parse(text).data.length, 1);
});
