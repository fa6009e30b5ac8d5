import assert from "node:assert/strict";
import { test } from "node:test";
import type { PackCase } from "#schemas/rule-pack";
import { judgePackCase } from "#services/jobs/diagnose/judge-pack-case";
import { dialect, fileItem, mask } from "#test/engines/files/file-fixture";

const READER = { dialect, mask, itemOf: (file: string, text: string) => fileItem("files", file, text) };

function judge(claim: Partial<PackCase>): Promise<string | undefined> {
  const whole = { title: "a claim", file: "app.json", a: '{"port": 1}', b: '{"port": 1}', expect: "same" } as const;
  return judgePackCase({ ...whole, ...claim }, READER);
}

test("a case that holds is told as nothing", async () => {
  assert.equal(await judge({}), undefined);
  assert.equal(await judge({ b: '{"port": 2}', expect: "different", labels: ["port"] }), undefined);
});

test("a case that does not hold says what was found, and what should have been", async () => {
  assert.equal(await judge({ b: '{"port": 2}' }), "a and b differ: 'port'");
  assert.equal(await judge({ expect: "different" }), "a and b do not differ");
  assert.equal(
    await judge({ b: '{"port": 2}', expect: "different", labels: ["Port"] }),
    "a person reads 'port', and not 'Port'",
  );
});

test("a text that should be hidden and is kept is told by its place, and not quoted", async () => {
  const claim = { a: '{"note": "red \\"kite\\""}', b: '{"note": "red \\"kite\\""}' };
  assert.equal(await judge({ ...claim, hides: ["blue", 'red "kite"'] }), "what hides/1 names is kept");
  assert.equal(await judge({ ...claim, hides: ["blue"] }), undefined);
});

test("a case whose files cannot be read does not hold", async () => {
  const file = (path: string, text: string): ReturnType<typeof fileItem> => fileItem("nifi", path, text);
  const claim = { title: "a claim", file: "flow.json", a: "{", b: "{", expect: "same" } as const;
  assert.match((await judgePackCase(claim, { ...READER, itemOf: file })) ?? "", /cannot be read: flow\.json/);
});
