import { listenOnLoopback } from "../wire/listen-on-loopback.js";
import { Bucket } from "./bucket.js";
import { type AppContext, createApp } from "./create-app.js";
import type { RhapsodyRights } from "./endpoints.js";
import type { RhapsodyFaults } from "./faults.js";
import type { RhapsodyModel } from "./model.js";
import { Sessions } from "./sessions.js";

export interface RhapsodySimulatorOptions {
  readonly model: RhapsodyModel;
  readonly account: { readonly username: string; readonly password: string };
  readonly faults?: RhapsodyFaults;
  readonly rights?: RhapsodyRights;
  /** Users are kept in an LDAP directory: they cannot be listed. Default false. */
  readonly usesLdap?: boolean;
  /** Logins a minute. Default 5, as the engine has it. */
  readonly loginsPerMinute?: number;
  /** Requests a minute. Default 500, as the engine has it. */
  readonly requestsPerMinute?: number;
  /** Numbers of components start here. Default 1. */
  readonly firstId?: number;
  /** When the engine started. Default some days ago, and no two engines on one machine at once. */
  readonly startedAt?: Date;
  /** The server's clock before `clockSkewMs`. Default the real one. */
  readonly clock?: () => Date;
}

/** A running simulated engine. */
export interface RhapsodySimulator {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  readonly caPem: string;
  /** Every request that came in: method, and path without query. */
  readonly requests: readonly (readonly [method: string, path: string])[];
  /** How often somebody logged in or tried to, silently or not. */
  logins(): number;
  /** What the engine holds from now on. */
  change(edit: (model: RhapsodyModel) => RhapsodyModel): void;
  setFaults(faults: RhapsodyFaults): void;
  setRights(rights: RhapsodyRights): void;
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Starts an engine on loopback, on a free port, that speaks the protocol of 6.x over HTTPS with a self-signed certificate. */
export async function startRhapsodySimulator(options: RhapsodySimulatorOptions): Promise<RhapsodySimulator> {
  const clock = options.clock ?? (() => new Date());
  const context: AppContext = {
    model: options.model,
    faults: options.faults ?? {},
    rights: options.rights ?? {},
    account: options.account,
    usesLdap: options.usesLdap ?? false,
    firstId: options.firstId ?? 1,
    sessions: new Sessions(clock),
    logins: new Bucket(options.loginsPerMinute ?? 5, clock),
    perMinute: new Bucket(options.requestsPerMinute ?? 500, clock),
    counts: { logins: 0 },
    requests: [],
    now: () => new Date(clock().getTime() + (context.faults.clockSkewMs ?? 0)),
    uptimeMs: () => 0,
  };
  const server = await listenOnLoopback(createApp(context), { commonName: "rhapsody" });
  const startedAt = options.startedAt?.getTime() ?? clock().getTime() - 3 * DAY_MS - server.port * MINUTE_MS;
  context.uptimeMs = () => clock().getTime() - startedAt;
  return {
    url: server.url,
    fingerprint: server.fingerprint,
    caPem: server.caPem,
    requests: context.requests,
    logins: () => context.counts.logins,
    change: (edit) => {
      context.model = edit(context.model);
    },
    setFaults: (faults) => {
      context.faults = faults;
    },
    setRights: (rights) => {
      context.rights = rights;
    },
    stop: server.stop,
  };
}
