import type { RunbookReport } from "#schemas/runbook-report";

/** A runbook with something in each of its parts. */
export const A_RUNBOOK: RunbookReport = {
  schema: "lockstep/runbook@1",
  estate: "st-elsewhere",
  organisation: "St Elsewhere NHS Trust",
  engineId: "tie",
  name: "Trust Integration Engine",
  product: "mirth-connect",
  owner: "Integration team",
  at: "2026-11-23T02:20:00.000Z",
  verdict: {
    verdict: "not-ready",
    asOf: "2026-11-23T02:00:00.000Z",
    expiresAt: "2026-11-24T04:00:00.000Z",
    reasons: [
      {
        code: "parity",
        verdict: "not-ready",
        message: "One artefact is on the standby not as approved: 'PAS ADT In'.",
        owner: "PAS team",
        action: "Align the standby.",
        findings: ["sha256:1"],
      },
    ],
  },
  nodes: [
    { id: "tie-a", role: "primary", url: "https://tie-a.hospital.test:8443/api" },
    { id: "tie-b", role: "standby", url: null },
  ],
  source: { what: "the approved baseline", commit: "c0ffee", takenAt: "2026-11-20T02:00:00.000Z" },
  contacts: [
    { role: "Integration on call", name: "Mo Banks", phone: "01632 960 001, then 01632 960 002" },
    { role: "Network on call", phone: "bleep 4321" },
  ],
  manualChecks: [
    {
      ...{ id: "hscn-route", what: "The HSCN route of the standby site reaches Spine", owner: "Network team" },
      ...{ everyDays: 30, lastDone: "2026-11-10", doneBy: "Ros Haddon", goodUntil: "2026-12-10", state: "done" },
    },
    {
      ...{ id: "vpn", what: "The suppliers' VPN ends on the standby, too", owner: "Network team", everyDays: 30 },
      ...{ lastDone: "2026-08-01", goodUntil: "2026-08-31", state: "overdue", how: "Ask each supplier for a ping" },
    },
    {
      ...{ id: "firewall", what: "The firewall lets PACS in", owner: "Network team", everyDays: 90 },
      ...{ state: "never", goodUntil: null },
    },
  ],
  before: [{ when: "before", do: "Tell the site manager", owner: "Mo Banks" }],
  activation: [
    {
      ...{ position: 1, tier: 1, flow: "ADT", kind: "channel", name: "ADT fan-out", owner: "PAS team" },
      ...{ now: "deployed", after: [] },
    },
    {
      ...{ position: 2, tier: 1, flow: "ADT", kind: "channel", name: "PAS ADT In", owner: "PAS team" },
      ...{ now: "saved-only", standby: "disabled", after: ["ADT fan-out"] },
    },
  ],
  after: [{ when: "after", do: "Watch the queues for ten minutes" }],
  cycles: [["Echo", "Mirror"]],
  missing: [
    {
      ...{
        tier: 1,
        flow: "ADT",
        what: "PAS ADT In",
        how: "Standby does not hold the approved baseline, production does.",
      },
      ...{ meaning: "No admissions reach the wards.", owner: "PAS team", finding: "sha256:1" },
    },
  ],
  omitted: 3,
  warnings: ["policy/runbook.yaml orders what the engine does not have: Old feed."],
};
