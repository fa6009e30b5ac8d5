import type { AccessPolicy } from "#schemas/access";
import type { StoredToken } from "#schemas/token";
import { digestSecret, writeToken } from "#services/core/access/token-form";
import type { IdentityProvider } from "#services/ports/identity-provider";
import type { TokenStore } from "#services/ports/token-store";

/** Each kind of somebody who may ask. */
export const CALLERS = [
  "anonymous",
  "viewer",
  "auditor",
  "engineer",
  "approver",
  "administrator",
  "operator",
  "token viewer",
  "token auditor",
  "token engineer",
  "token collector",
  "token meter",
] as const;
export type Caller = (typeof CALLERS)[number];

/** For which engines of the estate `north` somebody's role is held. */
export type Reach = "all" | "tie";

const ROLES = ["viewer", "auditor", "engineer", "approver", "administrator"] as const;
const TOKEN_ROLES = ["viewer", "auditor", "engineer", "collector", "meter"] as const;
const SECRET = "5".repeat(64);

/** The access of the estate `north`: a person for each role, over all engines and over one. */
export function accessOfEachRole(): AccessPolicy {
  const people = ROLES.flatMap((role) => [
    { account: `${role} all`, name: `Person ${role} of all`, roles: [{ role }] },
    { account: `${role} tie`, name: `Person ${role} of tie`, roles: [{ role, engines: ["tie"] }] },
  ]);
  return { people, groups: [] };
}

/** Whoever comes back from it with `as` is who that says. */
export const BELIEVING_PROVIDER: IdentityProvider = {
  begin: () =>
    Promise.resolve({ address: "https://login.hospital.test/", kept: { state: "s", nonce: "n", verifier: "v" } }),
  complete: (returned) => Promise.resolve({ account: returned.get("as") ?? "", name: "Somebody", groups: [] }),
};

/** The tokens of the estate `north`, one for each role. */
export function tokensOfEachRole(): Pick<TokenStore, "find" | "list" | "noteUse"> {
  const stored = TOKEN_ROLES.flatMap((role) => (["all", "tie"] as const).map((reach) => tokenOf(role, reach)));
  return {
    find: (id) => Promise.resolve(stored.find((token) => token.id === id)),
    list: () => Promise.resolve(stored.map((token) => ({ token, lastUsedAt: undefined }))),
    noteUse: () => Promise.resolve(),
  };
}

function tokenOf(role: StoredToken["role"], reach: Reach): StoredToken {
  return {
    ...{ schema: "lockstep/token@1", id: idOf(role, reach), name: `${role}-${reach}`, estate: "north", role },
    engines: reach === "all" ? "all" : ["tie"],
    createdAt: "2026-01-01T00:00:00Z",
    createdBy: "J. Okafor",
    expiresAt: "2999-01-01T00:00:00Z",
    digest: digestSecret(SECRET),
  };
}

function idOf(role: StoredToken["role"], reach: Reach): string {
  return `${TOKEN_ROLES.indexOf(role)}${reach === "all" ? "0" : "1"}`.padStart(16, "0");
}

/** The headers by which a caller is known. */
export async function headersOf(caller: Caller, reach: Reach, url: string): Promise<Record<string, string>> {
  if (caller === "anonymous" || caller === "operator") return {};
  const [kind, role] = caller.split(" ");
  const tokenRole = TOKEN_ROLES.find((one) => one === role);
  if (kind === "token" && tokenRole !== undefined) {
    return { authorization: `Bearer ${writeToken({ id: idOf(tokenRole, reach), secret: SECRET })}` };
  }
  const begun = await fetch(`${url}/sign-in`, { redirect: "manual" });
  const pending = begun.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  const as = encodeURIComponent(`${caller} ${reach}`);
  const back = await fetch(`${url}/sign-in/return?as=${as}`, {
    redirect: "manual",
    headers: { cookie: pending.join("; ") },
  });
  return { cookie: sessionIn(back) };
}

/** The cookie of the session that an answer begins. */
export function sessionIn(answer: Response): string {
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  return cookies.find((cookie) => cookie.startsWith("lockstep=")) ?? "";
}
