import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AlignPlan } from "#schemas/align-plan";
import { renderAlignHtml } from "#services/reports/render/render-align-html";
import { renderAlignMarkdown } from "#services/reports/render/render-align-markdown";
import { renderAlignTerminal } from "#services/reports/render/render-align-terminal";

const FILE = "package/channels/pas-adt-in~5a1c0001.xml";
const SECRET = "{{LOCKSTEP:SECRET channel/PAS-ADT-In/properties/password}}";
const BACK = "rollback/channels/pas-adt-in~5a1c0001.xml";
const ABOUT = { kind: "channel", key: "c1", act: "replace", now: "sha256:old", expected: "sha256:new" } as const;

const PLAN: AlignPlan = {
  ...{ schema: "lockstep/align-plan@1", engineId: "tie", product: "mirth-connect", at: "2026-11-23T02:00:00.000Z" },
  node: { id: "tie-b", role: "standby" },
  dialect: "mirth-connect@9",
  baseline: { commit: "c0ffee", digest: "sha256:baseline", approver: "C. Chair" },
  target: { digest: "sha256:before", takenAt: "2026-11-23T02:00:00.000Z", engineVersion: "4.5.2" },
  sources: [{ nodeId: "tie-a", digest: "sha256:a", takenAt: "2026-11-23T02:00:00.000Z", engineVersion: "4.5.2" }],
  complete: false,
  artefacts: [
    { ...ABOUT, name: "PAS ADT In", carried: "package", why: null, from: "tie-a", file: FILE },
    { ...ABOUT, name: "ADT Fan-out", carried: "nowhere", why: "no node holds it", from: null, file: null },
  ],
  steps: [
    { number: 1, kind: "import", what: "Channels, 'Import Channel'", details: [`${FILE}: channel "PAS ADT In"`] },
    { number: 2, kind: "by-hand", what: "By hand", details: ["one", "two", "three", "four", "five"] },
  ],
  rollback: { steps: [], byHand: [] },
  placeholders: [FILE, BACK].map((file) => ({ placeholder: SECRET, file, kind: "secret" as const })),
  files: [FILE, BACK].map((path) => ({ path, bytes: 12, digest: "sha256:file" })),
  warnings: ["1 artefact stays as it is."],
  deletions: { count: 0, allowed: false },
  expectedDigest: "sha256:after",
  digest: "sha256:plan",
};

const FOLDER = "/var/lib/align-tie-tie-b";
const terminal = (plan: AlignPlan, folder: string | null = FOLDER): string =>
  renderAlignTerminal({ schema: "lockstep/align-report@1", folder, plan });

describe("what a person on call reads of a plan", () => {
  it("says first how much of what differs the steps bring, and how much will still differ", () => {
    assert.match(
      terminal(PLAN).replace(/\s+/g, " "),
      /in 2 artefacts; the steps bring 1, and 1 of them will still differ\./,
    );
    assert.match(
      terminal({ ...PLAN, complete: true }).replace(/\s+/g, " "),
      /in 2 artefacts; the steps bring all of them\./,
    );
  });

  it("counts the values to fill in for the import apart from those for going back", () => {
    assert.match(terminal(PLAN), /package {3}1 file, 1 value to fill in first/);
    assert.match(terminal(PLAN), /rollback {2}1 file, 1 value to fill in first/);
  });

  it("shows what a step means, and gives the command that says whether it still holds", () => {
    const text = terminal(PLAN);
    assert.match(text, /pas-adt-in~5a1c0001\.xml: channel "PAS ADT In"/);
    assert.match(text, /three\n.*… and 2 more lines in plan\.md/);
    assert.match(text, /lockstep align --check \/var\/lib\/align-tie-tie-b$/m);
    assert.match(terminal(PLAN, "/home/on call/a"), /lockstep align --check '\/home\/on call\/a'$/m);
  });

  it("promises no proof and no folder where there is nothing to carry out", () => {
    const text = terminal({ ...PLAN, complete: true, artefacts: [], steps: [], warnings: [] }, null);
    assert.match(text, /there is nothing to align/);
    assert.match(text, /Nothing was written/);
    assert.doesNotMatch(text, /WRITTEN|proves it|expect/);
  });

  it("says what left-out artefacts wait for", () => {
    const why = "nobody has consented to deletions (--allow-deletions)";
    const left = { ...ABOUT, name: "Left over", carried: "left-out", why, from: null, file: null } as const;
    assert.match(
      terminal({ ...PLAN, artefacts: [left] }).replace(/\s+/g, " "),
      /left out, because nobody has consented/,
    );
  });

  it("writes the name of a file in Markdown so that it can be copied, in the table and in the steps", () => {
    const text = renderAlignMarkdown(PLAN);
    assert.equal(text.split(`\`${FILE}\``).length - 1, 3);
    assert.doesNotMatch(text, /\u200b5a1c0001/);
  });

  it("gives each step of the page a box to tick, and says what each value to fill in is", () => {
    const page = renderAlignHtml(PLAN);
    assert.equal(page.split('<label><input type="checkbox">').length - 1, 2);
    assert.match(page, /<td>a secret<\/td>/);
    assert.match(page, /taken from tie-a/);
  });

  it("lets no text of an engine become markup in a step or a file's name", () => {
    const details = ["package/x`<b>@team.xml: channel <script>alert(1)</script>", "<img src=x> @team"];
    const hostile = { ...PLAN, steps: [{ number: 1, kind: "import" as const, what: "<i>@cab #12</i>", details }] };
    for (const text of [renderAlignMarkdown(hostile), renderAlignHtml(hostile)])
      assert.doesNotMatch(text, /<(?:script|b|i|img)\b(?![^>]*data:)/);
    assert.doesNotMatch(renderAlignMarkdown(hostile), /@team|#12/);
  });
});
