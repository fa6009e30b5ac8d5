import { listenOnLoopback } from "../wire/listen-on-loopback.js";
import type { AppContext } from "./app-context.js";
import { createApp } from "./create-app.js";
import type { ServiceNowFaults, ServiceNowRights } from "./faults.js";
import { type ServiceNowModel, ServiceNowState } from "./instance-state.js";
import { Tokens } from "./tokens.js";

export interface ServiceNowSimulatorOptions {
  readonly model: ServiceNowModel;
  /** Who may sign in, with a password or, as an OAuth client, with a secret. */
  readonly account: { readonly username: string; readonly password: string };
  /** The account's zone and its way of writing dates. Default UTC, as stored. */
  readonly zone?: string;
  readonly dates?: "stored" | "american";
  /** Times in queries are taken for the account's own zone, as some releases do. Default false: for UTC. */
  readonly queriesInAccountZone?: boolean;
  /** `glide.invalid_query.returns_no_rows`. Default false, as delivered. */
  readonly invalidReturnsNoRows?: boolean;
  readonly faults?: ServiceNowFaults;
  readonly rights?: ServiceNowRights;
  /** The instance's clock before `clockSkewMs`. Default the real one. */
  readonly clock?: () => Date;
}

/** A running simulated instance. */
export interface ServiceNowSimulator {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  readonly state: ServiceNowState;
  /** Every request that came in: method, and path without query. */
  readonly requests: readonly (readonly [method: string, path: string])[];
  /** The queries of the requests, decoded. */
  readonly asked: readonly string[];
  expireTokens(): void;
  setFaults(faults: ServiceNowFaults): void;
  setRights(rights: ServiceNowRights): void;
  stop(): Promise<void>;
}

/** Starts an instance on loopback, on a free port, that speaks the Table API, the Change API and OAuth over HTTPS. */
export async function startServiceNowSimulator(options: ServiceNowSimulatorOptions): Promise<ServiceNowSimulator> {
  const { zone = "UTC", clock = () => new Date() } = options;
  let faults = options.faults ?? {};
  const theirClock = (): Date => new Date(clock().getTime() + (faults.clockSkewMs ?? 0));
  const context: AppContext = {
    state: new ServiceNowState(options.model, theirClock),
    account: options.account,
    tokens: new Tokens(options.account),
    rules: {
      invalidReturnsNoRows: options.invalidReturnsNoRows ?? false,
      zone: options.queriesInAccountZone ? zone : "UTC",
    },
    view: { zone, dates: options.dates ?? "stored" },
    requests: [],
    asked: [],
    faults,
    rights: options.rights ?? {},
  };
  const server = await listenOnLoopback(createApp(context), { commonName: "itsm.hospital.test" });
  const { state, requests, asked } = context;
  return {
    url: server.url,
    fingerprint: server.fingerprint,
    state,
    requests,
    asked,
    expireTokens: () => context.tokens.expireAll(),
    setFaults: (next) => {
      faults = next;
      context.faults = next;
    },
    setRights: (rights) => {
      context.rights = rights;
    },
    stop: () => server.stop(),
  };
}
