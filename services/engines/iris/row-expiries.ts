import type { ExpiryFact } from "#schemas/snapshot";
import { isYes } from "./answers.js";
import { type JsonObject, textIn } from "./json-answer.js";

/** What of a table's rows ends on a day: certificates, and the accounts of users that are switched on. */
export function rowExpiries(table: string, rows: readonly JsonObject[]): readonly ExpiryFact[] {
  if (table === "%SYS.X509Credentials") {
    return rows.flatMap((row) => expiryOf("certificate", textIn(row, "Alias"), row["ValidityNotAfter"]));
  }
  if (table !== "Security.Users") return [];
  return rows
    .filter((row) => isYes(row["Enabled"]) && !isYes(row["AccountNeverExpires"]))
    .flatMap((row) => expiryOf("credential", textIn(row, "Name"), row["ExpirationDate"]));
}

function expiryOf(what: ExpiryFact["what"], name: string, value: unknown): readonly ExpiryFact[] {
  const at = instantOf(value);
  return name === "" || at === undefined ? [] : [{ what, name, expires: at }];
}

const DAY_MS = 86_400_000;
const DAY_NOUGHT = Date.UTC(1840, 11, 31);

/** An instant of this engine: a day by number or by name, with or without a time. Those before 1900 stand for never. */
function instantOf(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  const at = /^\d{1,7}$/.test(text) ? DAY_NOUGHT + Number(text) * DAY_MS : Date.parse(namedDay(text));
  if (!Number.isFinite(at) || at < Date.UTC(1900, 0, 1) || at > Date.UTC(9999, 0, 1)) return undefined;
  return new Date(at).toISOString().replace(".000Z", "Z");
}

function namedDay(text: string): string {
  const [, day, time = "00:00:00"] = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(?:\.\d+)?Z?)?$/.exec(text) ?? [];
  return day === undefined ? "" : `${day}T${time}Z`;
}
