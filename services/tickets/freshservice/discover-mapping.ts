import type { TicketMapping } from "#schemas/ticket-mapping";
import { LockstepError } from "#services/core/errors";
import { isRecord } from "#services/core/tickets/place";
import { firstText, textsAt } from "#services/core/tickets/reach";
import type { TicketDiscovery, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { readChanges } from "./read-changes.js";
import { FIELDS } from "./read-requests.js";
import { type Account, withAccount } from "./with-account.js";

type Words = TicketMapping["lifecycle"]["words"];

/** Proposes a mapping from the shipped one, the account's own states and what it calls its numbers. */
export function discoverMapping(request: TicketRequest, limits: Partial<ConnectorLimits>): Promise<TicketDiscovery> {
  return withAccount(request, limits, async (account) => {
    const { mapping, now } = request;
    const { rows } = await readChanges(account, now().getTime() - MONTH_MS, true);
    const { words, notes } = statesOf(mapping.lifecycle.words, await readStates(account));
    const own = new Set(
      rows.flatMap((row) => (isRecord(row["custom_fields"]) ? Object.keys(row["custom_fields"]) : [])),
    );
    const { origin, basePath } = account.asking.address;
    return {
      mapping: {
        ...mapping,
        number: { ...mapping.number, pattern: `${account.prefix}-[0-9]{1,10}` },
        lifecycle: { ...mapping.lifecycle, words },
        link: `${origin}${basePath}/a/changes/{id}`,
      },
      notes: [
        ...notes,
        ...[...own].sort().map((name) => `Your own field custom_fields/${shown(name)} is not looked into.`),
      ],
    };
  });
}

const MONTH_MS = 30 * 86_400_000;

/** What the states of the product are called. */
const BY_LABEL: Words = {
  open: "draft",
  planning: "assess",
  "awaiting approval": "authorise",
  "pending release": "implement",
  "pending review": "review",
  closed: "closed",
};

interface State {
  readonly id: string;
  readonly label: string;
}

/** The choices of the field `status`; `undefined` where the account does not show them. */
async function readStates({ asking }: Account): Promise<readonly State[] | undefined> {
  try {
    const { status, body } = await asking.getJson(FIELDS, { accept: [404] });
    const fields: unknown = isRecord(body) ? (body["change_fields"] ?? body["change_form_fields"]) : undefined;
    if (status === 404 || !Array.isArray(fields)) return undefined;
    const field: unknown = fields.find((one) => firstText(one, ["/name"]) === "status");
    const choices = isRecord(field) && Array.isArray(field["choices"]) ? field["choices"] : [];
    return choices.map((choice: unknown) => ({
      id: firstText(choice, ["/id"]) ?? "",
      label: textsAt(choice, ["/value"])[0] ?? "",
    }));
  } catch (error) {
    if (error instanceof LockstepError && error.code === "rights-narrowed") return undefined;
    throw error;
  }
}

/** A state of the site's own is left out, so that it authorises nothing until somebody says what it means. */
function statesOf(
  shipped: Words,
  states: readonly State[] | undefined,
): { readonly words: Words; readonly notes: string[] } {
  if (states === undefined || states.length === 0) {
    return {
      words: { ...shipped },
      notes: ["The states of changes are not shown: they are as shipped. Compare them by hand."],
    };
  }
  const words: Words = {};
  const notes: string[] = [];
  for (const { id, label } of states) {
    const word = BY_LABEL[label.trim().toLowerCase()];
    if (word !== undefined && id !== "") words[id] = word;
    else
      notes.push(
        `State ${shown(id)} is called '${shown(label)}': nobody knows what it stands for, so it authorises nothing.`,
      );
  }
  return { words, notes };
}

function shown(text: string): string {
  return text.replace(/[^\w .,/()-]/g, "?").slice(0, 60);
}
