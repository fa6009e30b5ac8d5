import type { Engine } from "#schemas/estate";
import type { ValidateReport } from "#schemas/validate-report";
import { adviseEnginePatterns } from "#services/core/policy/advise-engine-patterns";
import { adviseSealedNames } from "#services/core/policy/advise-sealed-names";
import { adviseServerIds } from "#services/core/policy/advise-server-ids";
import type { ProductKinds } from "#services/core/policy/find-product-problems";
import { parseGoverned } from "#services/core/policy/parse-governed";
import { adviseSchedules } from "#services/core/schedule/advise-schedules";
import type { Connector } from "#services/ports/connector";
import type { GovernedFiles } from "#services/ports/estate-repository";
import type { TicketSystem } from "#services/ports/ticket-system";
import { type ForgeProblems, findForgeProblems } from "./find-forge-problems.js";
import { findNodeProblems } from "./find-node-problems.js";
import { findNotInForce } from "./find-not-in-force.js";
import { findTicketSystemProblems } from "./find-ticket-system-problems.js";

/** What makes of engine and of ticket system there are. */
export interface KnownMakes {
  readonly products: ProductKinds;
  readonly connectorOf: (engine: Engine) => Pick<Connector, "nodeProblems"> | undefined;
  readonly systems: readonly TicketSystem[];
  /** What a declaration of a forge lacks, or has too much, for its make. */
  readonly forgeProblems: ForgeProblems;
}

/** Finds every problem of the folder's files, or of those in force on `main`, what to declare better, and what the two do not share. */
export function validateEstate(
  where: ValidateReport["where"],
  folder: string,
  main: GovernedFiles,
  inFolder: ReadonlyMap<string, string>,
  { products, connectorOf, systems, forgeProblems }: KnownMakes,
): ValidateReport {
  const files = where === "main" ? main.files : inFolder;
  const { estate, policy, problems, seen } = parseGoverned(files, products);
  return {
    schema: "lockstep/validate@1",
    where,
    folder,
    commit: main.commit,
    problems: [
      ...problems,
      ...findNodeProblems(seen, connectorOf),
      ...findTicketSystemProblems(estate, systems),
      ...findForgeProblems(estate, forgeProblems),
    ].map((problem) => ({ ...problem })),
    advice: [
      ...adviseServerIds(estate),
      ...adviseEnginePatterns(estate, policy),
      ...(problems.length === 0 ? adviseSchedules(estate) : []),
      ...adviseSealedNames(files, policy),
    ].map((advice) => ({ ...advice })),
    notInForce: findNotInForce(main.files, inFolder),
  };
}
