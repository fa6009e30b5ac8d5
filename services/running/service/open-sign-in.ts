import type { ServiceFile } from "#schemas/service";
import { readSecret } from "#services/compose/notices/read-secret";
import { LockstepError } from "#services/core/errors";
import { openOidcProvider } from "#services/identity-providers/oidc/open-oidc-provider";
import type { IdentityProvider } from "#services/ports/identity-provider";
import type { ServiceSettings } from "./read-service-settings.js";

/** How people sign in to a service. */
export interface OpenedSignIn {
  readonly kind: "sign-in";
  readonly provider: IdentityProvider;
  readonly publicUrl: string;
  readonly sessionHours: number | undefined;
  readonly idleMinutes: number | undefined;
}

/**
 * Opens the sign-in that service.yaml names; `undefined` where it names none. Nothing is sent yet: a provider that is down keeps no service from starting.
 *
 * @throws LockstepError `service-invalid`, `credential-missing`
 */
export async function openSignIn(
  { file, environment, folder }: Pick<ServiceSettings, "file" | "environment" | "folder">,
  now: () => Date,
): Promise<OpenedSignIn | undefined> {
  const { signIn } = file;
  if (signIn === undefined) return undefined;
  const publicUrl = publicOrigin(file);
  if (!isGuarded(signIn.issuer)) throw invalid("signIn.issuer is http:// to another machine", "Use https://.");
  const clientSecret = await readSecret(signIn.clientSecret, { what: "signIn.clientSecret", environment, folder });
  const provider = openOidcProvider({
    declared: signIn,
    clientSecret,
    returnAddress: `${publicUrl}/sign-in/return`,
    now,
  });
  const { sessionHours, idleMinutes } = signIn;
  return { kind: "sign-in", provider, publicUrl, sessionHours, idleMinutes };
}

/** The address that people reach, without a closing slash. Pages stand at its root: below a path their cookies and links would not. */
function publicOrigin({ publicUrl }: Pick<ServiceFile, "publicUrl">): string {
  if (publicUrl === undefined) {
    throw invalid("signIn needs publicUrl", "Give publicUrl, the https:// address by which people reach the service.");
  }
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  const isPlain = url !== undefined && url.pathname === "/" && url.search === "" && url.username === "";
  if (!isPlain)
    throw invalid("publicUrl is not an address with nothing behind its host", "Give scheme, host and port.");
  if (!isGuarded(url.origin)) {
    throw invalid(
      "publicUrl is http://",
      "Put a proxy in front that ends TLS: sessions must not cross a network in clear.",
    );
  }
  return url.origin;
}

function isGuarded(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

function invalid(problem: string, remedy: string): LockstepError {
  return new LockstepError("service-invalid", `service.yaml: ${problem}.`, { remedy });
}
