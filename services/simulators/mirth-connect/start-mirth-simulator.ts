import { listenOnLoopback } from "../wire/listen-on-loopback.js";
import type { AppContext } from "./app-context.js";
import { createApp } from "./create-app.js";
import { type FindEndpoint, findEndpoint, type NarrowedRights } from "./endpoints.js";
import type { MirthFaults } from "./faults.js";
import type { MirthModel } from "./model.js";
import { ServerState } from "./server-state.js";
import { type LoginStatus, Sessions } from "./sessions.js";

export interface MirthSimulatorOptions {
  readonly model: MirthModel;
  /** The service account that may sign in, beside the users of the model that have a password. */
  readonly account: { readonly username: string; readonly password: string };
  readonly faults?: MirthFaults;
  readonly rights?: NarrowedRights;
  /** Refusals before an account is locked. Default 0: never. */
  readonly retryLimit?: number;
  /** What the right password gives. Default `SUCCESS`. */
  readonly loginOutcome?: LoginStatus["status"];
  /** What each request with Basic credentials costs in milliseconds; a real engine hashes 600,000 times. Default 50. */
  readonly basicCostMs?: number;
  /** The server's clock before `clockSkewMs`. Default the real one. */
  readonly clock?: () => Date;
  /** Validity of the certificate. Default a day before and a day after now. */
  readonly certificate?: { readonly notBefore: Date; readonly notAfter: Date };
  /** What answers instead of the model, for example a recording. */
  readonly findEndpoint?: FindEndpoint;
  /** How long an idle connection is kept. Default 5000. */
  readonly keepAliveTimeoutMs?: number;
}

/** A running simulated engine. */
export interface MirthSimulator {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  /** SHA-256 of the certificate, to pin. */
  readonly fingerprint: string;
  /** The certificate, to trust as an authority. */
  readonly caPem: string;
  /** What the server holds, and what people may do to it. */
  readonly state: ServerState;
  /** Every request that came in: method, and path without query. */
  readonly requests: readonly (readonly [method: string, path: string])[];
  /** Sessions nobody has signed out of. */
  openSessions(): number;
  setFaults(faults: MirthFaults): void;
  setRights(rights: NarrowedRights): void;
  stop(): Promise<void>;
}

/**
 * Starts an engine on loopback, on a free port, that speaks the real protocol over HTTPS with a certificate like the stock one:
 * self-signed, `CN=mirth-connect`, without host names. It holds a model in memory that can be changed the way people change a server.
 */
export async function startMirthSimulator(options: MirthSimulatorOptions): Promise<MirthSimulator> {
  const clock = options.clock ?? (() => new Date());
  let faults = options.faults ?? {};
  const skewedClock = (): Date => new Date(clock().getTime() + (faults.clockSkewMs ?? 0));
  const context: AppContext = {
    state: new ServerState(withAccount(options), skewedClock),
    sessions: new Sessions(passwords(options), {
      retryLimit: options.retryLimit ?? 0,
      lockoutHours: 1,
      ...(options.loginOutcome && { outcome: options.loginOutcome }),
    }),
    requests: [],
    findEndpoint: options.findEndpoint ?? findEndpoint,
    basicCostMs: options.basicCostMs ?? 50,
    faults,
    rights: options.rights ?? {},
  };
  const server = await listenOnLoopback(createApp(context), {
    commonName: "mirth-connect",
    validity: options.certificate,
    keepAliveTimeoutMs: options.keepAliveTimeoutMs,
  });
  return {
    url: server.url,
    fingerprint: server.fingerprint,
    caPem: server.caPem,
    state: context.state,
    requests: context.requests,
    openSessions: () => context.sessions.openCount,
    setFaults: (next) => {
      faults = next;
      context.faults = next;
    },
    setRights: (rights) => {
      context.rights = rights;
    },
    stop: server.stop,
  };
}

/** The model with the service account among its users, as the last of them. */
function withAccount({ model, account }: MirthSimulatorOptions): MirthModel {
  const users = model.users ?? [{ id: 1, username: "admin" }];
  if (users.some(({ username }) => username === account.username)) return { ...model, users };
  const id = Math.max(0, ...users.map((user) => user.id)) + 1;
  return { ...model, users: [...users, { id, username: account.username, description: "Reads the configuration" }] };
}

function passwords({ model, account }: MirthSimulatorOptions): ReadonlyMap<string, string> {
  const known = (model.users ?? []).flatMap(({ username, password }) =>
    password === undefined ? [] : [[username, password] as const],
  );
  return new Map([...known, [account.username, account.password]]);
}
