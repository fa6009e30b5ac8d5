import assert from "node:assert/strict";
import test from "node:test";
import type { ControlEdition } from "#services/core/control-maps/control-library";
import { findLevelClaim } from "#services/core/control-maps/find-level-claim";
import { getEdition, getOutcome } from "#services/core/control-maps/get-edition";
import { parseControlMaps } from "#services/core/control-maps/parse-control-maps";
import { tellEdition } from "#services/core/control-maps/tell-edition";
import { EVIDENCE_SIGNALS } from "#services/core/evidence/signals";
import { shippedMaps } from "./shipped-maps.js";

const { library, problems } = parseControlMaps(shippedMaps());
const caf32 = getEdition(library, "nhs-dspt-caf@2025-26");
const caf40 = getEdition(library, "nhs-dspt-caf@2026-27");

test("nothing is wrong in the control maps that ship", () => {
  assert.deepEqual(problems, []);
});

test("the toolkit has 47 outcomes in 2024-25, 47 in 2025-26 and 49 in 2026-27, eight of each about using information", () => {
  const counted = ["2024-25", "2025-26", "2026-27"].map((year) => {
    const { outcomes, catalogue } = getEdition(library, `nhs-dspt-caf@${year}`);
    assert.equal(catalogue, "whole");
    return [outcomes.length, outcomes.filter(({ id }) => id.startsWith("E")).length];
  });
  assert.deepEqual(counted, [
    [47, 8],
    [47, 8],
    [49, 8],
  ]);
});

test("the outcomes without a column for partly are those of the framework's text", () => {
  const without = (edition: ControlEdition) =>
    edition.outcomes.filter(({ columns }) => !columns.includes("PA")).map(({ id }) => id);
  assert.deepEqual(without(caf32).join(" "), "A1.a A1.b A1.c A2.b A3.a C2.a C2.b D1.b D1.c D2.a D2.b");
  assert.deepEqual(without(caf40).join(" "), "A1.a A1.b A1.c A2.c A3.a D1.b D1.c D2.a D2.b");
});

test("an outcome of another edition is refused by its name: C2.b in 2026-27, A4.b in 2025-26", () => {
  assert.throws(() => getOutcome(caf40, "C2.b"), {
    code: "control-unknown",
    message: /2026-27 has no outcome 'C2\.b'/,
  });
  assert.throws(() => getOutcome(caf32, "A4.b"), {
    code: "control-unknown",
    message: /2025-26 has no outcome 'A4\.b'/,
  });
  assert.equal(getOutcome(caf32, "C2.b").title, "Proactive Attack Discovery");
});

test("the same id is another outcome in another year, and the title says so", () => {
  assert.deepEqual(
    ["A2.b", "C1.d", "C2.a", "D2.a"].map((id) => [getOutcome(caf32, id).title, getOutcome(caf40, id).title]),
    [
      ["Assurance", "Understanding Threat"],
      ["Identifying Security Incidents", "Triage of Security Alerts"],
      ["System Abnormalities for Attack Detection", "Threat Hunting"],
      ["Incident Root Cause Analysis", "Post Incident Analysis"],
    ],
  );
});

test("a period is assessed by the edition of the year in which it ends, from July to June", () => {
  const refOn = (day: string, named?: string) => getEdition(library, named, day).ref;
  assert.equal(refOn("2025-06-30"), "nhs-dspt-caf@2024-25");
  assert.equal(refOn("2025-07-01"), "nhs-dspt-caf@2025-26");
  assert.equal(refOn("2026-06-30"), "nhs-dspt-caf@2025-26");
  assert.equal(refOn("2026-09-30"), "nhs-dspt-caf@2026-27");
  assert.equal(refOn("2026-03-31", "nhs-dspt-ndg"), "nhs-dspt-ndg@2025-26");
  assert.equal(refOn("2026-09-30", "iso-27001"), "iso-27001@2022");
});

test("a year of which no edition is known is refused, and not answered with the nearest one", () => {
  assert.throws(() => getEdition(library, "nhs-dspt-caf", "2027-07-01"), {
    code: "control-unknown",
    message: /2026-27, and none is of the assessment year of 2027-07-01/,
  });
  assert.throws(() => getEdition(library, "nhs-dspt-caf"), { code: "control-unknown" });
  assert.throws(() => getEdition(library, "nhs-dspt-caf@2025-62"), {
    code: "control-unknown",
    message: /Did you mean nhs-dspt-caf@2025-26\?/,
  });
});

test("a provisional edition says in every pack that it is one", () => {
  assert.ok(tellEdition(caf40).some((sentence) => /is provisional/.test(sentence)));
  assert.ok(
    tellEdition(getEdition(library, "nhs-dspt-ndg@2025-26")).some((sentence) => /is provisional/.test(sentence)),
  );
  assert.ok(!tellEdition(caf32).some((sentence) => /is provisional/.test(sentence)));
});

test("a pack names the outcomes for which it holds nothing", () => {
  const told = tellEdition(caf32).join("\n");
  assert.match(told, /holds nothing for A1\.a, A1\.b, .*B6\.a, B6\.b, .*E4\.b\./);
  assert.doesNotMatch(told, /nothing for [^.]*B4\.b/);
});

test("no text of a map says what is for an assessor to say", () => {
  for (const { ref, outcomes, notes } of library.editions.values()) {
    const texts = outcomes.flatMap(({ mapping }) =>
      mapping === undefined ? [] : [mapping.contribution, mapping.residualGap],
    );
    for (const text of [...texts, ...notes]) assert.equal(findLevelClaim(text), undefined, `${ref}: ${text}`);
  }
  for (const { counts } of Object.values(EVIDENCE_SIGNALS)) assert.equal(findLevelClaim(counts), undefined, counts);
});

test("words that grade are known as such, and plain ones are not", () => {
  const grading = [
    "The outcome is achieved.",
    "The Trust is compliant with B4.b.",
    "This meets the standard.",
    "Standards met",
    "Partially met",
    "It satisfies the control.",
    "The engines comply.",
    "Certified by",
    "unachieved",
  ];
  for (const text of grading) assert.notEqual(findLevelClaim(text), undefined, text);
  const plain = [
    "The window was met.",
    "It contributes to outcome B4.b.",
    "3 of 4 looks that were due were taken.",
    "A completed exercise.",
  ];
  for (const text of plain) assert.equal(findLevelClaim(text), undefined, text);
});

test("what a pack contributes always stands beside what it does not show", () => {
  for (const { outcomes } of library.editions.values()) {
    for (const { mapping } of outcomes) {
      if (mapping === undefined) continue;
      assert.match(mapping.residualGap, /not |no /);
      assert.ok(mapping.evidence.length + mapping.counterEvidence.length + mapping.indicators.length > 0);
    }
  }
});

test("every signal that a pack can tell is named by some map, and none is named that it cannot", () => {
  const named = new Set(
    [...library.editions.values()].flatMap(({ outcomes }) =>
      outcomes.flatMap(({ mapping }) =>
        mapping === undefined
          ? []
          : [mapping, ...mapping.indicators].flatMap(({ evidence, counterEvidence }) => [
              ...evidence,
              ...counterEvidence,
            ]),
      ),
    ),
  );
  assert.deepEqual([...named].sort(), Object.keys(EVIDENCE_SIGNALS).sort());
});
