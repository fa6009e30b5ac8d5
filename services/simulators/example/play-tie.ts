import type { ServerState } from "../mirth-connect/server-state.js";
import type { MirthSimulator } from "../mirth-connect/start-mirth-simulator.js";
import type { Act } from "./act.js";
import type { Pair } from "./pair.js";

const FINAL_ONLY = "return status == 'F' || status == 'C';";
const PRELIMINARY_TOO = "return status == 'F' || status == 'C' || status == 'P';";
const DEBUG_COPY = "TEMP ADT debug copy";

/** Lets one night of the story happen on both servers, and tells it. */
export function playTie(number: 1 | 2 | 3, { primary, standby }: Pair<MirthSimulator>): readonly Act[] {
  if (number === 1) return [];
  return number === 2 ? drift(primary.state, standby.state) : mend(primary.state, standby.state);
}

function drift(production: ServerState, standby: ServerState): readonly Act[] {
  return [
    letPreliminaryResultsThrough(production),
    leaveDebugCopy(production),
    ...movePharmacy(production, standby),
    ...changeRadiologyResults(production, standby),
    ...rotatePassword(production, standby),
    restoreOldPort(standby),
  ];
}

/** On production, saved and deployed, without a ticket. */
function letPreliminaryResultsThrough(production: ServerState): Act {
  production.editChannel("Pathology Results", FINAL_ONLY, PRELIMINARY_TOO, { by: "j.okafor" });
  production.deployChannel("Pathology Results", { by: "j.okafor" });
  return { nodeId: "tie-a", by: "j.okafor", what: "let preliminary pathology results through" };
}

function leaveDebugCopy(production: ServerState): Act {
  production.addChannel(
    {
      id: "5a1c0001-0000-4000-8000-0000000000d1",
      name: DEBUG_COPY,
      source: { name: "sourceConnector", transport: "Channel Reader" },
      destinations: [
        {
          name: "To a file",
          transport: "File Writer",
          properties: { scheme: "FILE", host: "/tmp/adt", outputPattern: "adt.hl7" },
        },
      ],
    },
    { by: "m.devlin" },
  );
  return { nodeId: "tie-a", by: "m.devlin", what: `left the channel '${DEBUG_COPY}'` };
}

/** The same approved change on both nodes, deployed on both. */
function movePharmacy(production: ServerState, standby: ServerState): readonly Act[] {
  const ticket = "CHG0041207";
  return both(production, standby).map(([nodeId, state]) => {
    const actor = { by: "s.whitfield" };
    state.editChannel("ADT Fan-out", "pharmacy.hospital.test", "pharmacy2.hospital.test", actor);
    state.editChannel(
      "ADT Fan-out",
      "// Pharmacy shows",
      `// ${ticket}: new pharmacy server.\n// Pharmacy shows`,
      actor,
    );
    state.deployChannel("ADT Fan-out", actor);
    return { nodeId, ...actor, ticket, what: "sent ADT to the new pharmacy server" };
  });
}

/** The same approved change on both nodes, but nobody deployed it on standby. */
function changeRadiologyResults(production: ServerState, standby: ServerState): readonly Act[] {
  const ticket = "CHG0041210";
  return both(production, standby).map(([nodeId, state]) => {
    const actor = { by: "s.whitfield" };
    const before = "var urgent = msg['OBR']['OBR.5'].toString() == 'S';";
    const after = `// ${ticket}: critical findings count as urgent.\nvar urgent = ['S', 'C'].indexOf(msg['OBR']['OBR.5'].toString()) >= 0;`;
    state.editChannel("Radiology Results", before, after, actor);
    if (nodeId === "tie-a") state.deployChannel("Radiology Results", actor);
    const what = nodeId === "tie-a" ? "counted critical findings as urgent" : "saved that change, without deploying it";
    return { nodeId, ...actor, ticket, what };
  });
}

/** The same new password on both nodes. */
function rotatePassword(production: ServerState, standby: ServerState): readonly Act[] {
  const ticket = "CHG0041215";
  return both(production, standby).map(([nodeId, state]) => {
    const comment = `Mailbox STELS001, rotated under ${ticket}`;
    const actor = { by: "s.whitfield" };
    state.setConfigurationValue("mesh-mailbox-password", "invented-mesh-password-of-autumn", { ...actor, comment });
    return { nodeId, ...actor, ticket, what: "rotated the password of the letters' mailbox" };
  });
}

/** An old export was restored on standby: it would listen where nobody sends any more. */
function restoreOldPort(standby: ServerState): Act {
  standby.editChannel("PAS ADT In", "6661", "6660", { by: "m.devlin" });
  standby.deployChannel("PAS ADT In", { by: "m.devlin" });
  return { nodeId: "tie-b", by: "m.devlin", what: "restored an old export of 'PAS ADT In', with the old port" };
}

function mend(production: ServerState, standby: ServerState): readonly Act[] {
  production.editChannel("Pathology Results", PRELIMINARY_TOO, FINAL_ONLY, { by: "j.okafor" });
  production.deployChannel("Pathology Results", { by: "j.okafor" });
  production.removeChannel(DEBUG_COPY, { by: "m.devlin" });
  standby.editChannel("PAS ADT In", "6660", "6661", { by: "m.devlin" });
  standby.deployChannel("PAS ADT In", { by: "m.devlin" });
  standby.deployChannel("Radiology Results", { by: "s.whitfield" });
  return [
    { nodeId: "tie-a", by: "j.okafor", what: "took the change for preliminary results back" },
    { nodeId: "tie-a", by: "m.devlin", what: `removed the channel '${DEBUG_COPY}'` },
    { nodeId: "tie-b", by: "m.devlin", what: "set the port of 'PAS ADT In' again" },
    { nodeId: "tie-b", by: "s.whitfield", what: "deployed 'Radiology Results'", ticket: "CHG0041210" },
  ];
}

function both(
  production: ServerState,
  standby: ServerState,
): readonly (readonly [nodeId: string, state: ServerState])[] {
  return [
    ["tie-a", production],
    ["tie-b", standby],
  ];
}
