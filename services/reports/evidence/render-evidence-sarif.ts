import type { Result } from "sarif";
import type { EvidenceDocument } from "#schemas/evidence-document";
import type { EvidenceCell } from "#schemas/evidence-table";
import { sarifLog } from "../machine/sarif-log.js";
import { sarifAddress, sarifText } from "../machine/sarif-text.js";
import { capitalise } from "../text/capitalise.js";
import { cutText } from "../text/cut-text.js";
import { endSentence } from "../text/end-sentence.js";

type Row = Readonly<Record<string, EvidenceCell>>;

/** Every change of a period as SARIF 2.1.0, authorised ones as passed. What is waived is an accepted suppression; whether it is new, stands or is gone is its state. */
export function renderEvidenceSarif(document: EvidenceDocument): string {
  const { parameters, tables, integrity } = document;
  const rows = tables.find(({ id }) => id === "01-population")?.rows ?? [];
  const changes = rows.filter(({ kind }) => kind !== "alignment");
  return sarifLog([
    {
      tool: { driver: { name: "Lockstep", rules: rulesOf(changes) } },
      automationDetails: {
        id: `lockstep/${cutText(parameters.estate, 200)}/evidence/${cutText(parameters.from, 40)}`,
      },
      columnKind: "utf16CodeUnits",
      originalUriBaseIds: { ESTATE: { description: { text: "The root of the estate repository." } } },
      invocations: [
        {
          executionSuccessful: true,
          endTimeUtc: new Date(parameters.generatedAt).toISOString(),
          toolExecutionNotifications: integrity.notes.map((note) => ({
            level: "warning",
            message: { text: sarifText(note) },
          })),
        },
      ],
      results: changes.map((row) => resultOf(row, parameters.from)),
      properties: { from: parameters.from, to: parameters.to, framework: cutText(parameters.framework, 120) },
    },
  ]);
}

function rulesOf(changes: readonly Row[]) {
  return [...new Set(changes.map(ruleOf))].toSorted().map((id) => ({
    id,
    shortDescription: { text: `A change whose last verdict is ${id.slice("change/".length).replaceAll("-", " ")}.` },
  }));
}

function ruleOf({ verdict }: Row): string {
  return `change/${cutText(String(verdict ?? "without-verdict"), 80)}`;
}

function resultOf(row: Row, from: string): Result {
  const { changeId, engine, item, itemKind, itemPath, disposition, explainedBy, tier, owner, ticket, verdict } = row;
  const [name, path] = [textOf(item) ?? "an item that can no longer be told", textOf(itemPath)];
  const told = `${endSentence(`${capitalise(textOf(itemKind) ?? "item")} ${name} on ${textOf(engine)}: ${textOf(verdict) ?? "no verdict"}`)} ${endSentence(textOf(disposition) ?? "")}`;
  return {
    ruleId: ruleOf(row),
    ...standing(row),
    baselineState: stateOf(row, from),
    message: { text: sarifText(told, 4000) },
    locations: [
      {
        ...(path === undefined
          ? {}
          : {
              physicalLocation: {
                artifactLocation: { uri: sarifAddress(`baselines/${textOf(engine)}/${path}`), uriBaseId: "ESTATE" },
              },
            }),
        logicalLocations: [{ name: cutText(name, 200), fullyQualifiedName: cutText(`${textOf(engine)}/${name}`, 400) }],
      },
    ],
    partialFingerprints: { "lockstepFinding/v1": cutText(textOf(changeId) ?? "none", 200) },
    ...(explainedBy === null || explainedBy === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: "external",
              status: "accepted",
              justification: `Explained by ${cutText(String(explainedBy), 200)}`,
            },
          ],
        }),
    properties: {
      ...{ tier: tier ?? null, ticket: ticket === null ? null : cutText(String(ticket), 120) },
      owner: owner === null ? null : cutText(String(owner), 200),
    },
  };
}

/** Only what lacks authority is a result to act upon: SARIF 2.1.0 §3.27.10 has no level for the others. */
function standing({ authorised, severity }: Row): Pick<Result, "kind" | "level"> {
  if (authorised === true) return { kind: "pass", level: "none" };
  if (authorised !== false) return { kind: "informational", level: "none" };
  return { kind: "fail", level: severity === "critical" || severity === "high" ? "error" : "warning" };
}

/** SARIF knows new, unchanged and absent: found in the period, standing from before it, and gone at its end. */
function stateOf({ goneAt, foundAt }: Row, from: string): "new" | "unchanged" | "absent" {
  if (goneAt !== null && goneAt !== undefined) return "absent";
  return String(foundAt) < from ? "unchanged" : "new";
}

function textOf(cell: EvidenceCell | undefined): string | undefined {
  return cell === null || cell === undefined ? undefined : String(cell);
}
