import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Artefact } from "#schemas/artefact";
import { digestArtefact } from "#services/core/artefact/digest-artefact";
import { renderArtefact } from "#services/core/artefact/render-artefact";
import { arbitrarySides } from "#test/fakes/arbitrary-tree";
import { compareTiny } from "#test/fakes/compare-tiny";
import { branch, leaf, tinyArtefact } from "#test/fakes/tiny-dialect";

test("a digest that differs anywhere is at least one drift with at least one change, and equal digests are none", () => {
  const digest = (artefact: Artefact): string => digestArtefact(renderArtefact(artefact));
  fc.assert(
    fc.property(arbitrarySides, (sides) => {
      const drifts = compareTiny(sides);
      const digests = new Set([digest(sides.baseline), digest(sides.production), digest(sides.standby)]);
      assert.equal(drifts.length > 0, digests.size > 1);
      for (const { changes, case: direction } of drifts) {
        assert.ok(changes.length > 0);
        assert.notEqual(direction, "in-lockstep");
      }
      assert.equal(new Set(drifts.map((drift) => drift.case)).size, drifts.length);
    }),
    { numRuns: 400 },
  );
});

test("no change is told twice, whatever the directions", () => {
  fc.assert(
    fc.property(arbitrarySides, (sides) => {
      const paths = compareTiny(sides).flatMap(({ changes }) => changes.map(({ path }) => path));
      assert.equal(new Set(paths).size, paths.length, paths.join(" "));
    }),
    { numRuns: 400 },
  );
});

test("an item that is called like a part of the comparison keeps a path of its own", () => {
  const held = { ...branch("list", leaf("a", "#text"), leaf("b", "#order")) };
  const approved = tinyArtefact(held);
  const drifts = compareTiny({ baseline: approved, production: approved, standby: tinyArtefact(leaf("list", "2")) });
  const paths = drifts.flatMap(({ changes }) => changes.map(({ path }) => path));
  assert.equal(new Set(paths).size, paths.length);
  assert.ok(paths.includes("/~2text") && paths.includes("/#text"), paths.join(" "));
});

test("changes in several directions are as many drifts, so that each gets its own ticket", () => {
  const feed = (port: string, host: string, path: string) =>
    tinyArtefact(branch("feed", leaf("port", port), leaf("host", host), leaf("path", path)));
  const drifts = compareTiny({
    baseline: feed("1", "1", "1"),
    production: feed("2", "1", "1"),
    standby: feed("1", "2", "1"),
  });
  assert.deepEqual(
    drifts.map((drift) => [drift.case, drift.changes.map(({ path }) => path)]),
    [
      ["production-changed", ["/port"]],
      ["standby-behind", ["/host"]],
    ],
  );
});

test("a rename that the tree does not hold is one change of the name", () => {
  const named = (name: string) => tinyArtefact(branch("feed", leaf("port", "1")), { name });
  const [drift] = compareTiny({ baseline: named("PAS"), production: named("PAS"), standby: named("PAS (old)") });
  assert.deepEqual(
    [drift?.case, drift?.changes.map(({ label, standby }) => [label, standby])],
    ["standby-behind", [["Name", "PAS (old)"]]],
  );
});

test("an attribute is told by its name, whether it was changed or came new", () => {
  const feed = (...attributes: [string, string][]) => tinyArtefact({ ...leaf("port", "1"), attributes });
  const approved = feed(["class", "tcp"]);
  const standby = feed(["class", "mllp"], ["encoding", "utf-8"]);
  const [drift] = compareTiny({ baseline: approved, production: approved, standby });
  assert.deepEqual(
    drift?.changes.map(({ path, kind, standby: value }) => [path, kind, value]),
    [
      ["/@class", "changed", "mllp"],
      ["/@encoding", "unexpected", "utf-8"],
    ],
  );
});

test("a script shows its changed lines, and its values are digests that give nothing away", () => {
  const script = (line: string) => tinyArtefact(branch("feed", leaf("script", `var a = 1;\n${line}\nreturn a;`)));
  const approved = script("a += 1;");
  const [drift] = compareTiny({ baseline: approved, production: approved, standby: script("a += 2;") });
  const [change] = drift?.changes ?? [];
  assert.match(change?.standby ?? "", /^text of 3 lines, sha256:[0-9a-f]{64}$/);
  assert.match(
    change?.diff ?? "",
    /^--- production\n\+\+\+ standby\n@@ -1,3 \+1,3 @@\n var a = 1;\n-a \+= 1;\n\+a \+= 2;\n return a;/,
  );
});

test("what is new as a whole is named by all of its digest: that is what a waiver or a ticket binds", () => {
  const approved = tinyArtefact(branch("feed", leaf("port", "1")));
  const standby = tinyArtefact(branch("feed", leaf("port", "1"), branch("filter", leaf("rule", "all"))));
  const [drift] = compareTiny({ baseline: approved, production: approved, standby });
  assert.match(drift?.changes[0]?.standby ?? "", /^present, sha256:[0-9a-f]{64}$/);
});

test("only white space being different is said, and is still a change", () => {
  const script = (text: string) => tinyArtefact(branch("feed", leaf("script", text)));
  const approved = script("if (a)\n  b();");
  const [drift] = compareTiny({ baseline: approved, production: approved, standby: script("if (a)\r\n\tb();") });
  assert.equal(drift?.changes[0]?.whitespaceOnly, true);
});

test("texts with nothing in common are told in one sentence, soon", { timeout: 20_000 }, () => {
  const script = (word: string) =>
    tinyArtefact(
      branch("feed", leaf("script", Array.from({ length: 5000 }, (_, line) => `${word}${line}`).join("\n"))),
    );
  const approved = script("a");
  const [drift] = compareTiny({ baseline: approved, production: approved, standby: script("b") });
  assert.match(drift?.changes[0]?.diff ?? "", /^Too different to show line by line: 5000 lines/);
});
