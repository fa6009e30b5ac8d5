import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Request, Response } from "express";

/** What of a bare repository is asked for. */
export interface GitToServe {
  readonly gitDir: string;
  /** Behind the repository's own address, for example `/info/refs`. */
  readonly path: string;
  /** Who has signed in: nobody else may push. */
  readonly user: string;
  /** Done when git is through and before it is answered: whoever pushed finds the host as it is afterwards. */
  readonly afterwards?: () => Promise<void>;
}

/** Answers a request of git's smart HTTP protocol with `git http-backend`, the program that comes with git. */
export async function serveGit(request: Request, response: Response, served: GitToServe): Promise<void> {
  const child = spawn("git", ["http-backend"], {
    env: environmentOf(request, served),
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.on("error", () => undefined);
  request.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  response.once("close", () => void child.kill());
  await once(child, "close");
  await served.afterwards?.();
  sendCgi(response, Buffer.concat(chunks));
}

function environmentOf(request: Request, { gitDir, path, user }: GitToServe): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_TRANSLATED: `${gitDir}${path}`,
    REMOTE_USER: user,
    REMOTE_ADDR: "127.0.0.1",
    REQUEST_METHOD: request.method,
    QUERY_STRING: request.url.split("?")[1] ?? "",
    CONTENT_TYPE: request.get("Content-Type") ?? "",
    HTTP_CONTENT_ENCODING: request.get("Content-Encoding") ?? "",
    GIT_PROTOCOL: request.get("Git-Protocol") ?? "",
  };
}

function sendCgi(response: Response, output: Buffer): void {
  const end = output.indexOf("\r\n\r\n");
  if (end < 0) {
    response.status(500).end();
    return;
  }
  for (const line of output.subarray(0, end).toString("latin1").split("\r\n")) {
    const [name = "", value = ""] = line.split(/:\s*(.*)/s);
    if (name.toLowerCase() === "status") response.status(Number.parseInt(value, 10));
    else response.set(name, value);
  }
  response.end(output.subarray(end + 4));
}
