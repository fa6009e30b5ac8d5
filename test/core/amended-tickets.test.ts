import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChangeTicket } from "#schemas/change-ticket";
import { changeSetDigest } from "#services/core/authorisation/change-set-digest";
import {
  aChange,
  approvedAt,
  aTicket,
  changedAt,
  DIGEST,
  EMERGENCY,
  freeze,
  on,
  rejectedAt,
  type Story,
  standardTicket,
  TEMPLATE,
  tell,
} from "./ticket-story.js";

const OTHER = `sha256:${"e".repeat(64)}`;
const JUNK = `sha256:${"f".repeat(64)}`;
const SET = changeSetDigest([DIGEST, OTHER]);

describe("a ticket that was edited after the change", () => {
  it("covers nothing by channels that it did not name before", () => {
    const judged = amended({ channels: ["LAB_*"] });
    assert.equal(judged.verdict, "scope-mismatch");
    assert.match(factsOf(judged, "scope"), /as seen at 2026-11-18T11:50:00Z/);
  });

  it("covers nothing by configuration items that it did not name before", () => {
    assert.equal(amended({ cis: ["other"] }).verdict, "scope-mismatch");
  });

  it("covers nothing by channels that its own record of edits dates after the change", () => {
    const rebuilt = (at: string, about: Partial<ChangeTicket>) => now({ observedAt: at, rebuilt: true, ...about });
    const judged = tell({
      earlier: [
        rebuilt("2026-11-18T13:59:59.999Z", { channels: ["LAB_*"] }),
        rebuilt("2026-11-18T14:00:00Z", { channels: ["ADT_*"] }),
      ],
      tickets: [now()],
    });
    assert.equal(judged.verdict, "scope-mismatch");
    assert.equal(noteOf(judged, "seen before the change"), undefined);
  });

  for (const [what, digests] of [
    ["taken away", []],
    ["put in place of another", [OTHER]],
    ["added", [DIGEST, OTHER]],
  ] as const) {
    it(`does not approve other content by a digest that was ${what}`, () => {
      const story = { change: aChange({ digest: OTHER }) };
      assert.equal(amended({ digests: [DIGEST] }, { digests: [...digests] }, story).verdict, "content-mismatch");
    });
  }

  it("does not approve other content by a digest added, where the change names no number", () => {
    const story = { change: aChange({ digest: OTHER, references: [] }) };
    assert.equal(amended({ digests: [DIGEST] }, { digests: [DIGEST, OTHER] }, story).verdict, "content-mismatch");
  });

  for (const lifecycle of ["cancelled", "rejected"] as const) {
    it(`stays ${lifecycle} for a change made while it was`, () => {
      assert.equal(amended({ lifecycle }).verdict, "ticket-cancelled-or-rejected");
    });
  }

  for (const lifecycle of ["review", "closed"] as const) {
    it(`was over for a change made while it was in ${lifecycle}, whoever reopened it`, () => {
      const over = { lifecycle, closedAt: lifecycle === "closed" ? on("11:20") : null, updatedAt: on("11:20") };
      const judged = tell({ earlier: [then("11:30", over), then("12:30", over)], tickets: [now()] });
      assert.equal(judged.verdict, "ticket-closed");
    });
  }

  it("was not approved for a change made while it was still assessed", () => {
    const assess = { lifecycle: "assess" as const, updatedAt: on("11:20") };
    const judged = tell({ earlier: [then("11:30", assess), then("12:30", assess)], tickets: [now()] });
    assert.equal(judged.verdict, "not-approved-at-time");
  });

  it("is exempt from no freeze by an exemption given afterwards", () => {
    const story = { control: { freezes: [freeze()] } };
    assert.equal(amended({}, { freezeExempt: true }, story).verdict, "freeze-violation");
  });

  it("names its implementers as it did when the change was made", () => {
    const identities = ["sam", "eve"].map((account) => ({ account, person: `${account}@trust.example` }));
    const story = { control: { identities }, change: aChange({ actors: ["eve"] }) };
    assert.equal(amended({}, { implementers: ["eve@trust.example"] }, story).verdict, "actor-mismatch");
  });

  it("does not hide that whoever approved it had asked for it", () => {
    const judged = amended({ requester: "pat@trust.example" });
    assert.equal(judged.verdict, "sod-breach");
    assert.match(factsOf(judged, "segregation of duties"), /as seen at 2026-11-18T11:50:00Z/);
  });

  it("does not hide that whoever approved it was to make it", () => {
    const story = { change: aChange({ actors: [] }) };
    assert.equal(amended({ implementers: ["pat@trust.example"] }, {}, story).verdict, "sod-breach");
  });
});

describe("a ticket that became one of another kind after the change", () => {
  const emergency = { ...EMERGENCY, raisedAt: on("09:00"), lifecycle: "closed" as const, closedAt: on("15:30") };

  it("is no emergency, where it was a normal one waiting for approval", () => {
    const judged = amended({ approval: "requested", approvals: [] }, emergency);
    assert.equal(judged.verdict, "not-approved-at-time");
    assert.match(factsOf(judged, "kind"), /seen as normal at 2026-11-18T11:50:00Z/);
  });

  it("is no emergency, where it had been rejected", () => {
    const rejected = {
      lifecycle: "rejected" as const,
      approval: "rejected" as const,
      approvals: [rejectedAt("11:00")],
    };
    const approvals = [rejectedAt("11:00"), approvedAt("15:00")];
    assert.equal(amended(rejected, { ...emergency, approvals }).verdict, "ticket-cancelled-or-rejected");
  });

  it("is no standard change, where it was a normal one waiting for approval", () => {
    const judged = standard({}, [then("11:50", { approval: "requested", approvals: [] })]);
    assert.equal(judged.verdict, "not-approved-at-time");
  });

  it("is no standard change by a template that it did not name before", () => {
    const judged = standard({}, [standardTicket({ observedAt: on("11:50"), templateId: "STD-LABEL" })]);
    assert.equal(judged.verdict, "standard-scope-exceeded");
  });

  it("is no standard change, where it was cancelled", () => {
    const judged = standard({}, [standardTicket({ observedAt: on("11:50"), lifecycle: "cancelled" })]);
    assert.equal(judged.verdict, "ticket-cancelled-or-rejected");
  });
});

describe("a standard ticket", () => {
  it("authorises nothing that was made before it was raised", () => {
    assert.equal(standard({ raisedAt: on("14:00") }).verdict, "not-approved-at-time");
  });

  it("is unproven where nothing tells that it existed when the change was made", () => {
    assert.equal(standard({ updatedAt: on("14:00") }).verdict, "approval-unproven");
  });

  it("authorises nothing while it is a draft", () => {
    const draft = { updatedAt: on("10:00"), lifecycle: "draft" as const, approval: "requested" as const };
    assert.equal(standard(draft).verdict, "not-approved-at-time");
  });

  it("authorises what was made after it was raised, also once it is closed", () => {
    const closed = { raisedAt: on("09:00"), lifecycle: "closed" as const, closedAt: on("14:00") };
    assert.equal(standard(closed).verdict, "authorised-standard");
  });
});

describe("content that was approved", () => {
  const wide = { start: on("10:00"), end: on("13:00"), sourceZone: null };
  const strict = { contentBinding: { 2: "digest-at-approval" as const } };

  it("is measured against the approval that counts for the change, and not against a later one", () => {
    const judged = tell({
      control: strict,
      change: aChange({ interval: [on("10:30"), on("10:40")], digest: OTHER }),
      earlier: [
        then("11:00", { planned: wide }),
        then("14:30", {
          planned: wide,
          updatedAt: on("14:20"),
          digests: [OTHER],
          approval: "requested",
          approvals: [],
        }),
      ],
      tickets: [now({ planned: wide, updatedAt: on("15:00"), digests: [OTHER], approvals: [approvedAt("15:00")] })],
    });
    assert.equal(judged.verdict, "content-mismatch");
  });

  it("was there at approval where an unedited sight of it shows that, whatever was noted at closing", () => {
    const story = { control: strict, change: aChange({ digest: DIGEST }) };
    assert.equal(
      amended({ digests: [DIGEST] }, { digests: [DIGEST], lifecycle: "closed", closedAt: on("14:00") }, story).verdict,
      "authorised",
    );
  });

  for (const [what, digests] of [
    ["a further digest was added", [DIGEST, OTHER, SET, JUNK]],
    ["what was left undone was taken out", [DIGEST]],
  ] as const) {
    it(`is a subset of the set that was approved, although ${what} afterwards`, () => {
      const story = { change: aChange({ digest: DIGEST }) };
      const judged = amended({ digests: [DIGEST, OTHER, SET] }, { digests: [...digests] }, story);
      assert.equal(judged.verdict, "matched-subset");
      assert.deepEqual(judged.content?.missing, [OTHER]);
    });
  }

  it("is a subset of the approved set that the ticket held before it was edited, still ahead of the change", () => {
    const judged = tell({
      change: aChange({ digest: DIGEST }),
      earlier: [
        then("10:30", { digests: [DIGEST, OTHER, SET] }),
        then("11:50", { digests: [DIGEST], updatedAt: on("11:00") }),
      ],
      tickets: [now({ digests: [DIGEST] })],
    });
    assert.equal(judged.verdict, "matched-subset");
  });

  it("is noted where its digests make up no set and not all of them were found", () => {
    const judged = tell({
      change: aChange({ digest: DIGEST }),
      tickets: [aTicket({ digests: [DIGEST, OTHER, SET, JUNK] })],
    });
    assert.equal(judged.verdict, "authorised");
    assert.equal(noteOf(judged, "all of the approved content"), "unmatched-digests");
  });
});

describe("a ticket that was first seen after the change", () => {
  it("is noted where it was edited since, for what it said then is not proven", () => {
    const judged = tell({ tickets: [now()] });
    assert.equal(judged.verdict, "authorised");
    assert.equal(noteOf(judged, "seen before the change"), "unseen-before");
    assert.match(factsOf(judged, "seen before the change"), /not seen before the change, and edited since/);
  });

  it("has an unproven window where policy says so", () => {
    assert.equal(tell({ control: { unseenBefore: "unproven" }, tickets: [now()] }).verdict, "window-unproven");
  });

  for (const updatedAt of [null, "+010000-01-01T11:59:59Z"]) {
    it(`is noted where its last edit has ${updatedAt === null ? "no time" : "a time that cannot be"}`, () => {
      const judged = tell({ tickets: [now({ updatedAt })] });
      assert.equal(noteOf(judged, "seen before the change"), "unseen-before");
    });
  }

  it("is not noted where it was last edited before the change", () => {
    assert.equal(noteOf(tell({ control: { unseenBefore: "unproven" } }), "seen before the change"), undefined);
  });

  it("was for something else where its first sight says so", () => {
    const judged = tell({
      earlier: [then("12:30", { channels: ["LAB_*"], updatedAt: on("12:10") })],
      tickets: [now()],
    });
    assert.equal(judged.verdict, "scope-mismatch");
  });

  it("is an emergency by what it says now, where it was raised only then", () => {
    const hasty = { ...EMERGENCY, kind: "normal" as const, approval: "requested" as const, approvals: [], cis: [] };
    const judged = tell({ earlier: [then("12:35", { ...hasty, updatedAt: on("12:30") })], tickets: [now(EMERGENCY)] });
    assert.equal(judged.verdict, "pending-retrospective");
  });
});

describe("a ticket that goes its way", () => {
  it("stays good from scheduled to closed", () => {
    const judged = tell({
      earlier: [
        then("10:30", { lifecycle: "scheduled" }),
        then("11:30", { lifecycle: "implement", updatedAt: on("11:10") }),
        then("12:30", { lifecycle: "review", updatedAt: on("12:20") }),
      ],
      tickets: [now({ lifecycle: "closed", closedAt: on("14:00") })],
    });
    assert.equal(judged.verdict, "authorised");
  });

  it("stays good where it was completed before its approval, and not seen between", () => {
    const draft = { lifecycle: "draft" as const, approval: "requested" as const, approvals: [], channels: [], cis: [] };
    const judged = tell({ earlier: [then("09:00", { ...draft, updatedAt: on("08:50") })], tickets: [now()] });
    assert.equal(judged.verdict, "authorised");
    assert.equal(noteOf(judged, "seen before the change"), "unseen-before");
  });

  it("stays good where its implementer was added before the change", () => {
    const judged = tell({
      change: changedAt("12:00"),
      earlier: [then("11:30", { implementers: ["eve@trust.example"] })],
      tickets: [now({ updatedAt: on("11:45") })],
    });
    assert.equal(judged.verdict, "authorised");
  });

  it("stays good where its scope was only widened afterwards", () => {
    assert.equal(amended({}, { channels: ["ADT_*", "LAB_*"] }).verdict, "authorised");
  });
});

/** Seen at 11:50 as told, edited at 14:00 to what it says now. */
function amended(before: Partial<ChangeTicket>, after: Partial<ChangeTicket> = {}, story: Story = {}) {
  return tell({ ...story, earlier: [then("11:50", before)], tickets: [now(after)] });
}

function standard(about: Partial<ChangeTicket>, earlier: readonly ChangeTicket[] = []) {
  return tell({
    control: { standardTemplates: [TEMPLATE] },
    earlier,
    tickets: [standardTicket({ updatedAt: on("14:00"), ...about })],
  });
}

function then(time: string, about: Partial<ChangeTicket> = {}): ChangeTicket {
  return aTicket({ observedAt: on(time), ...about });
}

function now(about: Partial<ChangeTicket> = {}): ChangeTicket {
  return aTicket({ updatedAt: on("14:00"), ...about });
}

function factsOf(judged: ReturnType<typeof tell>, test: string): string {
  return judged.trace.find((line) => line.test === test)?.facts ?? "";
}

function noteOf(judged: ReturnType<typeof tell>, test: string): string | undefined {
  return judged.trace.find((line) => line.test === test)?.note;
}
