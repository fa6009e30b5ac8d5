import type { Engine } from "#schemas/estate";
import type { ValidateReport } from "#schemas/validate-report";
import type { Mask } from "#services/core/mask";
import { adviseIdleRules } from "#services/engines/files/advise-idle-rules";
import { caseItemOf } from "#services/engines/files/case-item";
import type { ForgeProblems } from "#services/jobs/diagnose/find-forge-problems";
import { findPackProblems } from "#services/jobs/diagnose/find-pack-problems";
import { validateEstate } from "#services/jobs/diagnose/validate-estate";
import type { GovernedFiles } from "#services/ports/estate-repository";
import { readControlMaps } from "../evidence/read-control-maps.js";
import { PRODUCT_NAMES, productsOf } from "./products.js";
import { TICKET_SYSTEM_NAMES, ticketSystemNamed } from "./ticket-systems.js";

/** Rule packs of a site's own are governed files, too: one that cannot be used, or breaks its own claims, is a problem like any other. */
export async function validateFiles(
  where: ValidateReport["where"],
  folder: string,
  main: GovernedFiles,
  inFolder: ReadonlyMap<string, string>,
  mask: Mask,
  forgeProblems: ForgeProblems,
): Promise<ValidateReport> {
  const files = where === "main" ? main.files : inFolder;
  const { kinds, own, broken, faults, productOf } = productsOf(files);
  // A make that nobody knows is a problem of its own.
  const connectorOf = ({ product }: Engine) =>
    PRODUCT_NAMES.includes(product) ? productOf(product).connector : undefined;
  const systems = TICKET_SYSTEM_NAMES.map(ticketSystemNamed);
  const products = new Map([...kinds()].map(([name, known]) => [name, [...known, ...faults.brokenKinds]]));
  const report = validateEstate(where, folder, main, inFolder, { products, connectorOf, systems, forgeProblems });
  const problems = [...faults.problems].flatMap(([file, found]) => found.map((problem) => ({ file, ...problem })));
  // A pack that cannot be used is told where it stands, and not again at each node that names it.
  const told = [...broken.values()];
  const others = report.problems.filter(({ message }) => !told.some((reason) => message.includes(reason)));
  const { dialect } = productOf("file-tree");
  const claimed = await findPackProblems(own, ({ pack }) => ({ dialect, mask, itemOf: caseItemOf(pack) }));
  const mapped = await readControlMaps(files);
  return {
    ...report,
    problems: [...others, ...problems, ...claimed.problems, ...mapped.problems],
    advice: [...report.advice, ...claimed.advice, ...adviseIdleRules(own)],
  };
}
