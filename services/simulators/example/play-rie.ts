import type { RhapsodyModel } from "../rhapsody/model.js";
import type { RhapsodySimulator } from "../rhapsody/start-rhapsody-simulator.js";
import type { Act } from "./act.js";
import type { Pair } from "./pair.js";

const NEW_ARCHIVE = "pacs2.hospital.test";

/** Lets one night of the story happen on both engines, and tells it. */
export function playRie(number: 1 | 2 | 3, { primary, standby }: Pair<RhapsodySimulator>): readonly Act[] {
  if (number === 1) return [];
  const by = "n.baptiste";
  (number === 2 ? primary : standby).change((model) => overrideArchive(model, by));
  return number === 2
    ? [{ nodeId: "rie-a", by, what: "overrode the variable 'PacsHost' with the new archive, for a test" }]
    : [{ nodeId: "rie-b", by, what: "overrode 'PacsHost' there, too, since the new archive stays" }];
}

function overrideArchive(model: RhapsodyModel, user: string): RhapsodyModel {
  return {
    ...model,
    variables: model.variables.map((variable) =>
      variable.name === "PacsHost" ? { ...variable, overrideValue: NEW_ARCHIVE, overridden: true } : variable,
    ),
    audit: [
      ...model.audit,
      {
        at: new Date().toISOString().replace("Z", "+0000"),
        user,
        action: "Variable Change",
        details: "Overrode a variable",
      },
    ],
  };
}
