import type { StandardTemplate } from "#schemas/change-control";
import { matchesGlob } from "../text/match-glob.js";
import { listNames } from "./list-names.js";
import { crossed, type Pair, type PairTest, ticked } from "./pair-test.js";

/** Did a standard change touch only what its pre-approved template allows? Without such a template nothing is allowed. */
export function testTemplate({ finding, ticket, rules }: Pair): PairTest {
  const test = "within the standard template";
  const failure = "standard-scope-exceeded";
  const { templateId } = ticket.current;
  if (templateId === null) return crossed(test, failure, "the ticket names no template");
  const template = rules.standardTemplates.find(({ id }) => id === templateId);
  if (template === undefined) return crossed(test, failure, `template '${templateId}' is not on the allow-list`);
  const { kind } = finding.artefact;
  if (!template.kinds.includes(kind))
    return crossed(test, failure, `template '${templateId}' does not allow a ${kind}`);
  const beyond = finding.changes.map(({ path }) => path).filter((path) => !allows(template, path));
  if (beyond.length > 0)
    return crossed(test, failure, `template '${templateId}' does not allow ${listNames(beyond.sort())}`);
  if (finding.changes.length === 0) return crossed(test, failure, "what was changed is not known");
  return ticked(test, `template '${templateId}' allows each of ${finding.changes.length} changed paths`);
}

function allows({ paths }: StandardTemplate, path: string): boolean {
  const segments = path.split("/");
  return paths.some((pattern) => {
    const parts = pattern.split("/");
    return parts.length === segments.length && parts.every((part, index) => matchesGlob(part, segments[index] ?? ""));
  });
}
