import { createPrivateKey } from "node:crypto";
import { App, Octokit } from "octokit";
import { LockstepError } from "#services/core/errors";
import type { ForgeRequest } from "#services/ports/forge";
import { AccountAnswer, AppAnswer, InstallationAnswer, InstallationToken, parseAnswer } from "./answers.js";
import type { Fetch } from "./fetch-through.js";
import { createHub, type Requester } from "./hub.js";
import type { HubAddress } from "./hub-address.js";
import { APP, INSTALLATION, USER } from "./requests.js";
import { toForgeError } from "./to-forge-error.js";

/** Somebody who has signed in. */
export interface SignedIn {
  readonly octokit: Requester;
  /** As GitHub names whatever it does. */
  readonly account: string;
  /** What git shows, too. */
  readonly token: string;
  /** Of an app alone: its id, and what it was granted. */
  readonly app?: { readonly id: number; readonly permissions: Readonly<Record<string, string>> };
}

/**
 * Signs in with a token, or as a GitHub App in its installation. Waiting and asking again are the way's own, not Octokit's:
 * there they keep to the deadline, and no write is repeated.
 *
 * @throws LockstepError `credential-missing`, `login-refused`, `rights-narrowed` and others of family upstream
 */
export function signIn(request: ForgeRequest, address: HubAddress, fetch: Fetch, id: string): Promise<SignedIn> {
  const { app } = request.declared;
  const secret = usable(request, id);
  const Ours = Octokit.defaults({
    baseUrl: address.api,
    userAgent: "lockstep",
    request: { fetch },
    throttle: { enabled: false },
    retry: { enabled: false },
    log: SILENT,
  });
  return app === undefined
    ? signInByToken(new Ours({ auth: visible(secret, id) }), { address, id, secret })
    : signInAsApp(new App({ appId: app.id, privateKey: privateKey(secret, id), Octokit: Ours, log: SILENT }), {
        address,
        id,
        declared: app,
      });
}

interface Place {
  readonly address: HubAddress;
  readonly id: string;
}

async function signInByToken(
  octokit: Octokit,
  { address, id, secret }: Place & { readonly secret: string },
): Promise<SignedIn> {
  const { login } = await createHub(octokit, address, id).ask(AccountAnswer, USER);
  return { octokit, account: login, token: secret };
}

async function signInAsApp(
  app: { readonly octokit: Octokit; getInstallationOctokit(id: number): Promise<Octokit> },
  { address, id, declared }: Place & { readonly declared: NonNullable<ForgeRequest["declared"]["app"]> },
): Promise<SignedIn> {
  const asApp = createHub(app.octokit, address, id);
  const { slug } = await asApp.ask(AppAnswer, APP);
  const installation = declared.installation ?? (await asApp.ask(InstallationAnswer, INSTALLATION)).id;
  try {
    const octokit = await app.getInstallationOctokit(installation);
    const told = parseAnswer(
      InstallationToken,
      await octokit.auth({ type: "installation" }),
      `${id}: the token of the app`,
    );
    return {
      octokit,
      account: `${slug}[bot]`,
      token: told.token,
      app: { id: declared.id, permissions: told.permissions ?? {} },
    };
  } catch (error) {
    throw toForgeError(error, id, "a token of the app's installation");
  }
}

function usable({ declared, secret }: ForgeRequest, id: string): string {
  if (secret !== undefined && secret !== "") return secret;
  const where = declared.app?.keyFile ?? declared.passwordEnv ?? declared.passwordFile ?? "passwordEnv";
  throw missing(id, `has no ${declared.app === undefined ? "token" : "private key"} (${where})`);
}

/** A token with a line break at its end is a file that was pasted: no header can carry it. */
function visible(token: string, id: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw missing(id, "has a token with blanks, line breaks or other characters that no token has");
}

function privateKey(pem: string, id: string): string {
  try {
    return createPrivateKey(pem).export({ type: "pkcs8", format: "pem" }).toString();
  } catch {
    throw missing(id, "has a private key for its app that is no PEM file of one");
  }
}

function missing(id: string, what: string): LockstepError {
  return new LockstepError("credential-missing", `${id} ${what}.`, {
    details: { node: id },
    remedy: "Set what the forge in estate.yaml names in passwordEnv, passwordFile or app.keyFile.",
  });
}

function ignore(): void {
  // What Octokit would log may quote an answer.
}

const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
