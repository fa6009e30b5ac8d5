import type { ExportItem } from "#services/core/dialect";
import type { Diagnosis } from "#services/ports/connector";

/** Names what the instance's version does not have of a table; nothing where it has all of it. */
export function judgeColumns({ source, origin, bytes }: ExportItem): readonly Diagnosis[] {
  if (source !== "table") return [];
  const item: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
  const lacks: unknown = typeof item === "object" && item !== null ? Reflect.get(item, "lacks") : undefined;
  if (!Array.isArray(lacks) || lacks.length === 0) return [];
  const message = lacks.includes("*")
    ? `This version has no table ${origin}.`
    : `This version has no such columns of ${origin}: ${lacks.map(String).join(", ")}. They are not compared.`;
  return [{ check: "columns", state: "ok", message }];
}
