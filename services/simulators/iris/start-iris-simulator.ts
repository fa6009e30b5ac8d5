import { listenOnLoopback } from "../wire/listen-on-loopback.js";
import { type AppContext, createApp, type MetricsAccess } from "./create-app.js";
import type { IrisFaults, NarrowedRights } from "./faults.js";
import { InstanceState } from "./instance-state.js";
import type { IrisModel } from "./model.js";
import { LicencedSessions } from "./sessions.js";

export interface IrisSimulatorOptions {
  readonly model: IrisModel;
  /** The account that may sign in. */
  readonly account: { readonly username: string; readonly password: string };
  readonly faults?: IrisFaults;
  readonly rights?: NarrowedRights;
  /** Sessions that may be open at once. Default 5. */
  readonly licences?: number;
  /** Who may read `/api/monitor`. Default `open`. */
  readonly metrics?: MetricsAccess;
  /** The server's clock before `clockSkewMs`. Default the real one. */
  readonly clock?: () => Date;
}

/** A running simulated instance. */
export interface IrisSimulator {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  /** What the instance holds, and what people may do to it. */
  readonly state: InstanceState;
  /** Every request that came in: method, and path without query. */
  readonly requests: readonly (readonly [method: string, path: string])[];
  /** The SQL of every query that came in. */
  readonly queries: readonly string[];
  /** Names of all documents that were asked for in bulk. */
  readonly documentsAsked: readonly string[];
  /** Bytes of all bodies that were sent. */
  sentBytes(): number;
  /** Requests that carried credentials. */
  logins(): number;
  /** Sessions nobody has ended; each holds a licence slot. */
  openSessions(): number;
  setFaults(faults: IrisFaults): void;
  setRights(rights: NarrowedRights): void;
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** Starts an instance on loopback, on a free port, that speaks the source code file interface over HTTPS. */
export async function startIrisSimulator(options: IrisSimulatorOptions): Promise<IrisSimulator> {
  const clock = options.clock ?? (() => new Date());
  const skewedClock = (): Date => new Date(clock().getTime() + (context.faults.clockSkewMs ?? 0));
  const context: AppContext = {
    state: new InstanceState(options.model, skewedClock),
    sessions: new LicencedSessions(options.licences ?? 5),
    account: options.account,
    requests: [],
    queries: [],
    documentsAsked: [],
    metrics: options.metrics ?? "open",
    sentBytes: 0,
    logins: 0,
    faults: options.faults ?? {},
    rights: options.rights ?? {},
  };
  const now = Date.now();
  const server = await listenOnLoopback(createApp(context), {
    commonName: "iris.hospital.test",
    validity: { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + 90 * DAY_MS) },
  });
  return {
    url: server.url,
    fingerprint: server.fingerprint,
    state: context.state,
    requests: context.requests,
    queries: context.queries,
    documentsAsked: context.documentsAsked,
    sentBytes: () => context.sentBytes,
    logins: () => context.logins,
    openSessions: () => context.sessions.openCount,
    setFaults: (faults) => {
      context.faults = faults;
    },
    setRights: (rights) => {
      context.rights = rights;
    },
    stop: server.stop,
  };
}
