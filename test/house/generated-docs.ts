import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Type } from "typebox";
import { AccessPolicy } from "#schemas/access";
import { BankHolidays } from "#schemas/bank-holidays";
import { ChangeControl, SingleHanded } from "#schemas/change-control";
import { CollectorFile } from "#schemas/collector-file";
import { ControlExpectations, ControlMap } from "#schemas/control-map";
import { Estate } from "#schemas/estate";
import { EvidencePolicy } from "#schemas/evidence-policy";
import { GatePolicy } from "#schemas/gate";
import { Notifications } from "#schemas/notifications";
import { PeoplePolicy } from "#schemas/people-policy";
import { Policy, PolicySettings } from "#schemas/policy";
import { ReviewPolicy } from "#schemas/review-policy";
import { Runbook } from "#schemas/runbook";
import { ServiceFile } from "#schemas/service";
import { ServiceLevels } from "#schemas/service-levels";
import { DEFAULT_CHANGE_CONTROL } from "#services/core/authorisation/default-change-control";
import { ERROR_KINDS } from "#services/core/errors";
import type { ErrorFamily } from "#services/core/errors/error-kind";
import { DEFAULT_REVIEW, DEFAULT_SETTINGS } from "#services/core/policy/default-policy";
import { API_OPERATIONS } from "#services/http/api/api-operations";
import { describeApi } from "#services/http/api/describe-api";
import { projectRoot } from "#test/project-root";
import { describeSchema } from "./describe-schema.js";
import { ENVIRONMENT_VARIABLES, findEnvironmentVariables } from "./environment-variables.js";
import { productsPage } from "./products-page.js";
import { PURE_PACKAGES, ROOM_RULES } from "./room-rules.js";
import { ticketExportPage } from "./ticket-export-page.js";
import { ticketMappingPage } from "./ticket-mapping-page.js";

const FAMILIES: Readonly<Record<ErrorFamily, string>> = {
  configuration: "Configuration: you can mend it",
  upstream: "Upstream: the engine or ticket system must answer",
  internal: "Internal: ours",
};

/** Gives the pages of `docs/` that are made from the code, by path below the project's root. */
export function generatedDocs(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/errors.md", errorsPage()],
    ["docs/configuration.md", configurationPage()],
    ["docs/architecture.md", architecturePage()],
    ["docs/api/openapi.json", `${JSON.stringify(describeApi(API_OPERATIONS), null, 2)}\n`],
  ]);
}

function errorsPage(): string {
  const kinds = Object.entries(ERROR_KINDS);
  const sections = Object.entries(FAMILIES).flatMap(([family, title]) => [
    `## ${title}`,
    "",
    "| code | what happened | what to do | tried again |",
    "|---|---|---|---|",
    ...kinds
      .filter(([, kind]) => kind.family === family)
      .map(
        ([code, kind]) =>
          `| \`${code}\` | ${kind.meaning} | ${kind.remedy} | ${kind.retryable ? "worthwhile" : "no"} |`,
      ),
    "",
  ]);
  return page("Errors", "services/core/errors.ts", [
    "Every error says what happened, with what, and what to do. Its code is one of these, and stays the same over releases.",
    "The last column says whether the same command may work when it is simply run again.",
    "",
    ...sections,
  ]);
}

function configurationPage(): string {
  const variables = findEnvironmentVariables();
  return page("Configuration", "the schemas of estate, policy and tickets and the variables that are read", [
    "Only what is committed on `main` of the estate repository is in force. `lockstep validate` names every problem at once.",
    "The same schemas stand in `schemas/json/` for editors: `estate.schema.json` and `policy.schema.json`.",
    "",
    ...describeSchema(Estate, "estate.yaml"),
    "What to set up at each sender of a webhook stands in [operations](operations/webhooks.md).",
    "",
    ...productsPage(),
    "All files below `policy/` may be left out; what they leave out holds as the tables say.",
    "",
    ...describeSchema(PolicySettings, "policy/policy.yaml", DEFAULT_SETTINGS),
    ...describeSchema(Type.Pick(Policy, ["expectedDifferences"]), "policy/expected-differences.yaml"),
    ...describeSchema(Type.Pick(Policy, ["waivers"]), "policy/waivers.yaml"),
    ...describeSchema(Type.Pick(Policy, ["acceptedGaps"]), "policy/accepted-gaps.yaml"),
    "What an account cannot be allowed to read may be left unread by name: only sources that the product's README lists, one engine and one",
    "source an entry. What comes from it is then compared on no node; each report says so, and by whose word. It proves nothing equal.",
    "",
    ...describeSchema(Type.Pick(Policy, ["interfaces"]), "policy/interfaces.yaml"),
    ...describeSchema(ReviewPolicy, "policy/review.yaml", { ...DEFAULT_REVIEW }),
    ...describeSchema(GatePolicy, "policy/gate.yaml"),
    ...describeSchema(Runbook, "policy/runbook.yaml"),
    ...describeSchema(ChangeControl, "policy/change-control.yaml", { ...DEFAULT_CHANGE_CONTROL }),
    ...describeSchema(SingleHanded.anyOf[1], "policy/change-control.yaml › singleHanded, where it is allowed"),
    ...describeSchema(BankHolidays, "policy/bank-holidays.yaml"),
    "The days of this file and those of `bankHolidays` in `change-control.yaml` count together. `lockstep init` writes the bank",
    "holidays of England and Wales for 2025 to 2027; a deadline beyond the last day listed comes out early, never late.",
    "",
    ...describeSchema(AccessPolicy, "policy/access.yaml", { people: [], groups: [] }),
    ...describeSchema(Notifications, "policy/notifications.yaml", { channels: [], otherwise: [] }),
    ...describeSchema(ServiceLevels, "policy/service-levels.yaml"),
    ...describeSchema(EvidencePolicy, "policy/evidence.yaml"),
    "Everything that goes into an evidence pack is looked through for patient data, and one that holds any is not written. Its refusal names each text by its token",
    "and its place; what is no patient's is permitted in these words. A permission holds for that very text, in that place, until its last day.",
    "",
    ...describeSchema(PeoplePolicy, "policy/people.yaml"),
    ...describeSchema(
      ControlExpectations,
      "policy/control-maps/<name>.yaml, for levels that were set for the organisation",
    ),
    "Levels are shown beside an outcome as they were loaded, and nothing is held against them. An id that the edition does not have is refused.",
    "",
    ...describeSchema(ControlMap, "policy/control-maps/<name>.yaml, for a framework of the organisation's own"),
    "It stands beside the frameworks that ship (`baselines/control-maps/`, and `lockstep evidence frameworks`) and cannot take the place of one.",
    "Its texts name no level: whether an outcome is met is for an assessor to say. The signals that it may name stand in",
    "`services/core/evidence/signals.ts`; a crosswalk (`lockstep/control-crosswalk@1`) may lead from and to it.",
    "",
    "The service itself is told by a file of its own, which belongs to no estate: `lockstep serve --service service.yaml`. One estate needs none.",
    "",
    ...describeSchema(ServiceFile, "service.yaml"),
    "A collector is told by a file of its own, on the machine that reads the engines: `lockstep collect --file collector.yaml`.",
    "",
    ...describeSchema(CollectorFile, "collector.yaml"),
    ...NAMING_TICKETS,
    ...ticketMappingPage(),
    ...ticketExportPage(),
    "## Environment",
    "",
    "| variable | meaning |",
    "|---|---|",
    ...variables.map((name) => `| \`${name}\` | ${ENVIRONMENT_VARIABLES[name] ?? "not described"} |`),
    "",
    "The password of a node is taken from the variable that `passwordEnv` names, or from the file that `passwordFile` names.",
    "",
  ]);
}

const NAMING_TICKETS = [
  "### Where a change names its ticket",
  "",
  "In what it changes. A number counts where it stands in a text that the change itself altered or added, and did not stand there in",
  "the approved baseline: a description, a comment field, a comment in a script, the value of a setting. `CHG0040002: new PAS host` in",
  "the changed description names the ticket of every change of that artefact made with it, in the same direction. A number that stood there before, in a part that was not",
  "changed, or that no pattern of `referencePatterns` fits whole, names nothing. A ticket that holds the digest of a change in `digests`",
  "names it, too. Where nothing is named, the finding says which tickets would fit by artefact and window: a hint, and no authority.",
  "",
];

/** Only the table of rules is made; the rest of the page is written by hand. */
function architecturePage(): string {
  const text = readFileSync(join(projectRoot, "docs", "architecture.md"), "utf8");
  return text.replace(
    /(<!-- rules -->\n)[\s\S]*?(<!-- \/rules -->)/,
    (_all, open, close) => `${open}${rulesTable()}${close}`,
  );
}

function rulesTable(): string {
  const rows = ROOM_RULES.map(({ name, rooms, packages, builtins, prose }) => {
    const ours = rooms.map(roomName).filter((room) => room !== name);
    return `| \`${name}\` | ${list(ours)} | ${packages === PURE_PACKAGES ? "pure" : list(packages)} | ${list(builtins)} | ${prose} |`;
  });
  return [
    "| room | rooms it may import | packages | of Node | why |",
    "|---|---|---|---|---|",
    ...rows,
    "",
    `Pure packages: ${PURE_PACKAGES.join(", ")}.`,
    "",
  ].join("\n");
}

function roomName(pattern: string): string {
  if (pattern === "^services/$1/") return "itself";
  const left = /\(\?!([^)]*)\)/u.exec(pattern)?.[1];
  if (left !== undefined) return `every room but ${left.split("|").join(", ").replaceAll("/", "")}`;
  return pattern
    .replace(/^\^(services\/)?/, "")
    .replace(/\/$/, "")
    .replace(/\\\.ts\$$/, "")
    .replace(/[()]/g, "")
    .replaceAll("|", ", ");
}

function list(names: readonly string[] | "any"): string {
  if (names === "any") return "its own";
  return names.length === 0 ? "none" : names.join(", ");
}

function page(title: string, source: string, lines: readonly string[]): string {
  return [`# ${title}`, "", `<!-- Made by \`npm run docs\` from ${source}: change it there. -->`, "", ...lines].join(
    "\n",
  );
}
