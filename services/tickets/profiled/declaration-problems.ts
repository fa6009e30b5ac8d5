import type { TicketSystem as Declared } from "#schemas/estate";
import type { Profile } from "./profile.js";

/** What an entry in estate.yaml lacks or has too much for a make with a profile, each as one clause. */
export function declarationProblems(profile: Profile, declared: Declared): readonly string[] {
  const { username, passwordEnv, passwordFile, auth, filter, scope = {} } = declared;
  const known = ["prefix", ...Object.keys(profile.scope)];
  const unknown = Object.keys(scope).filter((key) => !known.includes(key));
  const missing = Object.entries(profile.scope).flatMap(([key, usual]) =>
    usual === null && (scope[key] ?? "") === "" ? [key] : [],
  );
  const hasOwnLogin = profile.login !== undefined;
  const problems: (string | false)[] = [
    passwordEnv === undefined &&
      passwordFile === undefined &&
      "lacks passwordEnv or passwordFile, the key, token or client's secret",
    hasOwnLogin && username !== undefined && `has a username: the key of ${profile.product} alone signs in`,
    hasOwnLogin && auth !== undefined && `has auth ${auth}: ${profile.product} has a way of its own`,
    profile.token !== undefined &&
      (auth !== "client-credentials" || username === undefined) &&
      `lacks auth client-credentials, with the client's id as username: ${profile.product} gives tokens to clients`,
    filter !== undefined && `has a filter, which is not proven for ${profile.product}`,
    ...missing.map((key) => `lacks scope.${key}`),
    unknown.length > 0 && `has the scope ${unknown.join(", ")}; ${profile.product} knows ${known.join(", ")}`,
    !Object.values(scope).every((value) => /^[\w.-]{1,60}$/.test(value)) && "has a scope that is no plain word",
    !/^[A-Z]{2,10}$/i.test(scope["prefix"] ?? profile.prefix) && "has a scope.prefix that is no word of letters",
  ];
  return problems.filter((problem) => problem !== false);
}
