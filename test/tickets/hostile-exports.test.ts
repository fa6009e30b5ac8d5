import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv } from "ajv";
import fc from "fast-check";
import { ChangeTicket } from "#schemas/change-ticket";
import { LockstepError } from "#services/core/errors";
import { hasRepeatedKey } from "#services/formats/json/has-repeated-key";
import { parseExport } from "#services/tickets/file/parse-export";
import { CSV_HEADER, jsonExport } from "./drop-folder.js";

const isChangeTicket = new Ajv({ strict: false }).compile(ChangeTicket);

/** Parses, or gives `undefined` where the file is refused with an error of ours. */
function parse(name: string, content: string | Uint8Array) {
  try {
    return parseExport(fileOf(name, content), "Europe/London");
  } catch (error) {
    assert.ok(error instanceof LockstepError, String(error));
    assert.equal(error.code, "ticket-source-unavailable");
    return undefined;
  }
}

function fileOf(name: string, content: string | Uint8Array) {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return { name, bytes, writtenAt: "2026-10-25T06:00:00Z" };
}

test("a JSON export cut off anywhere is refused", () => {
  const whole = jsonExport([{ number: "CHG0000001", kind: "normal" }]);
  for (let length = 0; length < whole.length; length++) {
    assert.equal(parse("changes.json", whole.slice(0, length)), undefined, `after ${length} characters`);
  }
});

test("a JSON export that holds a key twice in one object is refused: nobody knows which of the two was meant", () => {
  const whole = jsonExport([{ number: "CHG0000001", kind: "normal", approval: "rejected" }]);
  assert.equal(parse("changes.json", whole)?.tickets.length, 1);
  for (const twice of ['"approval":"approved"', '"appr\\u006fval" : "approved"', '"approval":"rejected"']) {
    const repeated = whole.replace(/"approval": ?"rejected"/, (once) => `${once},${twice}`);
    assert.ok(repeated.includes(twice));
    assert.throws(() => parseExport(fileOf("changes.json", repeated), "Europe/London"), {
      code: "ticket-source-unavailable",
      message: /holds a key twice in one object/,
    });
  }
});

test("an export of 20 MB is looked through for repeated keys as soon as it is read", { timeout: 20_000 }, () => {
  const tickets = Array.from({ length: 100_000 }, (_, index) => ({
    number: `CHG${index}`,
    note: '\\\\":{}[]'.repeat(20),
  }));
  const text = JSON.stringify({ tickets });
  assert.ok(text.length > 20_000_000);
  assert.equal(hasRepeatedKey(text, { tickets }), false);
});

test("whatever JSON says once, no key is held to be repeated", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 1, "\t"), (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), null, indent);
      assert.equal(hasRepeatedKey(text, JSON.parse(text)), false);
    }),
  );
});

test("whatever bytes lie in the folder, they are tickets of the schema or one clear refusal", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom("a.json", "a.csv"), (bytes, name) => {
      for (const ticket of parse(name, bytes)?.tickets ?? []) assert.ok(isChangeTicket(ticket));
    }),
    { numRuns: 500 },
  );
});

const word = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom(
    "normal",
    "approved",
    "implement",
    "25/10/2026 01:30",
    "2026-10-25T01:30:00+01:00",
    "31/02/2026 10:00",
    "CHG0000001",
    "__proto__",
    "+275760-09-13T00:00Z",
    "9999-99-99 99:99",
  ),
);

test("whatever words a JSON export holds, its tickets are tickets of the schema", () => {
  const exported = fc.record(
    {
      number: fc.oneof(fc.constant("CHG0000001"), word),
      kind: word,
      lifecycle: word,
      approval: word,
      approvals: fc.array(fc.record({ by: word, decision: word, at: word }), { maxLength: 3 }),
      plannedStart: word,
      plannedEnd: word,
      zone: fc.oneof(fc.constantFrom("Europe/London", "UTC", "America/New_York"), word),
      channels: fc.array(word, { maxLength: 3 }),
      digests: fc.array(word, { maxLength: 2 }),
      closedAt: word,
      updatedAt: word,
    },
    { requiredKeys: ["number"] },
  );
  fc.assert(
    fc.property(fc.array(exported, { maxLength: 3 }), (tickets) => {
      const read = parse("changes.json", jsonExport(tickets));
      assert.ok(read !== undefined);
      for (const ticket of read.tickets) assert.ok(isChangeTicket(ticket), JSON.stringify(isChangeTicket.errors));
    }),
    { numRuns: 1000 },
  );
});

test("whatever cells a CSV export holds, quoted as spreadsheets quote, each row is a ticket or passed over", () => {
  const columns = CSV_HEADER.split(",").length;
  const cells = fc.array(word, { minLength: columns, maxLength: columns });
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 4 }), (rows) => {
      const lines = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
      const read = parse("20261025T060000Z.csv", [CSV_HEADER, ...lines].join("\r\n"));
      assert.ok(read !== undefined);
      assert.ok(read.tickets.length <= rows.length);
      for (const ticket of read.tickets) assert.ok(isChangeTicket(ticket), JSON.stringify(isChangeTicket.errors));
    }),
    { numRuns: 500 },
  );
});

test("no message quotes what a file holds", () => {
  const secret = "hunter2-not-to-be-shown";
  const contents = [`{"a": ${secret}`, `{"schema":"${secret}"}`, `${CSV_HEADER}\n${secret}`, `number,"${secret}`];
  for (const content of contents) {
    for (const name of ["a.json", "a.csv"]) {
      assert.throws(
        () => parseExport({ name, bytes: Buffer.from(content), writtenAt: "2026-10-25T06:00:00Z" }, "Europe/London"),
        (error: unknown) => error instanceof LockstepError && !error.message.includes(secret),
      );
    }
  }
});
