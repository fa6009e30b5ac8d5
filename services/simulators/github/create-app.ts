import express, { type Request, type Response } from "express";
import { strikeFaults } from "../wire/strike-faults.js";
import { answerGit } from "./answer-git.js";
import { answerRest } from "./answer-rest.js";
import type { AppContext } from "./app-context.js";
import { refuse } from "./send.js";

const BODY_MAX = "2mb";

/** Builds the web server of one simulated GitHub with one repository: REST below its base path, git beside it. */
export function createApp(context: AppContext): express.Express {
  const { faults, counter, hub, basePath } = context;
  const repository = `/${hub.model.repository}.git`;
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(async (request, response, next) => {
    const path = belowBase(request, basePath);
    if (path !== undefined && !request.path.startsWith(repository)) context.requests.push([request.method, path]);
    response.set("Date", new Date(hub.now()).toUTCString());
    const sendStatus = (code: number): void => {
      if (faults.retryAfterSeconds !== undefined) response.set("Retry-After", String(faults.retryAfterSeconds));
      refuse(response, code, "No server is currently available to service your request.");
    };
    const exchange = { path: path ?? request.path, request, response };
    if (!(await strikeFaults(faults, counter, exchange, { garbageType: "application/json", sendStatus }))) next();
  });
  app.use(async (request, response, next) => {
    if (request.path.startsWith(`${repository}/`))
      await answerGit(context, request, response, request.path.slice(repository.length));
    else next();
  });
  app.use(express.text({ type: () => true, limit: BODY_MAX }));
  app.use(async (request: Request, response: Response) => {
    const path = belowBase(request, basePath);
    if (path === undefined) refuse(response, 404, "Not Found");
    else await answerRest(context, request, response, path);
  });
  return app;
}

function belowBase({ path }: Request, basePath: string): string | undefined {
  if (basePath === "") return path;
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined;
}
