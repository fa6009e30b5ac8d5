import type { Log, Run } from "sarif";

/** A SARIF 2.1.0 log as text, two spaces deep. */
export function sarifLog(runs: Run[]): string {
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs,
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
