import { readFile } from "node:fs/promises";
import { LockstepError } from "#services/core/errors";
import { writeDurably } from "./write-durably.js";

/** What a person at the collector agreed to: `engine/node` → digest of how it is read. */
export interface Agreements {
  read(): Promise<ReadonlyMap<string, string>>;
  write(agreed: ReadonlyMap<string, string>): Promise<void>;
}

/** Keeps them in a file. What does not read was not agreed to. */
export function openAgreements(file: string): Agreements {
  return {
    async read() {
      const text = await readFile(file, "utf8").catch(() => "{}");
      return new Map(Object.entries(parse(text, file)).map(([place, reach]) => [place, String(reach)]));
    },
    write: (agreed) => writeDurably(file, `${JSON.stringify(Object.fromEntries(agreed), null, 2)}\n`),
  };
}

function parse(text: string, file: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Told below, like any other content.
  }
  throw new LockstepError("plan-not-agreed", `${file} does not read: agree anew.`);
}
