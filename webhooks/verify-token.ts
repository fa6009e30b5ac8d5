import { isSameSecret } from "./is-same-secret.js";
import { nameDelivery } from "./name-delivery.js";
import { onlyHeader } from "./only-header.js";
import type { Delivery, Verification } from "./sender.js";

/** Header in which a sender that has no id of its own may name a delivery. */
export const DELIVERY_HEADER = "x-lockstep-delivery";

const TOKEN_HEADER = "x-lockstep-token";

/** Verifies a sender that shows the secret itself: in `X-Lockstep-Token`, or as a Bearer token, in one place only. */
export function verifyToken(
  delivery: Delivery,
  secret: string,
  { idHeaders = [DELIVERY_HEADER], takesBasic = false } = {},
): Verification {
  const given = tokensIn(delivery, takesBasic);
  const [token] = given;
  if (token === undefined) return { verified: false, why: "no token was given" };
  if (given.length > 1) return { verified: false, why: "more than one token was given" };
  if (!isSameSecret(token, secret)) return { verified: false, why: "the token is another one" };
  return { verified: true, event: undefined, ...nameDelivery(delivery, idHeaders) };
}

function tokensIn(delivery: Delivery, takesBasic: boolean): readonly string[] {
  const authorization = onlyHeader(delivery, "authorization");
  const shown = [onlyHeader(delivery, TOKEN_HEADER), bearerOf(authorization)];
  if (takesBasic) shown.push(basicPasswordOf(authorization));
  return shown.filter((token) => token !== undefined);
}

function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
}

/** The user's name does not count: the password is the secret. */
function basicPasswordOf(authorization: string | undefined): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  return colon === -1 ? undefined : pair.slice(colon + 1);
}
