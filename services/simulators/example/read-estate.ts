import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { findExampleFolder } from "./find-example-folder.js";

/** One ticket of the story; hours are relative to the night it belongs to. */
export interface StoryTicket {
  readonly number: string;
  readonly kind: string;
  readonly lifecycle: string;
  readonly approval: string;
  readonly approvals: readonly { readonly by: string; readonly decision: string; readonly hours: number }[];
  readonly plannedStartHours: number;
  readonly plannedEndHours: number;
  readonly cis: readonly string[];
  readonly channels: readonly string[];
  readonly implementers: readonly string[];
  readonly requester: string;
}

/** Reads `estate.yaml` and everything below `policy/`, by path, and the tickets of the story. */
export function readEstate(): {
  readonly files: ReadonlyMap<string, string>;
  readonly tickets: readonly StoryTicket[];
} {
  const folder = findExampleFolder();
  const text = (path: string): string => readFileSync(join(folder, path), "utf8");
  const story: { readonly tickets: readonly StoryTicket[] } = parse(text("tickets/tickets.yaml"));
  const governed = ["estate.yaml", ...readdirSync(join(folder, "policy")).map((name) => `policy/${name}`)];
  return { files: new Map(governed.sort().map((path) => [path, text(path)])), tickets: story.tickets };
}
