import type { AccessPolicy } from "#schemas/access";
import type { Estate } from "#schemas/estate";
import type { ReviewPolicy } from "#schemas/review-policy";
import { answerJson, answerPage } from "#services/http/answer";
import { createHttpApp } from "#services/http/create-http-app";
import { openPeople, type People } from "#services/http/people/open-people";
import type { PeopleContext, PeopledEstate } from "#services/http/people/people-context";
import type { Call, Route } from "#services/http/route";
import type { ServedEstate } from "#services/http/served-estate";
import { startHttpServer } from "#services/http/start-http-server";
import type { TokenStore } from "#services/ports/token-store";
import { freePort } from "./free-port.js";

/** A small service of one or more estates that answers who asks, and nothing else. */
export interface ServedPeople extends AsyncDisposable {
  readonly url: string;
  readonly people: People;
  readonly log: readonly string[];
}

export interface ServePeopleOptions {
  readonly way: (url: string) => PeopleContext["way"];
  readonly estates: readonly TestEstate[];
  readonly now?: () => Date;
  /** Default: any that is free. */
  readonly port?: number;
  readonly requestsPerMinute?: number;
}

export interface TestEstate {
  readonly id: string;
  readonly access: () => AccessPolicy | undefined;
  readonly approvers?: ReviewPolicy["approvers"];
  readonly tokens?: Pick<TokenStore, "find" | "noteUse">;
  /** Default: it is recorded nowhere. */
  readonly noteSignIn?: PeopledEstate["app"]["noteSignIn"];
}

const NO_TOKENS: Pick<TokenStore, "find" | "noteUse"> = {
  find: () => Promise.resolve(undefined),
  noteUse: () => Promise.resolve(),
};

/** Serves `GET /who` for whoever may read anywhere, `/estates/:estate` as a page, `/programs/:estate/work` to programs that may check, and `POST /estates/:estate/check` as a form. */
export async function servePeople(options: ServePeopleOptions): Promise<ServedPeople> {
  const { now = () => new Date() } = options;
  const log: string[] = [];
  const write = (message: string, fields?: unknown): void =>
    void log.push(`${message} ${JSON.stringify(fields, shown)}`);
  const logger = { info: write, warn: write, error: write };
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const estates = options.estates.map(
    ({ id, access, approvers, tokens = NO_TOKENS, noteSignIn = () => Promise.resolve() }): PeopledEstate => ({
      id,
      access,
      approvers: () => approvers,
      tokens,
      app: { noteSignIn },
    }),
  );
  const people = openPeople({ estates, way: options.way(url), logger, now });
  const app = createHttpApp({
    webhookNamed: () => undefined,
    queue: { add: () => Promise.reject(new Error("nothing is added here")) },
    logger,
    now,
    estates: options.estates.map(({ id }) => servedEstate(id)),
    doorkeeper: people.doorkeeper,
    allowedHosts: people.allowedHosts,
    routes: [...people.routes, ...ROUTES],
    ...(options.requestsPerMinute !== undefined && { limits: { requestsPerMinute: options.requestsPerMinute } }),
  });
  const server = await startHttpServer(app, { host: "127.0.0.1", port });
  return { url, people, log, [Symbol.asyncDispose]: () => server.stop() };
}

function shown(_key: string, value: unknown): unknown {
  return value instanceof Error ? String(value.stack) : value;
}

function servedEstate(id: string): ServedEstate {
  const nodes: Estate["engines"][number]["nodes"] = [];
  const engines = ["tie", "lab"].map((engine) => ({
    id: engine,
    product: "mirth-connect",
    owner: "Integration",
    nodes,
  }));
  return { id, declared: () => ({ estate: id, engines }) } as ServedEstate;
}

const ROUTES: readonly Route[] = [
  {
    ...{ method: "get", path: "/who", on: "service", permission: "anyone", speaksTo: "program" },
    handle: ({ principal, csrf }: Call) => answerJson({ ...principal, csrf }),
  },
  {
    ...{ method: "get", path: "/estates/:estate", on: "estate", permission: "read", speaksTo: "reader" },
    handle: ({ principal }: Call) => answerPage(`<p>${principal.name}</p>`),
  },
  {
    ...{ method: "get", path: "/programs/:estate/work", on: "estate", permission: "check", speaksTo: "program" },
    handle: () => answerJson({}),
  },
  {
    ...{ method: "post", path: "/estates/:estate/check", on: "estate", permission: "check", speaksTo: "reader" },
    takes: "form",
    handle: ({ principal }: Call) => answerJson({ by: principal.name }, { status: 202 }),
  },
];
