import { Type } from "typebox";
import type { JobRequest } from "#schemas/job-request";
import { askForTickets, namedNumbers } from "../ask-for-tickets.js";
import { parseFields } from "../parse-fields.js";
import type { Interpretation } from "../sender.js";

/** Project and number, such as `CHG-214`. */
const KEY = /^[A-Z][A-Z0-9_]{1,29}-[1-9][0-9]{0,9}$/;

const EVENT = /^(?:jira:issue|comment)_(?:created|updated|deleted)$/;

const parseIssue = parseFields(
  Type.Object({
    webhookEvent: Type.String({ maxLength: 100 }),
    issue: Type.Object({ key: Type.String({ maxLength: 100 }) }),
  }),
);

/** What a webhook of Jira, or an automation rule with a body of Lockstep's form, asks for: issues to be read again. */
export function interpretJira(payload: unknown, interpretation: Interpretation): readonly JobRequest[] {
  const told = parseIssue(payload);
  if (told === undefined) return askForTickets(namedNumbers(payload), KEY, interpretation);
  return EVENT.test(told.webhookEvent) ? askForTickets([told.issue.key], KEY, interpretation) : [];
}
