import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Request, Response } from "express";
import { serveGit } from "../wire/serve-git.js";
import { afterPush } from "./after-push.js";
import type { AppContext } from "./app-context.js";
import { mayBypass, rulesOf } from "./branch-rules.js";
import { LoginRefusal } from "./credentials.js";
import type { Identity } from "./hub-model.js";

/** Serves the repository to git with the tokens of the API; what was pushed is noticed as GitHub notices it. */
export async function answerGit(
  context: AppContext,
  request: Request,
  response: Response,
  path: string,
): Promise<void> {
  const identity = identify(context, request);
  const pushes = path === "/git-receive-pack" || request.url.includes("service=git-receive-pack");
  if (identity === undefined || identity.kind === "app") {
    response.status(401).set("WWW-Authenticate", 'Basic realm="GitHub"').end("Authentication failed\n");
    return;
  }
  const { hub } = context;
  const isAllowed = pushes
    ? identity.permissions.contents === "write" && hub.mayWrite(identity.login)
    : identity.permissions.contents !== undefined;
  if (!isAllowed) {
    response
      .status(pushes ? 403 : 404)
      .end(pushes ? "Write access to repository not granted.\n" : "Repository not found.\n");
    return;
  }
  const { git } = hub;
  if (path !== "/git-receive-pack") {
    await serveGit(request, response, { gitDir: git.folder, path, user: identity.login });
    return;
  }
  const before = await git.branches();
  await writeFile(join(git.folder, "hub-rules"), await guardsOf(context, before, identity.login));
  const afterwards = (): Promise<void> => afterPush(hub, identity.login, before);
  await serveGit(request, response, { gitDir: git.folder, path, user: identity.login, afterwards });
}

function identify({ credentials, faults }: AppContext, request: Request): Identity | undefined {
  if (faults.tokenExpired) return undefined;
  try {
    return credentials.identify(request.get("Authorization"));
  } catch (error) {
    if (error instanceof LoginRefusal) return undefined;
    throw error;
  }
}

/** One line a guarded branch, for the hook that git asks: what it may not do. */
async function guardsOf({ hub }: AppContext, branches: ReadonlyMap<string, string>, login: string): Promise<string> {
  const lines = [...branches.keys()].map((branch) => {
    const rules = rulesOf(hub, branch);
    if (mayBypass(hub, branch, login)) return "";
    const words = [
      rules.pullRequest && "push",
      rules.contexts.length > 0 && "push",
      rules.noForcePush && "force",
      rules.noDeletion && "delete",
    ];
    return `refs/heads/${branch} ${words.filter((word) => word !== false).join(" ")}\n`;
  });
  return lines.join("");
}

/** What git asks before it takes a push. */
export const PRE_RECEIVE = `#!/bin/sh
nothing=0000000000000000000000000000000000000000
refused=0
no() { echo "error: GH013: Repository rule violations found for $1." >&2; echo "- $2" >&2; refused=1; }
while read -r old new ref; do
  words=" $(grep -F "$ref " hub-rules | cut -d' ' -f2-) "
  if [ "$new" = "$nothing" ]; then
    case "$words" in *" delete "*) no "$ref" "Cannot delete this branch";; esac
  elif [ "$old" != "$nothing" ] && ! git merge-base --is-ancestor "$old" "$new"; then
    case "$words" in *" force "*) no "$ref" "Cannot force-push to this branch";; esac
  fi
  case "$words" in *" push "*) no "$ref" "Changes must be made through a pull request.";; esac
done
exit $refused
`;
