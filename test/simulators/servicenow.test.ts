import assert from "node:assert/strict";
import { test } from "node:test";
import { Agent, request } from "undici";
import type { ServiceNowModel } from "#services/simulators/servicenow/instance-state";
import {
  type ServiceNowSimulatorOptions,
  startServiceNowSimulator,
} from "#services/simulators/servicenow/start-servicenow-simulator";

const ACCOUNT = { username: "lockstep.reader", password: "invented" };
const BASIC = `Basic ${Buffer.from(`${ACCOUNT.username}:${ACCOUNT.password}`).toString("base64")}`;

const MODEL: ServiceNowModel = {
  users: [{ user_name: "sam", name: "Sam Engineer", email: "sam@hospital.test" }],
  changes: ["CHG0000001", "CHG0000002", "CHG0000003"].map((number, at) => ({
    fields: {
      number,
      type: "normal",
      state: "-1",
      assigned_to: "sam",
      start_date: "2026-10-24 23:30:00",
      work_notes: "2026-10-24 - Sam (Work notes)\nring the ward",
      sys_updated_on: `2026-10-2${at} 08:00:00`,
    },
  })),
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: { readonly result?: unknown; readonly error?: { readonly message?: string } };
}

type Ask = (
  path: string,
  options?: { readonly method?: "GET" | "PATCH"; readonly anonymous?: true },
) => Promise<Answer>;

async function withInstance(
  options: Partial<ServiceNowSimulatorOptions>,
  test: (ask: Ask) => Promise<void>,
): Promise<void> {
  const simulator = await startServiceNowSimulator({ model: MODEL, account: ACCOUNT, ...options });
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const ask: Ask = async (path, { method = "GET", anonymous } = {}) => {
    const headers = anonymous ? {} : { authorization: BASIC };
    const answer = await request(`${simulator.url}${path}`, { method, dispatcher, headers });
    const body = JSON.parse(await answer.body.text());
    return { status: answer.statusCode, headers: answer.headers, body };
  };
  try {
    await test(ask);
  } finally {
    await dispatcher.close();
    await simulator.stop();
  }
}

const TABLE = "/api/now/table/change_request";

function numbersIn({ body }: Answer): readonly unknown[] {
  return Array.isArray(body.result) ? body.result.map((row: { number: unknown }) => row.number) : [];
}

test("the simulated instance drops a condition that it does not understand, and answers with everything", () =>
  withInstance({}, async (ask) => {
    assert.equal(numbersIn(await ask(`${TABLE}?sysparm_query=u_nonsense=1`)).length, 3);
    assert.deepEqual(numbersIn(await ask(`${TABLE}?sysparm_query=number=CHG0000002`)), ["CHG0000002"]);
  }));

test("the simulated instance finds nothing by such a condition where its administrators wanted that", () =>
  withInstance({ invalidReturnsNoRows: true }, async (ask) => {
    assert.deepEqual(numbersIn(await ask(`${TABLE}?sysparm_query=u_nonsense=1`)), []);
  }));

test("the simulated instance counts rows off before it looks at rights: a short page is not the last", () =>
  withInstance({ rights: { hiddenChanges: ["CHG0000001"] } }, async (ask) => {
    const first = await ask(`${TABLE}?sysparm_query=ORDERBYnumber&sysparm_limit=2`);
    assert.deepEqual(numbersIn(first), ["CHG0000002"]);
    assert.equal(first.headers["x-total-count"], "3");
    assert.match(String(first.headers["link"]), /sysparm_offset=2>;rel="next"/);
  }));

test("the simulated instance answers an empty list with 404 in the first version of its API alone", () =>
  withInstance({}, async (ask) => {
    const query = "sysparm_query=number=CHG9999999";
    const old = await ask(`/api/now/v1/table/change_request?${query}`);
    assert.deepEqual([old.status, old.body.error?.message], [404, "No Record found"]);
    assert.deepEqual((await ask(`/api/now/v2/table/change_request?${query}`)).body, { result: [] });
  }));

test("the simulated instance stores UTC as text, and shows the account's own zone", () =>
  withInstance({ zone: "Europe/London", dates: "american" }, async (ask) => {
    const query =
      "sysparm_query=number=CHG0000001&sysparm_display_value=all&sysparm_fields=state,start_date,work_notes,assigned_to.user_name,nonsense";
    const { body } = await ask(`${TABLE}?${query}`);
    assert.deepEqual(body.result, [
      {
        state: { display_value: "Implement", value: "-1" },
        start_date: { display_value: "10/25/2026 12:30:00 AM", value: "2026-10-24 23:30:00" },
        work_notes: { display_value: "2026-10-24 - Sam (Work notes)\nring the ward", value: "" },
        "assigned_to.user_name": { display_value: "sam", value: "sam" },
      },
    ]);
  }));

test("the simulated instance types numbers and flags in its API of change management", () =>
  withInstance({ zone: "Europe/London" }, async (ask) => {
    const { body, headers } = await ask("/api/sn_chg_rest/change?sysparm_query=number=CHG0000001");
    const [row] = Array.isArray(body.result) ? body.result : [];
    assert.deepEqual(row.state, { display_value: "Implement", value: -1 });
    assert.deepEqual(row.on_hold, { display_value: "false", value: false });
    assert.equal(row.start_date.display_value_internal, "2026-10-25 00:30:00");
    assert.equal(headers["x-total-count"], undefined);
  }));

test("the simulated instance takes nothing but questions, and none from strangers", () =>
  withInstance({}, async (ask) => {
    assert.equal((await ask(TABLE, { anonymous: true })).status, 401);
    assert.equal((await ask(TABLE, { method: "PATCH" })).status, 405);
    assert.equal((await ask("/api/now/table/u_nonsense")).body.error?.message, "Invalid table u_nonsense");
  }));
