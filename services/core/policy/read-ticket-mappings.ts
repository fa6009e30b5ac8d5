import { isMap, parseDocument } from "yaml";
import type { Estate, TicketSystem } from "#schemas/estate";
import { TicketMapping } from "#schemas/ticket-mapping";
import { findMappingProblems } from "../tickets/find-mapping-problems.js";
import { DROP_FOLDER } from "../tickets/folder-sights.js";
import type { GovernedProblem } from "./governed-problem.js";

/** Where the mapping of a ticket system stands, among the governed files. */
export function mappingFileOf({ id, mapping }: Pick<TicketSystem, "id" | "mapping">): string {
  return mapping ?? `policy/tickets/${id}.yaml`;
}

/**
 * Reads the mapping of each ticket system that the estate declares, by its id, and finds every problem of them.
 *
 * @param read gives a file that fits the schema, or notes what is wrong with it
 */
export function readTicketMappings(
  estate: Estate | undefined,
  files: ReadonlyMap<string, string>,
  read: (file: string) => TicketMapping | undefined,
  problems: GovernedProblem[],
): ReadonlyMap<string, TicketMapping> {
  const mappings = new Map<string, TicketMapping>();
  const systems = estate?.ticketSystems ?? [];
  for (const [index, declared] of systems.entries()) {
    const path = `/ticketSystems/${index}`;
    const problem = declarationProblem(declared, systems.slice(0, index), files);
    if (problem !== undefined) {
      problems.push({ file: "estate.yaml", path, ...problem });
      continue;
    }
    const file = mappingFileOf(declared);
    const unfinished = unfinishedMapping(declared, files.get(file));
    if (unfinished !== undefined) {
      problems.push({ file, path: "/", ...unfinished });
      continue;
    }
    const mapping = read(file);
    const found = mapping === undefined ? [] : findMappingProblems(mapping, declared.system);
    problems.push(...found.map((wrong) => ({ file, ...wrong })));
    if (mapping !== undefined && found.length === 0) mappings.set(declared.id, mapping);
  }
  return mappings;
}

/** A file that ends too early (its command failed, or it was cut) is one problem, not one for each part that is not there. */
function unfinishedMapping(
  { id, system }: TicketSystem,
  text = "",
): Pick<GovernedProblem, "message" | "remedy"> | undefined {
  const remedy = `Run 'lockstep tickets discover ${id} --write --force' again, or begin with baselines/ticket-mappings/${system}.yaml.`;
  const document = parseDocument(text);
  if (document.contents === null) return { message: "is empty", remedy };
  const keys = new Set(isMap(document.contents) ? document.contents.items.map(({ key }) => String(key)) : []);
  const lacking = (TicketMapping.required ?? []).filter((key) => !keys.has(key));
  if (lacking.length < 2) return undefined;
  return { message: `is cut short: it lacks ${lacking.join(", ")}`, remedy };
}

function declarationProblem(
  declared: TicketSystem,
  before: readonly TicketSystem[],
  files: ReadonlyMap<string, string>,
): Pick<GovernedProblem, "message" | "remedy"> | undefined {
  const { id } = declared;
  const file = mappingFileOf(declared);
  if (id === DROP_FOLDER.instance) {
    return { message: `has the id '${id}', which is the drop folder's`, remedy: "Give it another id." };
  }
  if (before.some((other) => other.id === id)) {
    return { message: `has the id '${id}' of another ticket system`, remedy: "Give each an id of its own." };
  }
  if (!file.startsWith("policy/")) {
    return {
      message: "names a mapping outside policy/, where nothing is governed",
      remedy: `Put it at policy/tickets/${id}.yaml and leave mapping out.`,
    };
  }
  if (files.has(file)) return undefined;
  return {
    message: `'${id}' has no mapping: ${file} is missing`,
    remedy: `Run 'lockstep tickets discover ${id} --write', look at what it proposes, and commit it.`,
  };
}
