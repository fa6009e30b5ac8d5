import type { TicketSystem as Declared } from "#schemas/estate";
import { LockstepError } from "#services/core/errors";
import type { TicketRequest } from "#services/ports/ticket-system";
import type { Login, LoginOptions, LoginWay } from "./login.js";
import { openTokens } from "./open-tokens.js";

/**
 * Makes the login of a look: basic where a username is declared, else bearer, or what `auth` says.
 *
 * @throws LockstepError `credential-missing`
 */
export function openLogin(request: TicketRequest, options: LoginOptions, way: LoginWay): Login {
  const { declared } = request;
  const secret = usable(request);
  if (options.loginHeaders !== undefined) return standing(options.loginHeaders(declared, secret));
  const auth = declared.auth ?? (declared.username === undefined ? "bearer" : "basic");
  if (auth === "bearer") return standing({ Authorization: `Bearer ${visible(declared, secret)}` });
  const username = declared.username;
  if (username === undefined) throw missing(declared, "has no username in estate.yaml");
  if (auth === "client-credentials") return openTokens({ declared, username, secret, options, way });
  return standing({ Authorization: `Basic ${Buffer.from(`${username}:${secret}`, "utf8").toString("base64")}` });
}

function standing(headers: Readonly<Record<string, string>>): Login {
  return { headers: async () => headers, renew: async () => false, close: async () => undefined };
}

function usable({ declared, password }: TicketRequest): string {
  if (password !== undefined && password !== "") return password;
  throw missing(declared, `has no password (${declared.passwordEnv ?? declared.passwordFile ?? "passwordEnv"})`);
}

/** A token with a line break at its end is a file that was pasted: no header can carry it. */
function visible(declared: Declared, token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw missing(declared, "has a token with blanks, line breaks or other characters that no token has");
}

function missing({ id }: Declared, what: string): LockstepError {
  return new LockstepError("credential-missing", `${id} ${what}.`, { details: { node: id } });
}
