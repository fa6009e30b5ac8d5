import type { EngineReport } from "#schemas/check-report";
import type { Finding } from "#schemas/finding";

/**
 * Finds a finding by its id, whole or by its first eight digits or more, with or without `sha256:`; `undefined` where none or
 * several begin so.
 */
export function findFinding({ findings }: Pick<EngineReport, "findings">, id: string): Finding | undefined {
  const [, digits] = /^(?:sha256:)?([0-9a-f]{8,64})$/.exec(id.trim().toLowerCase()) ?? [];
  if (digits === undefined) return undefined;
  const [found, ...others] = findings.filter((finding) => finding.id.startsWith(`sha256:${digits}`));
  return others.length === 0 ? found : undefined;
}

/** What names a finding on a command line: enough of its id to tell it from every other one. */
export function shortId({ id }: Pick<Finding, "id">): string {
  return id.slice("sha256:".length, "sha256:".length + 12);
}
