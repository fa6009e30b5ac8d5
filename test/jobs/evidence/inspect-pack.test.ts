import assert from "node:assert/strict";
import { test } from "node:test";
import type { AllowedText } from "#schemas/evidence-policy";
import { LockstepError } from "#services/core/errors";
import { createMask } from "#services/core/mask";
import { createPackInspection } from "#services/jobs/evidence/inspect-pack";
import type { Bytes } from "#services/ports/evidence";
import { withCheckDigit } from "#test/fakes/invented-people";

const NHS = withCheckDigit("999145772");
const BLOB = "b".repeat(40);
const mask = createMask("k1", new Uint8Array(32).fill(3));
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const parameters = {
  branches: { main: "a".repeat(40) },
  head: { seq: 9, hash: "h", commit: "c".repeat(40) },
  generatedAt: "2026-10-01T09:00:00.000Z",
};
const PERMITTED: AllowedText = {
  ...{ id: "warehouse", text: mask.token(NHS), place: "*", reason: "An order of the warehouse." },
  ...{ owner: "J. Okafor", approver: "C. Chair", granted: "2026-09-01", expires: "2026-10-31" },
};

interface Packing {
  readonly allowed?: readonly AllowedText[];
  readonly path?: string;
}

/** Packs texts, each cut into pieces of a few bytes, and gives why that was refused. */
async function pack(files: Readonly<Record<string, string>>, { allowed = [], path }: Packing = {}): Promise<string> {
  const inspection = createPackInspection({
    ...{ mask, parameters, allowed },
    source: {
      async *watch(bytes, look) {
        const object = await gather(bytes);
        yield object;
        look({ id: () => BLOB, bytes: object });
      },
      placesOf: async (ids, { ledger }) => {
        assert.equal(ledger, parameters.head.commit, "the ledger is looked through, too");
        return new Map(path === undefined ? [] : [...ids].map((id) => [id, path]));
      },
    },
  });
  for (const [name, text] of Object.entries(files)) {
    const passed = await gather(inspection.look(name, inPieces(text)));
    assert.equal(passed.toString("utf8"), text, "what is packed is what was given");
  }
  try {
    await inspection.assertNobody();
    return "";
  } catch (error) {
    assert.ok(error instanceof LockstepError && error.code === "patient-data-found");
    assert.ok(!`${error.message}${JSON.stringify(error.details)}`.includes(NHS), "what it is, is not told");
    return error.message;
  }
}

async function* inPieces(text: string): Bytes {
  for (let at = 0; at < text.length; at += 7) yield Buffer.from(text.slice(at, at + 7));
}

async function gather(bytes: Bytes): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

const LEAKS: Readonly<Record<string, readonly [name: string, text: string, place: RegExp]>> = {
  "a list": ["03-unmatched.csv", `change,NHS Number\r\nPAS,${NHS}\r\n`, /\n {2}03-unmatched\.csv: nhs-number/],
  "the page": ["index.html", `<td>Patient</td><td>${NHS}</td>`, /index\.html: /],
  "a document": ["evidence.json", JSON.stringify({ rows: [{ label: `NHS number ${NHS}` }] }), /evidence\.json: /],
  "the parameters": ["inputs/parameters.json", `{"organisation":"patient ${NHS}"}`, /inputs\/parameters\.json: /],
  "a record": [
    "inputs/ledger.jsonl",
    `{"seq":0}\n{"seq":1,"reason":"patient ${NHS}"}\n{"seq":2}\n`,
    /ledger\.jsonl: record 1: /,
  ],
  "a seal": [
    "inputs/seals.jsonl",
    `{"object":"author patient ${NHS} <a@b.test>"}\n`,
    /inputs\/seals\.jsonl: record 0: /,
  ],
  "a file of the store": [
    "inputs/store.bundle",
    `<template>${base64(`patient ${NHS}`)}</template>`,
    /store\.bundle: object b{40}: /,
  ],
  "the ledger as Git holds it": [
    "inputs/ledger.pack",
    JSON.stringify(JSON.stringify({ nhs: NHS })),
    /ledger\.pack: object /,
  ],
};

for (const [what, [name, text, place]] of Object.entries(LEAKS)) {
  test(`a patient in ${what} stops the pack, and the refusal says where and not who`, async () => {
    assert.match(await pack({ [name]: text }), place);
  });
}

test("a file of the store is told by its branch and path, and by neither where they hold the patient", async () => {
  const files = { "inputs/store.bundle": `patient ${NHS}` };
  assert.match(
    await pack(files, { path: "observed/tie/tie-a: channels/ADT.json" }),
    /store\.bundle: observed\/tie\/tie-a: channels\/ADT\.json \(b{40}\): nhs-number masked:k1:/,
  );
  assert.match(await pack(files, { path: `main: channels/patient ${NHS}.json` }), /store\.bundle: object b{40}: /);
});

test("every place is told at once", async () => {
  const said = await pack({
    "index.html": `patient ${NHS}`,
    "inputs/store.bundle": `patient ${NHS}`,
    "README.txt": "nobody",
  });
  assert.equal(said.split("\n").length, 3, said);
});

test("a pack that holds nobody is let go", async () => {
  assert.equal(await pack({ "README.txt": "PID|1||${nhs}", "inputs/ledger.jsonl": '{"seq":0}\n' }), "");
});

const FILES = {
  "index.html": `patient ${NHS}`,
  "inputs/store.bundle": `NHS ${NHS.slice(0, 3)} ${NHS.slice(3, 6)} ${NHS.slice(6)}`,
};

test("a text that policy permits may leave, in its place and until its day", async () => {
  assert.equal(await pack(FILES, { allowed: [PERMITTED] }), "");
  assert.match(
    await pack(FILES, { allowed: [{ ...PERMITTED, place: "index.html" }] }),
    /made.*\n {2}inputs\/store\.bundle[^\n]*$/s,
  );
  assert.match(await pack(FILES, { allowed: [{ ...PERMITTED, expires: "2026-09-30" }] }), /index\.html/);
  assert.match(await pack(FILES, { allowed: [{ ...PERMITTED, granted: "2026-10-02" }] }), /index\.html/);
});

test("a permission for one text is none for another in the same place", async () => {
  const other = withCheckDigit("999200100");
  assert.match(
    await pack({ "index.html": `patient ${NHS}, patient ${other}` }, { allowed: [PERMITTED] }),
    /index\.html/,
  );
});
