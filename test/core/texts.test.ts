import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { formatPath, parsePath } from "#services/core/artefact/change-path";
import { summariseText } from "#services/core/comparison/diff-lines";
import { nameReferences } from "#services/core/comparison/name-references";
import { parseSelector } from "#services/core/parse-selector";
import { sha256 } from "#services/core/text/digest";
import { matchesGlob } from "#services/core/text/match-glob";
import { aDrift } from "#test/fakes/judged";
import { anEntry } from "#test/fakes/readiness-story";

describe("a path inside an artefact", () => {
  test("reads back as the keys that it was made of, whatever they hold", () => {
    const key = fc.oneof(
      fc.constantFrom("a/b", "~1", "~", "/", "~01", "é", "#order", "@class", "~2", "~3x"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        fc.pre(!(keys.length === 1 && keys[0] === ""));
        assert.deepEqual(parsePath(formatPath(keys)), keys);
      }),
    );
  });

  test("never speaks of a child and of what stands beside the children at once", () => {
    assert.equal(formatPath(["feed"], "#text"), "/feed/#text");
    assert.equal(formatPath(["feed", "#text"]), "/feed/~2text");
    assert.equal(formatPath(["feed", "@class"]), "/feed/~3class");
  });
});

describe("a long text in a report", () => {
  test("is told by its lines and its digest, and by nothing of what it says", () => {
    const long = fc.string({ minLength: 201, maxLength: 400, unit: "grapheme-ascii" });
    const several = fc.tuple(fc.string(), fc.string()).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(fc.oneof(long, several), (text) => {
        const lines = text.split("\n").length;
        const words = `text of ${lines} ${lines === 1 ? "line" : "lines"}, sha256:${sha256(text)}`;
        assert.equal(summariseText(text), words);
      }),
    );
  });
});

describe("a short text", () => {
  test("stands as it is, unless it is written like what Lockstep says of a long one or of a part", () => {
    const script = "var a = 1;\nreturn a;";
    const lookalikes = [
      summariseText(script),
      `present ('Feed'), sha256:${sha256(script)}`,
      `present, sha256:${sha256(script)}`,
    ];
    assert.equal(summariseText("text of 2 lines"), "text of 2 lines");
    for (const text of lookalikes) assert.equal(summariseText(text), `text of 1 line, sha256:${sha256(text)}`);
  });
});

describe("a pattern with stars", () => {
  test("fits exactly what the same pattern written as a regular expression fits", () => {
    const pattern = fc
      .array(fc.constantFrom("*", "?", "a", "b", ".", "\\", "*a"), { maxLength: 8 })
      .map((p) => p.join(""));
    const text = fc.array(fc.constantFrom("a", "b", "*", ".", "\\", "\n"), { maxLength: 10 }).map((t) => t.join(""));
    fc.assert(
      fc.property(pattern, text, (glob, candidate) => {
        const parts = [...glob].map((c) => (c === "*" ? ".*" : c === "?" ? "." : c.replaceAll(/[.\\]/g, "\\$&")));
        assert.equal(matchesGlob(glob, candidate), new RegExp(`^${parts.join("")}$`, "s").test(candidate));
      }),
      { numRuns: 1000 },
    );
  });

  test("is answered soon, however many stars a hostile one has", { timeout: 10_000 }, () => {
    assert.equal(matchesGlob(`${"*a".repeat(64)}b`, "a".repeat(20_000)), false);
  });
});

describe("a selector", () => {
  test("names a snapshot, one so many before it, one at an instant, or the baseline", () => {
    assert.deepEqual(parseSelector("tie/tie-a"), { type: "snapshot", engineId: "tie", nodeId: "tie-a" });
    assert.deepEqual(parseSelector("tie/tie-a~3"), {
      type: "snapshot",
      engineId: "tie",
      nodeId: "tie-a",
      at: { back: 3 },
    });
    assert.deepEqual(parseSelector("tie/tie-a@{2026-10-25T02:00+01:00}"), {
      type: "snapshot",
      engineId: "tie",
      nodeId: "tie-a",
      at: { instant: "2026-10-25T01:00:00.000Z" },
    });
    assert.deepEqual(parseSelector("tie/baseline"), { type: "baseline", engineId: "tie" });
  });

  const UNCLEAR = ["tie", "tie/", "/tie-a", "tie/tie-a~", "tie/tie-a~-1", "tie/../x", "-tie/a", "tie/a\n", "tie/a@{}"];
  const NO_INSTANT = [
    "yesterday",
    "1",
    "2026-10-25 02:00",
    "2026-10-25T02:00",
    "25/10/2026",
    "2026-13-01",
    "2026-02-31",
  ];

  for (const text of [...UNCLEAR, ...NO_INSTANT.map((instant) => `tie/tie-a@{${instant}}`)]) {
    test(`is refused where it could mean something else on another machine: ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseSelector(text), { code: "selector-unknown" });
    });
  }

  test("of a day means its first instant in UTC", () => {
    const selector = parseSelector("tie/tie-a@{2026-10-25}");
    assert.deepEqual(selector.type === "snapshot" && selector.at, { instant: "2026-10-25T00:00:00.000Z" });
  });
});

describe("an id in a finding", () => {
  const id = "7ef65bb8-203b-4a82-a312-33fb73cff9ed";
  const [change] = aDrift().changes;

  test("is told with the name of what it stands for, and stays readable as the id it is", () => {
    assert.ok(change);
    const drift = aDrift({ changes: [{ ...change, label: `Channel '${id}'`, standby: id }] });
    const [named] = nameReferences([drift], [anEntry(id, { name: "PAS ADT In" })]);
    assert.deepEqual(
      [named?.changes[0]?.label, named?.changes[0]?.standby],
      ["Channel 'PAS ADT In'", `PAS ADT In (${id})`],
    );
  });

  test("is told by the approved name, not by what one node calls it since", () => {
    assert.ok(change);
    const drift = aDrift({ changes: [{ ...change, standby: id }] });
    const entries = [anEntry(id, { name: "PAS ADT In" }), anEntry(id, { name: "Renamed" })];
    assert.equal(nameReferences([drift], entries)[0]?.changes[0]?.standby, `PAS ADT In (${id})`);
  });
});
