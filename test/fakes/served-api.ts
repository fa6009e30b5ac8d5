import type { Estate } from "#schemas/estate";
import type { App } from "#services/app";
import { ANONYMOUS, type Principal } from "#services/core/access/principal";
import { apiRoutes } from "#services/http/api/api-routes";
import type { ApiContext, Operation } from "#services/http/api/operation";
import { createHttpApp } from "#services/http/create-http-app";
import type { Doorkeeper } from "#services/http/doorkeeper";
import type { ServedEstate } from "#services/http/served-estate";
import { startHttpServer } from "#services/http/start-http-server";
import type { ListedJob } from "#services/ports/job-queue";
import type { NoticeDesk } from "#services/ports/notice-desk";
import type { VerdictBook } from "#services/ports/verdict-book";
import { openEstateViews } from "#services/running/views/open-estate-views";

/** The API over one estate, on loopback; whoever asks is known by name. */
export interface ServedApi extends AsyncDisposable {
  readonly url: string;
  /** What was asked of the queue, oldest first. */
  readonly asked: readonly { readonly request: unknown; readonly key: string }[];
  /** What the queue says is being done. */
  atWork: readonly ListedJob[];
  readonly log: readonly string[];
  ask(path: string, as: string | undefined, init?: RequestInit): Promise<Response>;
}

export interface ServedApiOptions {
  readonly now: () => Date;
  readonly people: Readonly<Record<string, Principal>>;
  readonly operations?: readonly Operation[];
  readonly notices?: NoticeDesk;
}

export async function serveApi(app: App, { now, people, operations, notices }: ServedApiOptions): Promise<ServedApi> {
  const declared: Estate = await app.estate();
  const views = openEstateViews(app.settings, { now });
  const estate: ServedEstate = {
    id: declared.estate,
    app,
    views,
    verdicts: {} as VerdictBook,
    declared: () => declared,
    ...(notices === undefined ? {} : { notices }),
  };
  const asked: { request: unknown; key: string }[] = [];
  const log: string[] = [];
  const served = { atWork: [] as readonly ListedJob[] };
  const queue: ApiContext["queue"] = {
    add(request, { key }) {
      const isKnown = asked.some((one) => one.key === key);
      if (!isKnown) asked.push({ request, key });
      return Promise.resolve(isKnown ? "known" : "added");
    },
    atWork: () => Promise.resolve(served.atWork),
    failed: () => Promise.resolve([]),
    counts: () => Promise.resolve({ waiting: 1, active: 0, failed: 0 }),
    schedules: () => Promise.resolve([]),
  };
  const doorkeeper: Doorkeeper = {
    identify({ headers }) {
      const name = headers.authorization?.replace(/^Bearer /, "") ?? "";
      return Promise.resolve({ principal: people[name] ?? ANONYMOUS, csrf: undefined });
    },
    signInPath: () => undefined,
  };
  const write = (message: string, fields?: unknown): void => {
    log.push(`${message} ${JSON.stringify(fields, (_, value) => (value instanceof Error ? value.message : value))}`);
  };
  const estates = [estate];
  const server = await startHttpServer(
    createHttpApp({
      ...{ webhookNamed: () => undefined, queue, now, estates, doorkeeper },
      logger: { info: write, warn: write, error: write },
      limits: { requestsPerMinute: 100_000 },
      routes: apiRoutes({ estates, queue, areSeveral: false }, operations),
    }),
    { host: "127.0.0.1", port: 0 },
  );
  return Object.assign(served, {
    url: server.url,
    asked,
    log,
    ask(path: string, as: string | undefined, init: RequestInit = {}) {
      const headers = { ...init.headers, ...(as === undefined ? {} : { authorization: `Bearer ${as}` }) };
      return fetch(`${server.url}${path}`, { redirect: "manual", ...init, headers });
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await views.close();
    },
  });
}
