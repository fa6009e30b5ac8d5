import type { AccessPolicy } from "#schemas/access";
import type { ReviewPolicy } from "#schemas/review-policy";
import type { App } from "#services/app";
import type { IdentityProvider } from "#services/ports/identity-provider";
import type { Logger } from "#services/ports/logger";
import type { TokenStore } from "#services/ports/token-store";

/** What an estate says of people, as last read from `main`. */
export interface PeopledEstate {
  readonly id: string;
  /** `undefined`: nobody may do anything, because nothing says who may or it does not read. */
  readonly access: () => AccessPolicy | undefined;
  /** Who may decide, as for the command line; `undefined` while the policy does not read. */
  readonly approvers: () => ReviewPolicy["approvers"] | undefined;
  readonly tokens: Pick<TokenStore, "find" | "noteUse">;
  readonly app: Pick<App, "noteSignIn">;
}

/** How people are known to the service. */
export interface PeopleContext {
  /** Those that are open; one that opens later comes in. */
  readonly estates: readonly PeopledEstate[];
  readonly way: SignInWay | OperatorWay | NobodyWay;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** People sign in with a provider. */
export interface SignInWay {
  readonly kind: "sign-in";
  readonly provider: IdentityProvider;
  /** Address by which people reach the service. */
  readonly publicUrl: string;
  /** Default 8. */
  readonly sessionHours?: number | undefined;
  /** Default 30. */
  readonly idleMinutes?: number | undefined;
}

/** Whoever sits at the machine comes in by a link that is printed there: on loopback alone. */
export interface OperatorWay {
  readonly kind: "operator";
  /** What records bear. */
  readonly name: string;
  /** Shows whoever sits at the machine a link that is good once, for ten minutes. */
  readonly invite: (link: string) => void;
  /** Where it listens; read when a link is made. */
  readonly address: () => string;
  /** Of a proxy in front of it on this machine; its host is answered to beside those of loopback. */
  readonly publicUrl?: string | undefined;
}

/** No person comes in: tokens alone are known. */
export interface NobodyWay {
  readonly kind: "nobody";
}
