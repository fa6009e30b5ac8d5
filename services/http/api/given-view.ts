import { createHash } from "node:crypto";
import type { Viewed } from "#services/ports/estate-views";
import { type Refusal, refuse } from "../answer.js";
import type { EstateCall } from "../route.js";
import { type Given, give } from "./operation.js";
import { refuseFault } from "./refuse-error.js";
import { seenEngines } from "./seen-engines.js";

/**
 * Gives of a view what whoever asks may see. What it is named by holds also which engines those are: two people who ask for the same address
 * never have the same answer under one name.
 */
export function giveView<T, Shown>(
  call: Pick<EstateCall, "principal" | "estate">,
  { value, mark, fault }: Viewed<T>,
  show: (value: NonNullable<T>) => Shown | undefined,
  more: Pick<Given<Shown>, "next"> = {},
): Given<Shown> | Refusal {
  if (fault !== undefined) return refuseFault(fault);
  const shown = value === undefined || value === null ? undefined : show(value);
  if (shown === undefined) return refuse(404);
  return give<Shown>(() => shown, { mark: markFor(call, mark), ...more });
}

/** A name of an answer for those who may see the same engines, and for nobody else. */
export function markFor(call: Pick<EstateCall, "principal" | "estate">, mark: string): string {
  return createHash("sha256")
    .update(JSON.stringify([mark, call.estate.id, seenEngines(call)]))
    .digest("base64url")
    .slice(0, 27);
}
