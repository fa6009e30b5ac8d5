import type { TicketSystem as Declared } from "#schemas/estate";
import type { ConnectorLimits } from "#services/wire/connector-limits";
import type { HttpClient } from "#services/wire/http-client";
import type { FailureContext } from "#services/wire/to-lockstep-error";

/** How a make is shown who asks. */
export interface LoginOptions {
  /** For `client-credentials` where the estate names no `tokenUrl`: the path below the declared address. */
  readonly tokenPath?: string;
  /** For `client-credentials`: what the form holds beside the client and its secret. */
  readonly tokenForm?: Readonly<Record<string, string>>;
  /** For a make with a way of its own, in the place of `Authorization: Basic` or `Bearer`. */
  readonly loginHeaders?: (declared: Declared, secret: string) => Readonly<Record<string, string>>;
}

/** The account of one look. */
export interface Login {
  /** What each request shows. @throws LockstepError of a token that cannot be fetched */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** After a refusal: true where it is worth another try, which is so once, for a token that may have run out. */
  renew(): Promise<boolean>;
  close(): Promise<void>;
}

export interface LoginWay {
  /** The client of the look. */
  readonly client: HttpClient;
  readonly limits: ConnectorLimits;
  readonly stop: Omit<FailureContext, "nodeId" | "phase">;
}
