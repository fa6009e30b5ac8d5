import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Agent, request } from "undici";
import { QUERIES } from "#services/engines/iris/table-selects";
import { KNOWN_QUERIES } from "#services/simulators/iris/known-queries";
import {
  type IrisSimulator,
  type IrisSimulatorOptions,
  startIrisSimulator,
} from "#services/simulators/iris/start-iris-simulator";
import { ROUTING, SMALL_INSTANCE } from "./small-instance.js";

const ACCOUNT = { username: "lockstep-reader", password: "invented" };
const BASIC = { authorization: `Basic ${Buffer.from(`${ACCOUNT.username}:${ACCOUNT.password}`).toString("base64")}` };

describe("the simulated instance's manners", () => {
  it("opens a session for credentials, and asks for cookies only after", () =>
    withClient({}, async (ask, simulator) => {
      const refused = await ask("GET", "/");
      assert.equal(refused.status, 401);
      assert.equal(refused.headers["www-authenticate"], 'Basic realm="/api/atelier/"');
      const first = await ask("HEAD", "/", { headers: BASIC });
      const cookies = [first.headers["set-cookie"] ?? []].flat();
      assert.match(cookies.join(), /CSPSESSIONID-SP-\d+-UP-api-atelier-=.*CSPWSERVERID=/);
      const cookie = cookies.map((each) => each.split(";")[0]).join("; ");
      assert.equal((await ask("GET", "/", { headers: { cookie } })).status, 200);
      assert.equal(simulator.openSessions(), 1);
      await ask("HEAD", "/?CacheLogout=end", { headers: { cookie } });
      assert.equal(simulator.openSessions(), 0);
      assert.equal((await ask("GET", "/", { headers: { cookie } })).status, 401);
    }));

  it("spends a licence slot on each request without a cookie, until none is left", () =>
    withClient({ licences: 2 }, async (ask) => {
      const statuses: number[] = [];
      for (let asked = 0; asked < 3; asked += 1) statuses.push((await ask("GET", "/", { headers: BASIC })).status);
      assert.deepEqual(statuses, [200, 200, 503]);
      assert.match((await ask("GET", "/", { headers: BASIC })).body, /<html>/);
    }));

  it("knows the queries that may be sent, and no other", () => {
    assert.deepEqual([...KNOWN_QUERIES].toSorted(), [...QUERIES].toSorted());
  });

  it("answers an unknown query with a failure inside an answer that looks well", () =>
    withSession({}, async (ask) => {
      const answer = await ask("POST", "/v1/%25SYS/action/query", { body: { query: "DROP TABLE Security.Users" } });
      assert.equal(answer.status, 200);
      assert.match(String(answer.at("status", "summary")), /SQLCODE: -1\b/);
    }));
});

describe("the simulated instance's documents", () => {
  it("gives an unchanged document as 304, and a missing one as an error of its own", () =>
    withSession({}, async (ask) => {
      const first = await ask("GET", `/v1/LIVE/doc/${ROUTING}`);
      const etag = String(first.headers.etag);
      assert.match(etag, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
      assert.equal((await ask("GET", `/v1/LIVE/doc/${ROUTING}`, { headers: { "if-none-match": etag } })).status, 304);
      const missing = await ask("GET", "/v1/LIVE/doc/No.Such.cls");
      assert.equal(missing.status, 404);
      assert.match(String(missing.at("result", "status")), /ERROR #16005: Document 'No\.Such\.cls' does NOT exist/);
    }));

  it("gives each document of many a status of its own", () =>
    withSession({}, async (ask) => {
      const answer = await ask("POST", "/v1/LIVE/docs", { body: [ROUTING, "No.Such.cls"] });
      assert.equal(answer.at("result", 0, "status"), "");
      assert.match(String(answer.at("result", 1, "status")), /does NOT exist/);
    }));

  it("moves hash and time stamp on when code is edited, and the hash of the database alone for a lookup table", () =>
    withSession({}, async (ask, simulator) => {
      const hashes = async (): Promise<readonly [code: unknown, all: unknown]> => {
        const answer = await ask("POST", "/v1/LIVE/modified/*", { body: [] });
        return [answer.at("result", "content", 0, "crhash"), answer.at("result", "content", 0, "dbhash")];
      };
      const [code, all] = await hashes();
      simulator.state.editDocument("LIVE", "WardToSite.LUT", "North", "East");
      const afterTable = await hashes();
      assert.equal(afterTable[0], code);
      assert.notEqual(afterTable[1], all);
      simulator.state.editDocument("LIVE", ROUTING, "admissions", "arrivals");
      const [edited, dbhash] = await hashes();
      assert.notEqual(edited, code);
      const body = [
        { dbname: "LIVE", dbhash },
        { dbname: "GONE", dbhash: "1" },
      ];
      const answer = await ask("POST", "/v1/LIVE/modified/*", { body });
      assert.deepEqual(answer.at("result", "content", 0, "docs"), []);
      assert.equal(answer.each("dbhash").at(-1), "000");
    }));

  it("lists by category, by pattern and without what is generated", () =>
    withSession({}, async (ask) => {
      const names = async (path: string): Promise<readonly string[]> =>
        (await ask("GET", `/v1/LIVE/docnames${path}`)).each("name").map(String);
      assert.deepEqual(await names("/RTN/mac"), ["HospitalTools.mac"]);
      assert.deepEqual(await names("/*/*?filter=WardTo"), ["WardToSite.LUT"]);
      const generated = (await names("?generated=1")).filter((name) => name.includes("Generated"));
      assert.equal(generated.length, 1);
      assert.ok(!(await names("")).some((name) => name.includes("Generated")));
    }));

  it("names productions and web applications", () =>
    withSession({}, async (ask) => {
      assert.deepEqual((await ask("GET", "/v1/LIVE/ens/classes/11")).at("result", "content"), [
        "Hospital.Live.Production",
      ]);
      assert.deepEqual((await ask("GET", "/v1/%25SYS/cspapps/LIVE")).at("result", "content"), [
        "/csp/live",
        "/api/hospital",
      ]);
      const detailed = await ask("GET", "/v1/%25SYS/cspapps?detail=1");
      assert.deepEqual(detailed.at("result", "content", 0), { name: "/csp/live", default: false });
    }));

  it("has no newer interface than its version", () =>
    withSession({ model: { ...SMALL_INSTANCE, api: 1 } }, async (ask) => {
      assert.equal((await ask("GET", "/v1/LIVE")).status, 200);
      assert.equal((await ask("GET", "/v2/LIVE")).status, 404);
    }));

  it("writes nothing", () =>
    withSession({}, async (ask) => {
      assert.equal((await ask("PUT", "/v1/LIVE/doc/New.cls", { body: { content: [] } })).status, 405);
      assert.equal((await ask("DELETE", `/v1/LIVE/doc/${ROUTING}`)).status, 405);
    }));
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** What stands in the body at these keys, one below the other. */
  at(...keys: readonly (string | number)[]): unknown;
  /** The same of each member of the list in `result.content`. */
  each(...keys: readonly (string | number)[]): readonly unknown[];
}

type Ask = (
  method: "GET" | "HEAD" | "POST" | "PUT" | "DELETE",
  path: string,
  options?: { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown },
) => Promise<Answer>;

async function withClient(
  options: Partial<IrisSimulatorOptions>,
  test: (ask: Ask, simulator: IrisSimulator) => Promise<void>,
): Promise<void> {
  const simulator = await startIrisSimulator({ model: SMALL_INSTANCE, account: ACCOUNT, ...options });
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const ask: Ask = async (method, path, { headers = {}, body } = {}) => {
    const answer = await request(`${simulator.url}/api/atelier${path}`, {
      dispatcher,
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.body.text();
    const json: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
    const content = pick(json, ["result", "content"]);
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: text,
      at: (...keys) => pick(json, keys),
      each: (...keys) => (Array.isArray(content) ? content.map((member) => pick(member, keys)) : []),
    };
  };
  try {
    await test(ask, simulator);
  } finally {
    await dispatcher.close();
    await simulator.stop();
  }
}

/** The same, signed in. */
function withSession(
  options: Partial<IrisSimulatorOptions>,
  test: (ask: Ask, simulator: IrisSimulator) => Promise<void>,
): Promise<void> {
  return withClient(options, async (ask, simulator) => {
    const first = await ask("HEAD", "/", { headers: BASIC });
    const cookie = [first.headers["set-cookie"] ?? []].flat().map((each) => each.split(";")[0]);
    const signedIn: Ask = (method, path, { headers = {}, body } = {}) =>
      ask(method, path, { headers: { cookie: cookie.join("; "), ...headers }, body });
    await test(signedIn, simulator);
  });
}

function pick(value: unknown, keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
