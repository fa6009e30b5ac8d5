import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import type { Finding } from "#schemas/finding";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { findFinding, shortId } from "#services/reports/findings/find-finding";
import { renderFindingTerminal } from "#services/reports/render/render-finding-terminal";
import { renderTerminal } from "#services/reports/render/render-terminal";
import { waiverStanza } from "#services/reports/words/waiver-stanza";
import { AT, aFinding, anEngine, aReport, HOSTILE, severalFindings } from "./fixtures.js";

const findings = severalFindings();

test("every finding of a text report names its id, and that id finds it again", () => {
  const text = renderTerminal(aReport({ findings: [...findings] }), { width: 100 });
  for (const finding of findings) {
    assert.ok(text.includes(`Finding: ${shortId(finding)}`), finding.artefact.name);
    for (const id of [shortId(finding), finding.id, shortId(finding).slice(0, 8).toUpperCase()])
      assert.equal(findFinding({ findings: [...findings] }, id), finding);
  }
});

test("an id that is too short, unknown, or the beginning of several ids finds nothing", () => {
  const [first] = findings;
  assert.ok(first);
  const twin = { ...first, id: `${first.id.slice(0, 30)}${"0".repeat(41)}` };
  for (const id of ["", "sha256:", first.id.slice(7, 12), "0".repeat(64), "PAS ADT In"])
    assert.equal(findFinding({ findings: [...findings] }, id), undefined);
  assert.equal(findFinding({ findings: [first, twin] }, shortId(first)), undefined);
});

test("one finding is explained with its whole id and a waiver for exactly it", () => {
  const [finding] = findings;
  assert.ok(finding);
  const text = renderFindingTerminal(anEngine({ findings: [finding] }), finding, { width: 80, at: AT });
  assert.ok(text.includes(finding.id));
  assert.match(text, /policy\/waivers\.yaml/);
});

test("a waiver that nobody filled in is not valid; filled in, it waives that finding and no other", () => {
  for (const finding of [aFinding("PAS ADT In"), hostileFinding()]) {
    const stanza = `waivers:\n${waiverStanza(finding, { engineId: "tie", at: AT }).join("\n")}\n`;
    assert.ok(problemsOf(stanza).length > 0, "is in force by being pasted");
    const filled = stanza
      .replace('owner: ""', "owner: Anna Admin")
      .replace('approver: ""', "approver: Cab Chair")
      .replace('reason: ""', "reason: agreed until the new cable lies");
    assert.deepEqual(problemsOf(filled), []);
    const [waiver] = (parse(filled) as { waivers: { finding: string; artefact: { key: string } }[] }).waivers;
    assert.deepEqual([waiver?.finding, waiver?.artefact.key], [finding.id, finding.artefact.key]);
  }
});

function problemsOf(waivers: string): readonly unknown[] {
  const files = new Map([["policy/waivers.yaml", waivers]]);
  return parseGoverned(files).problems.filter(({ file }) => file === "policy/waivers.yaml");
}

function hostileFinding(): Finding {
  const finding = aFinding("PAS ADT In");
  return { ...finding, artefact: { ...finding.artefact, key: `a: b\n  - ${HOSTILE}` } };
}
