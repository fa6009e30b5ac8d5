import assert from "node:assert/strict";
import { test } from "node:test";
import { AuthorisationVerdict } from "#schemas/authorisation";
import { TolerableVerdict } from "#schemas/change-control";
import { AUTHORISATION_VERDICTS, effectOf } from "#services/core/authorisation/authorisation-verdicts";
import { changeSetDigest } from "#services/core/authorisation/change-set-digest";
import {
  aChange,
  approvedAt,
  aTicket,
  changedAt,
  DIGEST,
  EMERGENCY,
  explained,
  freeze,
  on,
  reading,
  rejectedAt,
  type Story,
  standardTicket,
  TEMPLATE,
  tell,
  unavailable,
  unnamed,
} from "./ticket-story.js";

const OTHER = `sha256:${"e".repeat(64)}`;
const SINGLE_HANDED = { singleHanded: { reviewWithinWorkingDays: 5, reviewers: ["chris@trust.example"] } };

/** Every row of the table of verdicts. */
const ROWS: readonly (readonly [claim: string, story: Story, verdict: AuthorisationVerdict])[] = [
  [
    "a finding that an expected difference explains asks for no ticket",
    { finding: explained("expected-difference") },
    "not-applicable",
  ],
  ["what a waiver tolerates keeps its authority", { finding: explained("waiver") }, "authorised"],
  [
    "what a waiver tolerates stays without a ticket",
    { finding: explained("waiver"), change: unnamed() },
    "unreferenced",
  ],
  ["what is in lockstep asks for no ticket", { finding: { case: "in-lockstep" } }, "not-applicable"],
  ["a node that stood still while the baseline moved asks for no ticket", { changes: [] }, "not-applicable"],
  ["a ticket system that cannot be read leaves the verdict open", { readings: [unavailable()] }, "source-unavailable"],
  [
    "so it does for a change without a number: a ticket might hold its digest",
    { change: unnamed(), readings: [unavailable()] },
    "source-unavailable",
  ],
  [
    "a number that names a ticket leaves the verdict open where no system is configured",
    { readings: [] },
    "source-unavailable",
  ],
  ["a change without a number is unreferenced", { change: unnamed() }, "unreferenced"],
  [
    "a change without a number is unreferenced where no system is configured",
    { change: unnamed(), readings: [] },
    "unreferenced",
  ],
  ["a number that no ticket bears is unknown", { tickets: [] }, "ticket-unknown"],
  [
    "a number unknown here may stand in the system that was not read",
    { readings: [reading([], on("16:00")), unavailable()] },
    "source-unavailable",
  ],
  [
    "a ticket that vanished from the export before the change is unknown",
    { tickets: [aTicket({ observedAt: on("11:30") })] },
    "ticket-unknown",
  ],
  [
    "a ticket that vanished only after the change still authorises it",
    { tickets: [aTicket({ observedAt: on("12:30") })] },
    "authorised",
  ],
  [
    "a cancelled ticket authorises nothing",
    { tickets: [aTicket({ lifecycle: "cancelled" })] },
    "ticket-cancelled-or-rejected",
  ],
  [
    "a rejected ticket authorises nothing",
    { tickets: [aTicket({ lifecycle: "rejected" })] },
    "ticket-cancelled-or-rejected",
  ],
  [
    "a rejection without a time counts from the beginning",
    { tickets: [aTicket({ approval: "rejected" })] },
    "ticket-cancelled-or-rejected",
  ],
  [
    "an approval withdrawn before the change authorises nothing",
    { tickets: [withdrawn("11:30")] },
    "ticket-cancelled-or-rejected",
  ],
  ["an approval withdrawn after the change does not reach back", { tickets: [withdrawn("12:30")] }, "authorised"],
  ["a ticket on hold authorises nothing", { tickets: [aTicket({ onHold: true })] }, "on-hold"],
  [
    "a ticket put on hold after the change had been free then",
    { tickets: [aTicket({ onHold: true })], earlier: [aTicket({ observedAt: on("12:10") })] },
    "authorised",
  ],
  [
    "a hold that was seen before the change and never seen lifted before it counts",
    { tickets: [aTicket()], earlier: [aTicket({ observedAt: on("11:30"), onHold: true })] },
    "on-hold",
  ],
  [
    "a ticket for another channel is for something else",
    { tickets: [aTicket({ channels: ["ORU_*"] })] },
    "scope-mismatch",
  ],
  ["a ticket for another engine is for something else", { tickets: [aTicket({ cis: ["other"] })] }, "scope-mismatch"],
  [
    "a configuration item that policy does not map covers nothing",
    { tickets: [aTicket({ cis: ["TIE-LIVE"] })] },
    "scope-mismatch",
  ],
  ["a ticket that names nothing covers nothing", { tickets: [aTicket({ cis: [], channels: [] })] }, "scope-mismatch"],
  [
    "a ticket for production does not cover standby",
    { ...onStandby("standby-behind"), control: mapped("primary") },
    "scope-mismatch",
  ],
  [
    "a ticket for production covers the same change carried to standby",
    { ...onStandby("both-changed"), control: mapped("primary") },
    "authorised",
  ],
  [
    "unless the ticket says that it does not",
    {
      ...onStandby("both-changed"),
      tickets: [aTicket({ cis: ["TIE-LIVE"], coversStandby: false })],
      control: mapped("primary"),
    },
    "scope-mismatch",
  ],
  [
    "a standard change that touches more than its template is exceeded",
    { tickets: [standardTicket()], control: { standardTemplates: [{ ...TEMPLATE, paths: ["/name"] }] } },
    "standard-scope-exceeded",
  ],
  [
    "a standard change without an allowed template is exceeded",
    { tickets: [standardTicket()] },
    "standard-scope-exceeded",
  ],
  [
    "a standard change of another kind of artefact is exceeded",
    { tickets: [standardTicket()], control: { standardTemplates: [{ ...TEMPLATE, kinds: ["alert"] }] } },
    "standard-scope-exceeded",
  ],
  ["a change in a freeze is a violation", { control: { freezes: [freeze()] } }, "freeze-violation"],
  [
    "a change in a freeze with an approved exemption is none",
    { tickets: [aTicket({ freezeExempt: true })], control: { freezes: [freeze()] } },
    "authorised",
  ],
  [
    "an exemption that was approved too late is none",
    { tickets: [aTicket({ freezeExempt: true, approvals: [approvedAt("15:00")] })], control: { freezes: [freeze()] } },
    "freeze-violation",
  ],
  [
    "a freeze of another engine does not matter",
    { control: { freezes: [{ ...freeze(), engine: "other" }] } },
    "authorised",
  ],
  ["a ticket closed at an unknown time is closed", { tickets: [aTicket({ lifecycle: "closed" })] }, "ticket-closed"],
  [
    "a ticket closed after the change was open",
    { tickets: [aTicket({ lifecycle: "closed", closedAt: on("15:00") })] },
    "authorised",
  ],
  [
    "a ticket seen in review before the change was over",
    {
      earlier: [aTicket({ lifecycle: "review", observedAt: on("11:30") })],
      tickets: [aTicket({ lifecycle: "review" })],
    },
    "ticket-closed",
  ],
  [
    "a ticket opened again asks for a new approval",
    { tickets: [aTicket({ closedAt: on("11:00") })] },
    "not-approved-at-time",
  ],
  [
    "a ticket opened again and approved again authorises",
    { tickets: [aTicket({ closedAt: on("11:00"), approvals: [approvedAt("10:00"), approvedAt("11:30")] })] },
    "authorised",
  ],
  [
    "a ticket approved after the change authorises nothing",
    { tickets: [aTicket({ approvals: [approvedAt("15:00")] })] },
    "not-approved-at-time",
  ],
  [
    "a ticket of which one approver was still to decide was not approved",
    { tickets: [aTicket({ approvals: [approvedAt("10:00"), approvedAt("14:00", "chris@trust.example")] })] },
    "not-approved-at-time",
  ],
  [
    "a ticket that never was approved authorises nothing",
    { tickets: [aTicket({ approval: "requested", approvals: [] })] },
    "not-approved-at-time",
  ],
  [
    "an approval that the ticket itself does not bear out authorises nothing",
    { tickets: [aTicket({ approval: "requested" })] },
    "not-approved-at-time",
  ],
  [
    "a ticket still being assessed authorises nothing",
    { tickets: [aTicket({ lifecycle: "assess" })] },
    "not-approved-at-time",
  ],
  [
    "a ticket that went back to be planned after the change was ready then, as the record of edits tells",
    { tickets: [aTicket({ lifecycle: "draft" })], earlier: [readyFrom("11:30"), backFrom("12:30")] },
    "authorised",
  ],
  [
    "a ticket that went back to be planned while the change may have been made was not",
    {
      tickets: [aTicket({ lifecycle: "draft" })],
      earlier: [readyFrom("11:30"), backFrom("12:00")],
    },
    "not-approved-at-time",
  ],
  [
    "a ticket that was found in planning after the change may have gone back before it",
    { tickets: [aTicket({ lifecycle: "draft" })], earlier: [readyFrom("11:30")] },
    "not-approved-at-time",
  ],
  [
    "an approval dated before a sight of the unapproved ticket is not believed",
    { earlier: [aTicket({ approval: "requested", approvals: [], observedAt: on("11:30") })] },
    "not-approved-at-time",
  ],
  [
    "an approval without a time is unproven",
    { tickets: [aTicket({ approvals: [approvedAt(null)] })] },
    "approval-unproven",
  ],
  [
    "an approval given while the change may already have been made is unproven",
    { change: aChange({ interval: [on("09:30"), on("12:00")] }) },
    "approval-unproven",
  ],
  [
    "a change without a clean look before is unproven",
    { change: aChange({ interval: [null, on("12:00")] }) },
    "approval-unproven",
  ],
  [
    "an approval by nobody named is unproven",
    { tickets: [aTicket({ approvals: [approvedAt("10:00", null)] })] },
    "approval-unproven",
  ],
  ["an unknown lifecycle never authorises", { tickets: [aTicket({ lifecycle: "unknown" })] }, "approval-unproven"],
  ["an unknown kind never authorises", { tickets: [aTicket({ kind: "unknown" })] }, "approval-unproven"],
  ["an unknown approval never authorises", { tickets: [aTicket({ approval: "unknown" })] }, "approval-unproven"],
  [
    "an approver's decision that is not understood never authorises",
    { tickets: [aTicket({ approvals: [approvedAt("10:00"), { ...approvedAt(null), decision: "unknown" }] })] },
    "approval-unproven",
  ],
  [
    "a ticket that could not be read whole never authorises",
    { tickets: [aTicket({ problems: ["closedAt is not a date and time"] })] },
    "approval-unproven",
  ],
  [
    "a standard change of unknown lifecycle is not authorised",
    { tickets: [standardTicket({ lifecycle: "unknown" })], control: { standardTemplates: [TEMPLATE] } },
    "approval-unproven",
  ],
  [
    "a change of other content than the digest in the ticket is a mismatch",
    { change: aChange({ digest: `sha256:${"e".repeat(64)}` }), tickets: [aTicket({ digests: [DIGEST] })] },
    "content-mismatch",
  ],
  [
    "a digest in the ticket and none of the change is a mismatch",
    { tickets: [aTicket({ digests: [DIGEST] })] },
    "content-mismatch",
  ],
  [
    "policy can ask for a digest in the ticket",
    { control: { contentBinding: { 2: "ticket-mentions" } } },
    "content-mismatch",
  ],
  [
    "a digest written into the ticket after its approval is not what was approved",
    {
      change: aChange({ digest: DIGEST }),
      tickets: [aTicket({ digests: [DIGEST], updatedAt: on("15:00") })],
      control: { contentBinding: { 2: "digest-at-approval" } },
    },
    "content-mismatch",
  ],
  [
    "a digest that stood there at approval is",
    {
      change: aChange({ digest: DIGEST }),
      tickets: [aTicket({ digests: [DIGEST] })],
      control: { contentBinding: { 2: "digest-at-approval" } },
    },
    "authorised",
  ],
  [
    "a digest names its ticket without a number",
    { change: aChange({ references: [], digest: DIGEST }), tickets: [aTicket({ digests: [DIGEST] })] },
    "authorised",
  ],
  ["a change outside the window is out of it", { change: changedAt("14:00") }, "out-of-window"],
  [
    "a save before the window counts by its deployment inside",
    { change: changedAt("10:30", { tookEffect: [on("11:30"), on("11:30")] }) },
    "authorised",
  ],
  [
    "a deployment after the window is out of it",
    { change: changedAt("12:30", { tookEffect: [on("14:30"), on("14:30")] }) },
    "out-of-window",
  ],
  [
    "an approval withdrawn before the deployment does not cover it",
    { change: aChange({ tookEffect: [on("12:45"), on("12:45")] }), tickets: [withdrawn("12:30")] },
    "ticket-cancelled-or-rejected",
  ],
  [
    "a ticket closed before the deployment does not cover it",
    {
      change: aChange({ tookEffect: [on("12:45"), on("12:45")] }),
      tickets: [aTicket({ lifecycle: "closed", closedAt: on("12:30") })],
    },
    "ticket-closed",
  ],
  [
    "a ticket without a window proves none",
    { tickets: [aTicket({ planned: { start: null, end: null, sourceZone: null } })] },
    "window-unproven",
  ],
  [
    "a window that ends before it starts proves none",
    { tickets: [aTicket({ planned: { start: on("13:00"), end: on("11:00"), sourceZone: null } })] },
    "window-unproven",
  ],
  [
    "a window extended after the change is shown as that",
    {
      change: changedAt("14:00"),
      earlier: [aTicket({ observedAt: on("13:30") })],
      tickets: [
        aTicket({ planned: { start: on("11:00"), end: on("15:00"), sourceZone: null }, updatedAt: on("15:00") }),
      ],
    },
    "window-amended-after",
  ],
  [
    "a window extended before the change is the window",
    {
      change: changedAt("14:00"),
      earlier: [aTicket({ observedAt: on("12:30") })],
      tickets: [
        aTicket({ planned: { start: on("11:00"), end: on("15:00"), sourceZone: null }, updatedAt: on("13:30") }),
      ],
    },
    "authorised",
  ],
  [
    "an implementer cannot approve the change",
    { tickets: [aTicket({ approvals: [approvedAt("10:00", "sam@trust.example")] })] },
    "sod-breach",
  ],
  [
    "whoever made the change cannot have approved it",
    { change: aChange({ actors: ["PAT"] }), tickets: [aTicket({ implementers: [] })] },
    "sod-breach",
  ],
  [
    "who asked for the change cannot be its only approver",
    { tickets: [aTicket({ requester: "pat@trust.example" })] },
    "sod-breach",
  ],
  [
    "who asked may be one of several approvers",
    {
      tickets: [
        aTicket({
          requester: "pat@trust.example",
          approvals: [approvedAt("10:00"), approvedAt("10:30", "chris@trust.example")],
        }),
      ],
    },
    "authorised",
  ],
  [
    "policy can allow one person alone, until its review is due",
    { tickets: [aTicket({ requester: "pat@trust.example" })], control: SINGLE_HANDED },
    "single-handed-pending",
  ],
  [
    "what one person alone decided and nobody reviewed in time is overdue",
    {
      tickets: [aTicket({ requester: "pat@trust.example", observedAt: "2026-11-26T10:00:00Z" })],
      control: SINGLE_HANDED,
      at: "2026-11-26T10:00:00Z",
    },
    "single-handed-overdue",
  ],
  [
    "of two approved changes one is authorised, and the other told as missing",
    {
      change: aChange({ digest: DIGEST }),
      tickets: [aTicket({ digests: [DIGEST, OTHER, changeSetDigest([DIGEST, OTHER])] })],
    },
    "matched-subset",
  ],
  [
    "an artefact beyond all approved changes is beyond the ticket",
    {
      changes: [aChange({ digest: OTHER }), aChange({ digest: DIGEST, nodeId: "tie-b", role: "standby" })],
      tickets: [aTicket({ digests: [DIGEST] })],
    },
    "exceeds-scope",
  ],
  [
    "an account of somebody else than the implementers is a mismatch",
    {
      change: aChange({ actors: ["u042"] }),
      control: { identities: [{ account: "u042", person: "kim@trust.example" }] },
    },
    "actor-mismatch",
  ],
  [
    "an account that stands for the implementer is none",
    {
      change: aChange({ actors: ["u042"] }),
      control: { identities: [{ account: "u042", person: "sam@trust.example" }] },
    },
    "authorised",
  ],
  ["a shared account is noted", { change: aChange({ actors: ["admin"] }) }, "authorised"],
  [
    "policy can refuse what nobody can be held to",
    { change: aChange({ actors: ["admin"] }), control: { attributableActor: true } },
    "actor-mismatch",
  ],
  [
    "an emergency waits for its approval",
    { tickets: [aTicket({ ...EMERGENCY, approval: "requested", approvals: [] })] },
    "pending-retrospective",
  ],
  ["an emergency approved in time waits for its review", { tickets: [aTicket(EMERGENCY)] }, "pending-retrospective"],
  [
    "an emergency approved after two working days is overdue",
    emergencyAt("2026-11-23T10:00:00Z", "2026-11-24T10:00:00Z"),
    "retrospective-overdue",
  ],
  [
    "an emergency raised five hours after is overdue",
    { tickets: [aTicket({ ...EMERGENCY, raisedAt: on("17:00") })], at: on("18:00") },
    "retrospective-overdue",
  ],
  [
    "an emergency that nobody can date is not raised in time",
    { change: aChange({ interval: [null, on("12:00")] }), tickets: [aTicket(EMERGENCY)] },
    "retrospective-overdue",
  ],
  [
    "an emergency never reviewed is overdue after ten working days",
    emergencyAt(on("15:00"), "2026-12-03T00:00:01Z"),
    "retrospective-overdue",
  ],
  [
    "an emergency approved and reviewed in time is authorised in retrospect",
    { tickets: [aTicket({ ...EMERGENCY, reviewedAt: on("15:30") })] },
    "authorised-retrospective",
  ],
  [
    "an emergency that was closed in time was reviewed",
    { tickets: [aTicket({ ...EMERGENCY, lifecycle: "closed", closedAt: on("15:30") })] },
    "authorised-retrospective",
  ],
  [
    "an emergency may be made in a freeze",
    { tickets: [aTicket({ ...EMERGENCY, reviewedAt: on("15:30") })], control: { freezes: [freeze()] } },
    "authorised-retrospective",
  ],
  [
    "an emergency still has to be for this artefact",
    { tickets: [aTicket({ ...EMERGENCY, reviewedAt: on("15:30"), channels: ["ORU_*"] })] },
    "scope-mismatch",
  ],
  [
    "an emergency approved before it was made is authorised, not in retrospect",
    { tickets: [aTicket({ kind: "emergency" })] },
    "authorised",
  ],
  [
    "a standard change within its template needs no approval of its own",
    { tickets: [standardTicket()], control: { standardTemplates: [TEMPLATE] } },
    "authorised-standard",
  ],
  ["a normal change that passes every test is authorised", {}, "authorised"],
];

for (const [claim, story, verdict] of ROWS) {
  test(claim, () => {
    const authorisation = tell(story);
    assert.equal(authorisation.verdict, verdict, JSON.stringify(authorisation.trace, null, 1));
  });
}

test("every verdict of the registry has a story here", () => {
  const told = new Set(ROWS.map(([, , verdict]) => verdict));
  const untold = AuthorisationVerdict.anyOf.map((literal) => literal.const).filter((verdict) => !told.has(verdict));
  assert.deepEqual(untold, []);
});

test("the registry ranks each verdict once, in the order of the schema", () => {
  const ordered = AuthorisationVerdict.anyOf.map((literal) => AUTHORISATION_VERDICTS[literal.const].rank);
  assert.deepEqual(
    ordered,
    ordered.map((_, index) => index + 1),
  );
});

test("policy can tolerate just what the registry leaves to policy", () => {
  const verdicts = AuthorisationVerdict.anyOf.map((literal) => literal.const);
  const tolerated = TolerableVerdict.anyOf.map((literal) => literal.const);
  const passed = verdicts.filter(
    (verdict) => effectOf(verdict, { tolerated }) !== effectOf(verdict, { tolerated: [] }),
  );
  assert.deepEqual(passed, tolerated);
  assert.deepEqual(
    passed,
    verdicts.filter((verdict) => AUTHORISATION_VERDICTS[verdict].effect === "policy"),
  );
});

function readyFrom(time: string) {
  return aTicket({ observedAt: on(time), rebuilt: true, sourceVersion: null });
}

function backFrom(time: string) {
  return aTicket({ observedAt: on(time), lifecycle: "draft", rebuilt: true, sourceVersion: null });
}

function withdrawn(time: string) {
  return aTicket({ approval: "rejected", approvals: [approvedAt("10:00"), rejectedAt(time)] });
}

function onStandby(driftCase: "standby-behind" | "both-changed"): Story {
  return {
    finding: { case: driftCase },
    change: aChange({ nodeId: "tie-b", role: "standby" }),
    tickets: [aTicket({ cis: ["TIE-LIVE"] })],
  };
}

function mapped(role: "primary" | "standby") {
  return { configurationItems: [{ ci: "TIE-LIVE", engine: "tie", role }] };
}

function emergencyAt(approved: string, at: string): Story {
  const approvals = [{ ...approvedAt("15:00"), at: approved }];
  return { tickets: [aTicket({ ...EMERGENCY, approvals, updatedAt: approved, observedAt: at })], at };
}
