import { ExportedTicket } from "#schemas/ticket-export";
import { TicketMapping } from "#schemas/ticket-mapping";
import { describeSchema } from "./describe-schema.js";

/** Writes what a mapping holds: a row a key with its form, and a section a form. */
export function ticketMappingPage(): readonly string[] {
  const { properties, required = [] }: Shape = JSON.parse(JSON.stringify(TicketMapping));
  const exported: Shape = JSON.parse(JSON.stringify(ExportedTicket));
  const rows = Object.entries(properties).map(([key, about]) => {
    const meaning = about.description ?? exported.properties[key]?.description ?? OTHERS[key] ?? "";
    return `| \`${key}\` | ${formOf(about)} | ${required.includes(key) ? "always" : "if wanted"} | ${meaning} |`;
  });
  const { lifecycle, plannedStart, onHold, implementers, number, approvals, history } = TicketMapping.properties;
  return [
    "## Ticket mappings",
    "",
    "`policy/tickets/<id>.yaml`: how the tickets of one ticket system are read. `lockstep tickets discover <id> --write` proposes it; `baselines/ticket-mappings/` holds what",
    "each make begins with. A *place* is where a value stands in the answer, as `/part/field/field`; `*` stands for every entry of a list,",
    "`[field=word]` for those entries whose field holds that word. Each `from` is a list of places.",
    "",
    "| key | form | given | meaning |",
    "|---|---|---|---|",
    ...rows,
    "",
    ...[
      describeSchema(number, "number"),
      describeSchema(lifecycle, "a word"),
      describeSchema(plannedStart, "a time"),
      describeSchema(onHold, "a flag"),
      describeSchema(implementers.items, "names"),
      describeSchema(approvals.items, "an approval"),
      describeSchema(history, "history"),
    ].flatMap(outermost),
  ];
}

/** A form's own table, one level below; what lies within it has a form of its own. */
function outermost([heading = "", ...lines]: readonly string[]): readonly string[] {
  const next = lines.findIndex((line) => line.startsWith("#"));
  return [`#${heading}`, ...(next === -1 ? lines : lines.slice(0, next))];
}

interface Shape {
  readonly properties: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
}

interface Field {
  readonly type?: string;
  readonly description?: string;
  readonly items?: Field;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** What the export has no field of the same name for. */
const OTHERS: Readonly<Record<string, string>> = {
  number: "the ticket's number",
  id: "the system's own id, for `link`",
  history: "the system's own record of edits, from which what stood earlier is rebuilt",
  approval: "left out: what the dated approvals add up to",
};

function formOf({ type, items, properties = {} }: Field): string {
  if (items !== undefined) return items.type === "string" ? "list of texts" : `list, each ${formOf(items)}`;
  if (type === "string") return "text";
  if ("pattern" in properties || "before" in properties) return "see below";
  if ("evidence" in properties) return "an approval";
  if ("words" in properties) return "a word";
  if ("form" in properties) return "a time";
  if ("yes" in properties) return "a flag";
  return "split" in properties ? "names" : "`from` alone";
}
