import type { InstanceState } from "../iris/instance-state.js";
import type { IrisSimulator } from "../iris/start-iris-simulator.js";
import type { Act } from "./act.js";
import type { Pair } from "./pair.js";

const APPLICATIONS = "Security.Applications";
const KIOSKS = "/api/kiosks";
const WARD = '<entry table="WardToSite" key="WILLOW">North site</entry>\n';
const LAST_WARD = '<entry table="WardToSite" key="OAK">';

/** Lets one night of the story happen on both members of the mirror, and tells it. */
export function playHealthConnect(number: 1 | 2 | 3, { primary, standby }: Pair<IrisSimulator>): readonly Act[] {
  if (number === 1) return [];
  return number === 2 ? drift(primary.state, standby.state) : mend(standby.state);
}

function drift(production: InstanceState, standby: InstanceState): readonly Act[] {
  const by = "l.marsh";
  addWard(production, by);
  publishKiosks(production, by);
  for (const member of [production, standby]) leaveOutDischarges(member, by);
  return [
    { nodeId: "hc-a", by, what: "added the ward WILLOW to the lookup table 'WardToSite'" },
    { nodeId: "hc-a", by, ticket: "CHG0041221", what: "took discharges out of a rule; the mirror carried it to hc-b" },
    { nodeId: "hc-a", by, what: `published '${KIOSKS}', a web application, which no mirror carries over` },
  ];
}

function addWard(member: InstanceState, by: string): void {
  member.editDocument("LIVE", "WardToSite.LUT", LAST_WARD, `${WARD}${LAST_WARD}`, by);
}

function publishKiosks(member: InstanceState, by: string): void {
  const rows = member.rows("%SYS", APPLICATIONS);
  const kiosks = { Name: KIOSKS, Description: "Appointment kiosks", DispatchClass: "StElsewhere.Kiosks", Resource: "" };
  member.setRows("%SYS", APPLICATIONS, [...rows, { ...rows[0], ...kiosks, AutheEnabled: 64 }], by);
}

function leaveOutDischarges(member: InstanceState, by: string): void {
  const name = "StElsewhere.Rules.RecordRouting.cls";
  const comment = "/// What the shared care record is told.";
  member.editDocument("LIVE", name, comment, `${comment}\n/// CHG0041221: discharges come from the letters.`, by);
  member.editDocument(
    "LIVE",
    name,
    'rule name="discharges" disabled="false"',
    'rule name="discharges" disabled="true"',
    by,
  );
}

function mend(standby: InstanceState): readonly Act[] {
  addWard(standby, "l.marsh");
  publishKiosks(standby, "l.marsh");
  return [
    { nodeId: "hc-b", by: "l.marsh", what: "added the ward WILLOW there, too" },
    { nodeId: "hc-b", by: "l.marsh", what: `published '${KIOSKS}' there, too` },
  ];
}
