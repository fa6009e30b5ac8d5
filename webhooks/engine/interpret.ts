import { Type } from "typebox";
import type { JobRequest } from "#schemas/job-request";
import { parseFields } from "../parse-fields.js";
import type { Interpretation } from "../sender.js";

const parseHook = parseFields(
  Type.Object({ engines: Type.Optional(Type.Array(Type.String({ maxLength: 63 }), { maxItems: 100 })) }),
);

/** What a deploy hook asks for: a check of the engines it names, out of those declared; without names, of all of those. */
export function interpretEngine(payload: unknown, { declared }: Interpretation): readonly JobRequest[] {
  const hook = parseHook(payload);
  const allowed = declared.engines ?? [];
  if (hook === undefined) return [];
  const engineIds = allowed.filter((id) => hook.engines?.includes(id) ?? true);
  // A job without engines is a job for all of them.
  if (engineIds.length === 0) return [];
  return [{ job: "check", engineIds, because: `the webhook '${declared.id}' told of a deployment` }];
}
