import type { Finding } from "#schemas/finding";
import { describeArtefact } from "../words/describe-artefact.js";

/** One artefact by its name; several by their number and what they are: `3 interfaces`. */
export function nameArtefacts(findings: readonly Pick<Finding, "artefact" | "concept">[]): string {
  const [first] = findings;
  if (first !== undefined && findings.length === 1) return describeArtefact(first);
  const alike = findings.every(({ concept }) => concept === first?.concept);
  return `${findings.length} ${(alike ? PLURALS[first?.concept ?? ""] : undefined) ?? "items of the configuration"}`;
}

const PLURALS: Readonly<Record<string, string | undefined>> = {
  interface: "interfaces",
  endpoint: "endpoints",
  filter: "filters",
  transform: "message transformations",
  route: "routes",
  rule: "routing rules",
  lookup: "lookup tables",
  schedule: "schedules",
  credential: "credentials",
  certificate: "certificates",
  code: "pieces of shared code",
  schema: "message definitions",
  setting: "settings",
  alert: "alerts",
};
