import type { Finding } from "#schemas/finding";
import { cutText } from "../text/cut-text.js";
import { groupBy } from "../text/group-by.js";
import { describeArtefact } from "./describe-artefact.js";

const NAMED = 5;

/**
 * Whom to ask about changes without authority, and what is to become of their tickets: whom an engine named is named. Without a full stop, and beginning small.
 *
 * @param nameOf what each is called. Default: the artefact
 */
export function describeInquiry(
  findings: readonly Finding[],
  nameOf: (finding: Finding) => string = describeArtefact,
): string {
  const groups = groupBy(findings, (finding) => `${actorsOf(finding).join("\0")}\0\0${ticketWords(finding)}`);
  const told = groups.slice(0, NAMED).map((group) => {
    const [first] = group;
    return `${question(actorsOf(first), [...new Set(group.map(nameOf))])}, and ${ticketWords(first)}`;
  });
  const more = groups.slice(NAMED).reduce((sum, group) => sum + group.length, 0);
  return `${told.join("; ")}${more === 0 ? "" : `; and ${more} more`}`;
}

function actorsOf({ authorisation: { actors } }: Finding): readonly string[] {
  return actors.slice(0, NAMED).map((actor) => cutText(actor, 80));
}

function question(actors: readonly string[], names: readonly string[]): string {
  const what = listed(names.length > NAMED ? [...names.slice(0, NAMED), `${names.length - NAMED} more`] : names);
  if (actors.length === 0) return `find who changed ${what}`;
  return `ask ${listed(actors)}, whom the engine names, why ${what} ${names.length === 1 ? "was" : "were"} changed`;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

function ticketWords({ authorisation: { verdict } }: Finding): string {
  const isUnnamed = verdict === "unreferenced" || verdict === "ticket-unknown";
  return isUnnamed ? "name the ticket or raise one after the fact" : "settle it with the ticket's approver";
}
