import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { pageOfLetter } from "#services/reports/notices/page-of-letter";
import { renderLetter } from "#services/reports/notices/render-letter";
import { HOSTILE_TEXTS } from "#test/fakes/hostile-texts";
import { HOSTILE } from "../fixtures.js";
import { assertGolden } from "../golden.js";
import { everyLetter, hostileNotice } from "./letters.js";

describe("a notice is told in the same words every time", () => {
  for (const [name, letter] of Object.entries(everyLetter())) {
    test(`as mail: ${name}`, () => {
      const mail = renderLetter(letter, "mail");
      assert.ok(mail.form === "mail");
      assertGolden(`notice-${name}.txt`, `Subject: ${mail.subject}\n\n${mail.text}`);
      assertGolden(`notice-${name}.html`, mail.html);
    });
    for (const form of ["teams", "slack"] as const) {
      test(`in ${form}: ${name}`, () => {
        const message = renderLetter(letter, form);
        assert.ok(message.form !== "mail");
        assertGolden(`notice-${name}.${form}.json`, message.json);
      });
    }
  }
});

test("a subject is one line of at most 80 characters, whatever an engine is called", () => {
  for (const text of [HOSTILE, ...HOSTILE_TEXTS, "x".repeat(1000)]) {
    const { subject } = pageOfLetter(hostileNotice(text));
    assert.ok([...subject].length <= 80 && !/[\r\n\u0000-\u001f\u202e]/.test(subject), JSON.stringify(subject));
  }
});

test("what an engine said is no line of a mail of its own, no element of a page, no mention and no link", () => {
  for (const text of [
    HOSTILE,
    ...HOSTILE_TEXTS,
    "<!channel> <@U012> <https://evil.example|approved>",
    "<at>all</at>",
  ]) {
    const letter = hostileNotice(text);
    const mail = renderLetter(letter, "mail");
    assert.ok(mail.form === "mail");
    const elements = [...mail.html.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, name]) => name?.toLowerCase() ?? "");
    const ours = [
      "!doctype",
      "html",
      "head",
      "meta",
      "title",
      "body",
      "p",
      "strong",
      "br",
      "em",
      "small",
      "hr",
      "h2",
      "a",
    ];
    assert.deepEqual(
      elements.filter((name) => !ours.includes(name)),
      [],
    );
    assert.deepEqual(
      [...mail.html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url),
      ["https://lockstep.hospital.test/estates/hospital"],
    );
    const slack = renderLetter(letter, "slack");
    assert.ok(slack.form === "slack");
    assert.doesNotMatch(
      slack.json.replaceAll(/<https:\/\/lockstep\.hospital\.test[^|>]*\|Look at it in Lockstep>/g, ""),
      /[<>]|@(?=\w)|evil\.example\/(?<!:\u200b.*)/,
    );
    for (const { json } of [slack, renderLetter(letter, "teams")].flatMap((each) =>
      each.form === "mail" ? [] : [each],
    ))
      assert.doesNotMatch(json, /https?:\/\/evil/, "no address that a chat would open");
  }
});

test("a notice says what happened before it says anything else, and what to do", () => {
  const letter = everyLetter()["change"];
  assert.ok(letter);
  const { lead, sections } = pageOfLetter(letter);
  assert.match([...lead, ...(sections[0]?.items[0]?.lines ?? [])].join(" "), /was changed on production/);
  assert.ok(sections.flatMap(({ items }) => items).every(({ action }) => action !== undefined));
});
