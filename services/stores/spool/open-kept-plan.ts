import { readFile } from "node:fs/promises";
import { CollectionPlan } from "#schemas/collection-plan";
import { formOf } from "#services/core/form-of";
import { writeDurably } from "./write-durably.js";

/** The plan of the last time that the service was reached. */
export interface KeptPlan {
  read(): Promise<CollectionPlan | undefined>;
  keep(plan: CollectionPlan): Promise<void>;
}

const isPlan = formOf<CollectionPlan>(CollectionPlan);

/** Keeps it in a file. One that does not read is none: the service is asked again. */
export function openKeptPlan(file: string): KeptPlan {
  return {
    read: async () => parse(await readFile(file, "utf8").catch(() => "")),
    keep: (plan) => writeDurably(file, `${JSON.stringify(plan)}\n`),
  };
}

function parse(text: string): CollectionPlan | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPlan(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
