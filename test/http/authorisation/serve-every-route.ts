import type { Estate } from "#schemas/estate";
import type { App } from "#services/app";
import { LockstepError } from "#services/core/errors";
import { allRoutes } from "#services/http/all-routes";
import { answerJson } from "#services/http/answer";
import { createHttpApp } from "#services/http/create-http-app";
import { openPeople, type People } from "#services/http/people/open-people";
import type { PeopleContext } from "#services/http/people/people-context";
import type { Route } from "#services/http/route";
import type { ServedEstate } from "#services/http/served-estate";
import { startHttpServer } from "#services/http/start-http-server";
import type { EstateViews } from "#services/ports/estate-views";
import type { JobQueue } from "#services/ports/job-queue";
import { freePort } from "#test/fakes/free-port";
import { accessOfEachRole, tokensOfEachRole } from "./callers.js";

/** Every route of the service, with its own handlers, over two estates that hold nothing. */
export interface EveryRoute extends AsyncDisposable {
  readonly url: string;
  readonly people: People;
  readonly routes: readonly Route[];
  /** What was logged of the request of an id. */
  readonly loggedOf: (requestId: string) => Readonly<Record<string, unknown>> | undefined;
  readonly log: readonly string[];
}

/** The estates `north` and `south` have the engines `tie` and `lab`; callers have roles in `north` alone. */
export async function serveEveryRoute(way: (url: string) => PeopleContext["way"]): Promise<EveryRoute> {
  const answered = new Map<string, Readonly<Record<string, unknown>>>();
  const log: string[] = [];
  const write = (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    log.push(`${message} ${JSON.stringify(fields, shown)}`);
    if (message === "request answered") answered.set(String(fields["requestId"]), fields);
  };
  const logger = { info: write, warn: write, error: write };
  const now = (): Date => new Date();
  const url = `http://127.0.0.1:${await freePort()}`;
  const north = emptyEstate("north");
  const estates = [north, emptyEstate("south")];
  const peopled = estates.map((estate) => ({
    id: estate.id,
    access: () => (estate === north ? accessOfEachRole() : undefined),
    approvers: () => ({ teams: [], people: [] }),
    tokens: estate === north ? tokensOfEachRole() : NO_TOKENS,
    app: { noteSignIn: () => Promise.resolve() },
  }));
  const people = openPeople({ estates: peopled, way: way(url), logger, now });
  const queue = emptyQueue();
  const routes = allRoutes({
    ...{ estates, areSeveral: true, queue, logger, peopleRoutes: people.routes },
    openQueueBoard: async () => (_request, response) => void response.end(),
  });
  const { doorkeeper, allowedHosts } = people;
  const limits = { requestsPerMinute: 1_000_000 };
  const unlimited = routes.map((route) => ({ ...route, requestsPerMinute: 1_000_000 }));
  const webhookNamed = () => undefined;
  const context = { webhookNamed, queue, logger, now, estates, doorkeeper, allowedHosts, limits };
  const server = await startHttpServer(createHttpApp({ ...context, routes: [...unlimited, WHO] }), {
    host: "127.0.0.1",
    port: Number(new URL(url).port),
  });
  return { url, people, routes, log, loggedOf: (id) => answered.get(id), [Symbol.asyncDispose]: () => server.stop() };
}

function shown(_key: string, value: unknown): unknown {
  return value instanceof Error ? String(value.stack) : value;
}

/** Tells the caller the token of their session. */
const WHO: Route = {
  ...{ method: "get", path: "/test-csrf", on: "service", permission: "anyone", speaksTo: "program" },
  handle: ({ csrf }: { readonly csrf: string | undefined }) => answerJson({ csrf }),
};

const NO_TOKENS = {
  find: () => Promise.resolve(undefined),
  list: () => Promise.resolve([]),
  noteUse: () => Promise.resolve(),
};

function emptyEstate(id: string): ServedEstate {
  const engines = ["tie", "lab"].map((engine) => ({ id: engine, product: "mirth-connect", owner: "Team", nodes: [] }));
  const declared: Estate = { estate: id, engines };
  const nothing = { value: undefined, mark: "nothing" };
  const proposal = { value: { proposal: { engineId: "tie", key: "a-proposal" } }, mark: "one" };
  const views = new Proxy({} as EstateViews, {
    get: (_target, name) => (asked: unknown) => {
      if (name === "mark") return Promise.resolve("now");
      return Promise.resolve(name === "proposal" && asked === "a-proposal" ? proposal : nothing);
    },
  });
  return {
    id,
    declared: () => declared,
    views,
    app: emptyApp(),
    verdicts: nothingOf(),
    tokens: tokensOfEachRole(),
  } as ServedEstate;
}

/** An estate in which whatever is named is not there. */
function emptyApp(): App {
  const refuse = (): Promise<never> => Promise.reject(new LockstepError("selector-unknown", "Nothing is there."));
  const each: typeof refuse = new Proxy(refuse, { get: () => each });
  return new Proxy({} as App, { get: () => each });
}

/** A book that knows no verdict, and cannot be asked for a runbook now. */
function nothingOf(): ServedEstate["verdicts"] {
  const later = (): Promise<never> => Promise.reject(new LockstepError("queue-unavailable", "Ask again later."));
  return new Proxy({} as ServedEstate["verdicts"], {
    get: (_target, name) => (name === "runbook" ? later : () => undefined),
  });
}

function emptyQueue(): JobQueue {
  const answers: Readonly<Record<string, unknown>> = { add: "added", atWork: [], failed: [], schedules: [] };
  return new Proxy({} as JobQueue, {
    get: (_target, name) => () =>
      Promise.resolve(answers[String(name)] ?? { active: 0, waiting: 0, delayed: 0, failed: 0 }),
  });
}
