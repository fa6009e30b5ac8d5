import assert from "node:assert/strict";
import { test } from "node:test";
import { openAsking } from "#services/tickets/asking/open-asking";
import { READ_REQUESTS } from "#services/tickets/servicenow/read-requests";
import { type Rows, readRows } from "#services/tickets/servicenow/read-rows";
import { serveHttp } from "#test/fakes/serve-http";
import { TINY_MAPPING } from "../tiny-mapping.js";
import { LIMITS } from "./stage-instance.js";

interface Page {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Answers with pages one after the other, the last again and again, and reads. */
async function readPages(pages: readonly Page[]): Promise<{ readonly rows: Rows | string; readonly asked: number }> {
  let asked = 0;
  let rows: Rows | string = "not read";
  await serveHttp(
    READ_REQUESTS,
    (_request, response) => {
      const { status = 200, headers = {}, body } = pages[Math.min(asked, pages.length - 1)] ?? { body: null };
      asked += 1;
      response
        .writeHead(status, { "Content-Type": "application/json;charset=UTF-8", ...headers })
        .end(JSON.stringify(body));
    },
    async (url) => {
      const declared = { id: "itsm", system: "servicenow", url, username: "lockstep" };
      const request = { declared, mapping: TINY_MAPPING, password: "invented", now: () => new Date() };
      const asking = openAsking(request, { limits: LIMITS });
      const query = { table: "change_request", query: "ORDERBYsys_id", fields: ["number"], limit: 2 };
      rows = await readRows({ id: "itsm", asking, changeApi: false }, query).catch((error: Error) => error.message);
      await asking.close();
    },
  );
  return { rows, asked };
}

function row(id: string): unknown {
  return { sys_id: { value: id, display_value: id } };
}

const NEXT = { Link: '</api/now/v2/table/change_request?sysparm_offset=2>;rel="next"' };

test("an empty list of the first version of the API, told as 404, is an empty list", async () => {
  const body = {
    error: { message: "No Record found", detail: "Record doesn't exist or ACL restricts it" },
    status: "failure",
  };
  const { rows } = await readPages([{ status: 404, body }]);
  assert.deepEqual(typeof rows === "string" ? rows : rows.rows, []);
});

test("any other 404 is no empty list", async () => {
  const body = { error: { message: "Requested URI does not represent any resource", detail: null }, status: "failure" };
  assert.match(JSON.stringify((await readPages([{ status: 404, body }])).rows), /is not there \(404\)/);
});

test("an empty page with a next one is not the last", async () => {
  const { rows, asked } = await readPages([
    { headers: { ...NEXT, "X-Total-Count": "3" }, body: { result: [] } },
    {
      headers: { "X-Total-Count": "3", Link: '</api/now/v2/table/change_request?sysparm_offset=0>;rel="first"' },
      body: { result: [row("c")] },
    },
  ]);
  assert.equal(asked, 2);
  assert.ok(typeof rows !== "string");
  assert.deepEqual([rows.rows.length, rows.hidden], [1, 2]);
});

test("a row that comes on two pages, because others were added meanwhile, is one row", async () => {
  const { rows } = await readPages([
    { headers: { ...NEXT, "X-Total-Count": "3" }, body: { result: [row("a"), row("b")] } },
    { headers: { "X-Total-Count": "4", Link: '</x>;rel="first"' }, body: { result: [row("b"), row("c")] } },
  ]);
  assert.ok(typeof rows !== "string");
  assert.deepEqual([rows.rows.length, rows.hidden], [3, 0]);
});

test("pages that repeat themselves are no list", async () => {
  const { rows } = await readPages([{ headers: NEXT, body: { result: [row("a"), row("b")] } }]);
  assert.match(JSON.stringify(rows), /repeats its pages|same page/);
});

const WRONG: readonly (readonly [what: string, body: unknown])[] = [
  ["values in one form alone", { result: [{ sys_id: "a", number: "CHG0000001" }] }],
  ["one record in the place of a list", { result: row("a") }],
  ["no result", { session: { notifications: [] } }],
  ["nothing", null],
];

for (const [what, body] of WRONG) {
  test(`an answer of ${what} is not understood`, async () => {
    assert.match(JSON.stringify((await readPages([{ body }])).rows), /not told in rows/);
  });
}
