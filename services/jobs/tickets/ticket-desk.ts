import canonicalize from "canonicalize";
import type { TicketSystem as Declared } from "#schemas/estate";
import type { TicketSourceState } from "#schemas/run";
import type { TicketFact } from "#schemas/ticket-fact";
import type { TicketMapping } from "#schemas/ticket-mapping";
import { normaliseNumber } from "#services/core/authorisation/ticket-timeline";
import { LockstepError } from "#services/core/errors";
import { digestOf } from "#services/core/text/digest";
import { isNumber } from "#services/core/tickets/is-number";
import type { Logger } from "#services/ports/logger";
import type { TicketAnswer, TicketRequest, TicketSystem } from "#services/ports/ticket-system";

export interface DeskContext {
  /** @throws LockstepError for a make that nobody knows */
  readonly systemOf: (declared: Declared) => TicketSystem;
  readonly passwordOf: (declared: Declared) => string | undefined;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
  readonly logger?: Logger | undefined;
}

/** One ticket system in one run: asked for what was edited, then for each number that a change names, once. */
export interface TicketDesk {
  readonly declared: Declared;
  /** Digest of declaration and mapping. */
  readonly asked: string;
  state(): TicketSourceState;
  /** Everything edited since; nothing, and a state that says why, where it cannot be read. */
  list(since: string | null): Promise<readonly TicketFact[]>;
  /** Reads numbers anew; those that are none of this system, and those read before, are left out. */
  find(numbers: readonly string[]): Promise<readonly TicketFact[]>;
}

/** So many numbers are asked for in one run: more are named by nobody in earnest. */
const MAX_ASKED = 1000;

/** So many are asked for one by one where one of them is hidden. */
const MAX_ALONE = 50;

function sorted(values: ReadonlySet<string>): string[] {
  return [...values].sort();
}

export function openTicketDesk(
  declared: Declared,
  mapping: TicketMapping | undefined,
  { systemOf, passwordOf, now, signal, logger }: DeskContext,
): TicketDesk {
  const asked = digestOf(canonicalize({ declared, mapping: mapping ?? null }) ?? "");
  const about = { system: declared.system, instance: declared.id, asked };
  const numbers = new Set<string>();
  const gone = new Set<string>();
  const hidden = new Set<string>();
  const warnings = new Set<string>();
  let completeTo: string | null = null;
  let askedTo: string | undefined;
  const unmapped = `The ticket system '${declared.id}' has no mapping that is in force.`;
  let failure: string | null = mapping === undefined ? unmapped : null;

  async function ask(
    look: (system: TicketSystem, request: TicketRequest) => Promise<TicketAnswer>,
    isBearable: (error: LockstepError) => boolean = () => false,
  ): Promise<TicketAnswer | "hidden" | undefined> {
    if (failure !== null || mapping === undefined) return undefined;
    try {
      const password = passwordOf(declared);
      const request = {
        declared,
        mapping,
        now,
        ...(password !== undefined && { password }),
        ...(signal && { signal }),
      };
      return await look(systemOf(declared), request);
    } catch (error) {
      if (signal?.aborted || (error instanceof LockstepError && error.code === "aborted")) throw error;
      if (!(error instanceof LockstepError)) {
        // One system whose answer nobody thought of must not take the word from all engines.
        logger?.error("ticket system failed", { instance: declared.id, error });
        failure = `The ticket system '${declared.id}' answered what Lockstep cannot handle: this is a fault of Lockstep.`;
        return undefined;
      }
      if (isBearable(error)) return "hidden";
      failure = `The ticket system '${declared.id}' could not be read: ${error.message.replace(/\.$/, "")}.`;
      return undefined;
    }
  }

  /** One ticket that is hidden from the account must not take the word from all others: then each is asked for alone. */
  async function findAll(wanted: readonly string[]): Promise<readonly TicketFact[]> {
    const isHidden = ({ code }: LockstepError): boolean => code === "rights-narrowed" && wanted.length <= MAX_ALONE;
    const answer = await ask((system, request) => system.find(request, wanted), isHidden);
    if (answer === undefined) return [];
    if (answer !== "hidden") {
      for (const number of answer.gone) gone.add(normaliseNumber(number));
      for (const warning of answer.warnings) warnings.add(warning);
      return answer.facts;
    }
    const [only, ...others] = wanted;
    if (only === undefined) return [];
    if (others.length === 0) {
      hidden.add(only);
      return [];
    }
    const facts: TicketFact[] = [];
    for (const number of wanted) facts.push(...(await findAll([number])));
    return facts;
  }

  return {
    declared,
    asked,
    state: () =>
      failure === null && completeTo !== null
        ? {
            ...about,
            state: "read",
            message: null,
            completeTo,
            ...(askedTo === undefined ? {} : { askedTo }),
            gone: sorted(gone),
            hidden: sorted(hidden),
            warnings: sorted(warnings),
          }
        : { ...about, state: "unavailable", message: failure, completeTo: null, gone: [] },
    async list(since) {
      const answer = await ask((system, request) => system.list(request, since));
      if (answer === undefined || answer === "hidden") return [];
      completeTo = answer.completeTo;
      for (const warning of answer.warnings) warnings.add(warning);
      return answer.facts;
    },
    async find(named) {
      if (mapping === undefined) return [];
      const fresh = [...new Set(named.filter((number) => isNumber(number, mapping)).map(normaliseNumber))]
        .filter((number) => !numbers.has(number))
        .sort();
      if (fresh.length === 0) return [];
      for (const number of fresh) numbers.add(number);
      if (numbers.size > MAX_ASKED) {
        failure = `The changes name more than ${MAX_ASKED} tickets of '${declared.id}', which is more than is asked for.`;
        return [];
      }
      const facts = await findAll(fresh);
      if (facts.length > 0) askedTo = now().toISOString();
      return facts;
    },
  };
}
