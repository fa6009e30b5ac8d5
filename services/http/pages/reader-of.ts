import { mayDoSomewhere } from "#services/core/access/may-do";
import type { Call, EstateCall } from "../route.js";
import type { PageReader } from "./layout.js";
import type { Section } from "./sections.js";

/** Who reads a page of an estate, and where in its menu they are. */
export function readerOf(call: EstateCall, section: Section): PageReader {
  return { ...accountOf(call), estate: call.estate.id, section };
}

/** The same of a page of the service. */
export function accountOf({ principal, csrf }: Pick<Call, "principal" | "csrf">): PageReader {
  const estates = new Set(principal.grants.map(({ estate }) => estate));
  const readable = [...estates].filter((estate) => mayDoSomewhere(principal, "read", estate));
  return { principal, csrf, hasFleet: readable.length > 1 };
}
