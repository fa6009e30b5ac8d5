import type { Authorisation } from "#schemas/authorisation";
import type { ChangeProposal } from "#schemas/change-proposal";
import { markdownTests, OUTCOME_SIGNS } from "../markdown/markdown-tests.js";
import { describeAuthorisation, describeSuggestions, outcomeOf } from "../words/describe-authorisation.js";
import { describeDuties } from "../words/describe-duties.js";
import type { Section } from "./fit-sections.js";
import { markdownWords, withoutComments } from "./markdown-words.js";
import { nameArtefacts } from "./name-artefacts.js";
import { type TicketGroup, ticketGroups } from "./ticket-groups.js";

const GROUPS = 3;
const TESTS = 16;

/** The ticket with every test ticked or crossed; where changes were judged differently, each judgement, the worst first. */
export function ticketSection({ findings }: ChangeProposal): Section {
  const groups = ticketGroups(findings);
  const version = (tell: (group: TicketGroup, isOnly: boolean) => string, limit: number): string => {
    const told = groups.slice(0, limit).map((group) => tell(group, groups.length === 1));
    const rest = groups.length > limit ? [`… and ${groups.length - limit} more judgements on other changes.`] : [];
    return ["### Change ticket", ...told, ...rest].join("\n\n");
  };
  return {
    name: "the tests of the ticket",
    rank: 5,
    versions: [version(inFull, GROUPS), version(inSigns, GROUPS), version(inWords, 1)],
  };
}

function inFull(group: TicketGroup, isOnly: boolean): string {
  const { authorisation } = group;
  const suggestions = describeSuggestions(authorisation);
  return [
    inWords(group, isOnly),
    ...describeDuties(authorisation).map((duty) => `**${markdownWords(duty, 200)}.**`),
    ...(suggestions === undefined ? [] : [`${markdownWords(suggestions, 300)}.`]),
    ...(authorisation.trace.length === 0
      ? []
      : [withoutComments(markdownTests(withoutItsName(authorisation), { maxTests: TESTS, maxFacts: 160 }))]),
  ].join("\n\n");
}

/** The ticket stands above: only tests of other tickets name theirs. */
function withoutItsName(authorisation: Authorisation): Authorisation {
  const { ticket, trace } = authorisation;
  return { ...authorisation, trace: trace.map((test) => (test.ticket === ticket ? { ...test, ticket: "" } : test)) };
}

/** Tests without their facts, in one line. */
function inSigns(group: TicketGroup, isOnly: boolean): string {
  const { authorisation } = group;
  const tests = authorisation.trace
    .slice(0, TESTS)
    .map((test) => `${OUTCOME_SIGNS[outcomeOf(test, authorisation)]} ${markdownWords(test.test, 40)}`);
  return `${inWords(group, isOnly)}${tests.length === 0 ? "" : ` ${tests.join(" ")}`}`;
}

function inWords({ findings, authorisation }: TicketGroup, isOnly: boolean): string {
  const of = isOnly ? "" : `${markdownWords(nameArtefacts(findings), 120)}: `;
  return `${of}**${markdownWords(describeAuthorisation(authorisation), 200)}.**`;
}
