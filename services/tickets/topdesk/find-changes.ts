import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import { LockstepError } from "#services/core/errors";
import type { TicketAnswer, TicketRequest } from "#services/ports/ticket-system";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import { findNumbers } from "../asking/find-numbers.js";
import { readBatches } from "../asking/read-batches.js";
import { assembleFacts } from "./assemble-facts.js";
import { idOf, numberOf, readChanges } from "./changes.js";
import { isOneOf } from "./fiql.js";
import { type Desk, withDesk } from "./with-desk.js";

const AT_ONCE = 20;

/** Reads changes by number, each anew. A number that is none is never sent; one that is answered with another is gone. */
export function findChanges(
  request: TicketRequest,
  numbers: readonly string[],
  limits: Partial<ConnectorLimits>,
): Promise<TicketAnswer> {
  const { mapping } = request;
  return findNumbers(request, numbers, (asked, observedAt) =>
    withDesk(request, limits, async (desk) => {
      const { rows, gone, strange } = await readBatches(asked, {
        atOnce: AT_ONCE,
        read: (some) => readChanges(desk, mapping, isOneOf("number", some)),
        numberOf,
        assertSame: (known, row) => {
          if (idOf(known) !== idOf(row)) throw ambiguous(desk, normaliseNumber(numberOf(row)));
        },
      });
      const facts = await assembleFacts(desk, [...rows.values()], { mapping, observedAt });
      const warnings = strange.map(
        (batch) => `${desk.id} answered with other changes than those asked for: ${batch.asked.join(", ")}`,
      );
      return { facts, gone, warnings };
    }),
  );
}

function ambiguous({ id }: Desk, number: string): LockstepError {
  return new LockstepError("answer-unexpected", `${id} holds two changes with the number ${number}.`, {
    details: { node: id },
  });
}
