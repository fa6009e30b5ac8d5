import assert from "node:assert/strict";
import { test } from "node:test";
import { documentText } from "#services/tickets/jira/document-text";
import { readEdits } from "#services/tickets/jira/edits";
import { accountOf, learnPeople } from "#services/tickets/jira/people";
import { plainValue } from "#services/tickets/jira/plain-value";

const NOBODY = new Map<string, string>();
const DIGEST = `sha256:${"5e".repeat(32)}`;

function text(words: string, marks: readonly string[] = []): object {
  return { type: "text", text: words, marks: marks.map((type) => ({ type })) };
}

test("a word that is partly bold is one word, and paragraphs are lines", () => {
  const content = [
    { type: "paragraph", content: [text(DIGEST.slice(0, 20)), text(DIGEST.slice(20), ["strong"]), text(".")] },
    { type: "bulletList", content: [{ type: "listItem", content: [{ type: "paragraph", content: [text("ADT")] }] }] },
    { type: "codeBlock", content: [text("ORU")] },
  ];
  const told = documentText({ type: "doc", version: 1, content });
  assert.ok(told.startsWith(`${DIGEST}.\n`), told);
  assert.deepEqual(told.split(/\s+/), [`${DIGEST}.`, "ADT", "ORU"]);
});

test("a document as deep as a site lets nobody write it harms nothing", () => {
  let deep: object = text(DIGEST);
  for (let depth = 0; depth < 20_000; depth += 1) deep = { type: "panel", content: [deep] };
  assert.equal(plainValue({ type: "doc", version: 1, content: [deep] }, NOBODY), DIGEST);
});

test("a time is told in UTC, with or without a colon in its offset, and a text that holds one is left alone", () => {
  assert.equal(plainValue("2026-10-25T00:30:00.000+0100", NOBODY), "2026-10-24T23:30:00.000Z");
  assert.equal(plainValue("2026-10-25T00:30+01:00", NOBODY), "2026-10-24T23:30:00.000Z");
  assert.equal(plainValue("from 2026-10-25T00:30:00.000+0100 on", NOBODY), "from 2026-10-25T00:30:00.000+0100 on");
  assert.equal(plainValue("2026-10-25", NOBODY), "2026-10-25");
});

test("a user name that is another's key, as it is where a name was given anew, makes nobody another person", () => {
  const old = { displayName: "Pat Cab", key: "pat", name: "patricia.cab" };
  const young = { displayName: "Patrick", key: "JIRAUSER10400", name: "pat" };
  for (const answers of [
    [old, young],
    [young, old],
  ]) {
    const people = learnPeople(answers);
    assert.deepEqual([accountOf(old, people), accountOf(young, people)], ["patricia.cab", "pat"]);
  }
});

test("a status that was renamed since is told by the name that it has now", () => {
  const items = [{ field: "status", fieldId: "status", from: "1", fromString: "Waiting", to: "2", toString: "Doing" }];
  const words = { fields: [], statuses: new Map([["2", "Implementing"]]) };
  const own = { entries: [], doubts: [] };
  const histories = [{ id: "1", created: "2026-10-25T00:30:00.000+0100", items }];
  const [edit] = readEdits(histories, words, own, NOBODY);
  assert.deepEqual([edit?.before, edit?.after, edit?.at], ["Waiting", "Implementing", "2026-10-24T23:30:00.000Z"]);
});
