import express, { type Request, type Response } from "express";
import { createFront } from "../wire/create-front.js";
import { answerGit } from "./answer-git.js";
import { answerRest } from "./answer-rest.js";
import type { AppContext } from "./app-context.js";
import { refuse } from "./send.js";

const BODY_MAX = "2mb";

/** Builds the web server of one simulated GitHub with one repository: REST below its base path, git beside it. */
export function createApp(context: AppContext): express.Express {
  const { faults, counter, hub, basePath } = context;
  const repository = `/${hub.model.repository}.git`;
  const app = createFront({
    counter,
    faults: () => faults,
    now: () => hub.now(),
    note: (request) => {
      const path = belowBase(request, basePath);
      if (path !== undefined && !request.path.startsWith(repository)) context.requests.push([request.method, path]);
    },
    pathOf: (request) => belowBase(request, basePath) ?? request.path,
    refuse: (response, code) => refuse(response, code, "No server is currently available to service your request."),
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
