import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ExportedApproval, ExportedTicket, TicketExport } from "#schemas/ticket-export";
import { projectRoot } from "#test/project-root";

/** The column of a CSV export that holds each field of a ticket. */
const COLUMNS: Readonly<Record<string, string>> = {
  number: "number",
  kind: "kind",
  lifecycle: "lifecycle",
  approval: "approval",
  plannedStart: "planned_start",
  plannedEnd: "planned_end",
  zone: "zone",
  cis: "cis",
  channels: "channels",
  implementers: "implementers",
  requester: "requester",
  digests: "digests",
  templateId: "template_id",
  url: "url",
  onHold: "on_hold",
  coversStandby: "covers_standby",
  freezeExempt: "freeze_exempt",
  raisedAt: "raised_at",
  reviewedAt: "reviewed_at",
  reviewedBy: "reviewed_by",
  assignmentGroup: "assignment_group",
  closedAt: "closed_at",
  updatedAt: "updated_at",
  sourceVersion: "source_version",
};

/** Columns that stand for something else than one field of a ticket. */
const OTHER_COLUMNS = { exportedAt: "exported_at", by: "approved_by", at: "approved_at" } as const;

/** Without them a ticket can be read, and authorises nothing. */
const TO_AUTHORISE = ["kind", "lifecycle", "approval", "approvals", "plannedStart", "plannedEnd"];

/** Writes what a ticket export holds: a row a field, with its column in CSV, its type, whether it is needed, and an example. */
export function ticketExportPage(): readonly string[] {
  return [
    "## Ticket exports",
    "",
    "Every `.json` and `.csv` file of the folder that `tickets.folder` names. Each is a full export: every ticket at one instant. JSON has",
    "the form of `schemas/json/ticket-export.schema.json`; CSV has a header row, `,` between cells, `;` in lists, and a row a ticket. Times",
    "are RFC 3339, ISO without an offset, or `dd/mm/yyyy hh:mm`. A ticket needs `cis` or `channels` to cover anything.",
    "",
    ...table("the export", TicketExport, { exportedAt: OTHER_COLUMNS.exportedAt }),
    ...table("the export › tickets", ExportedTicket, COLUMNS),
    ...table("the export › tickets › approvals", ExportedApproval, { by: OTHER_COLUMNS.by, at: OTHER_COLUMNS.at }),
    "In CSV the columns `number`, `kind`, `lifecycle`, `approval`, `planned_start` and `planned_end` must stand in the header;",
    "`approved_at` is one time for all of `approved_by`. Where `exported_at` is missing, `20261123T020000Z` in the file's name is taken, or",
    "its time on disk, with a warning.",
    "",
  ];
}

/** Columns that the page tells of and the reader does not know, or the other way round. */
export function strayColumns(): readonly string[] {
  const source = readFileSync(join(projectRoot, "services/tickets/file/parse-csv-export.ts"), "utf8");
  const read = new Set([...source.matchAll(/column\("(\w+)"\)/g)].map(([, name = ""]) => name));
  const told = new Set([...Object.values(COLUMNS), ...Object.values(OTHER_COLUMNS)]);
  return [...[...read].filter((name) => !told.has(name)), ...[...told].filter((name) => !read.has(name))];
}

interface FieldSchema {
  readonly type?: string;
  readonly const?: string;
  readonly format?: string;
  readonly anyOf?: readonly FieldSchema[];
  readonly description?: string;
  readonly examples?: readonly unknown[];
}

function table(title: string, schema: unknown, columns: Readonly<Record<string, string>>): readonly string[] {
  const plain: { properties: Record<string, FieldSchema>; required?: readonly string[] } = JSON.parse(
    JSON.stringify(schema),
  );
  const rows = Object.entries(plain.properties).map(([field, about]) => {
    const [example] = about.examples ?? (about.const === undefined ? [] : [about.const]);
    const given = plain.required?.includes(field)
      ? "always"
      : TO_AUTHORISE.includes(field)
        ? "to authorise"
        : "if wanted";
    const cells = [
      `\`${field}\``,
      columns[field] === undefined ? "" : `\`${columns[field]}\``,
      typeOf(about),
      given,
      example === undefined ? "" : `\`${JSON.stringify(example)}\``,
      about.description ?? "the form of the file",
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    `### ${title}`,
    "",
    "| JSON | CSV column | type | given | example | meaning |",
    "|---|---|---|---|---|---|",
    ...rows,
    "",
  ];
}

function typeOf({ type, anyOf, const: word }: FieldSchema): string {
  const [first] = anyOf ?? [];
  if (first !== undefined) return typeOf(first);
  if (word !== undefined || type === "string") return "text";
  if (type === "boolean") return "`true`, `false`";
  return type === "array" ? "list" : "object";
}
