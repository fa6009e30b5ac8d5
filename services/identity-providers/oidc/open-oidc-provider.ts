import * as oidc from "openid-client";
import type { SignIn } from "#schemas/service";
import { LockstepError } from "#services/core/errors";
import type { IdentityProvider } from "#services/ports/identity-provider";
import { type ConnectorLimits, DEFAULT_LIMITS } from "#services/wire/connector-limits";
import { createOidcFetch } from "./oidc-fetch.js";
import { parseIdentity } from "./parse-identity.js";
import { toSignInError } from "./to-sign-in-error.js";

export interface OidcOptions {
  readonly declared: Omit<SignIn, "clientSecret">;
  readonly clientSecret: string;
  /** Where the provider sends people back to. */
  readonly returnAddress: string;
  readonly now: () => Date;
  readonly limits?: Partial<ConnectorLimits>;
}

/** How long the discovery document is believed, in milliseconds. */
const DISCOVERY_MS = 3_600_000;

/** Seconds that the provider's clock may differ from ours. */
const CLOCK_TOLERANCE_S = 60;

const TIMEOUT_S = 15;

/**
 * Signs people in by OpenID Connect: the code flow with PKCE, state and nonce. The id token's signature is checked although it comes over TLS, and with
 * keys read at that moment: one that the provider took back counts for nothing from then on.
 */
export function openOidcProvider(options: OidcOptions): IdentityProvider {
  const { declared, clientSecret, returnAddress, now } = options;
  const { issuer, clientId, scopes = ["openid", "profile", "email"] } = declared;
  const fetch = createOidcFetch(declared, { ...DEFAULT_LIMITS, ...options.limits });
  const isPlain = issuer.startsWith("http:");
  let known: { readonly metadata: oidc.ServerMetadata; readonly until: number } | undefined;

  async function discover(): Promise<oidc.ServerMetadata> {
    const at = now().getTime();
    if (known !== undefined && at < known.until) return known.metadata;
    const found = await oidc.discovery(new URL(issuer), clientId, undefined, undefined, {
      [oidc.customFetch]: fetch,
      timeout: TIMEOUT_S,
      execute: isPlain ? [oidc.allowInsecureRequests] : [],
    });
    const { supportsPKCE: _method, ...metadata } = found.serverMetadata();
    assertOneIssuer(metadata, issuer);
    known = { metadata, until: at + DISCOVERY_MS };
    return metadata;
  }

  /** A configuration of its own for each use: the library keeps keys with it. */
  async function configure(): Promise<oidc.Configuration> {
    const client = {
      client_secret: clientSecret,
      [oidc.clockSkew]: Math.round((now().getTime() - Date.now()) / 1000),
      [oidc.clockTolerance]: CLOCK_TOLERANCE_S,
    };
    const metadata = await discover();
    const configuration = new oidc.Configuration(metadata, clientId, client, wayToProve(metadata, clientSecret));
    configuration[oidc.customFetch] = fetch;
    configuration.timeout = TIMEOUT_S;
    if (isPlain) oidc.allowInsecureRequests(configuration);
    oidc.enableNonRepudiationChecks(configuration);
    return configuration;
  }

  return {
    async begin() {
      try {
        const verifier = oidc.randomPKCECodeVerifier();
        const kept = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier };
        const address = oidc.buildAuthorizationUrl(await configure(), {
          redirect_uri: returnAddress,
          scope: [...new Set(["openid", ...scopes])].join(" "),
          state: kept.state,
          nonce: kept.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: "S256",
        });
        return { address: address.href, kept };
      } catch (error) {
        throw toSignInError(error);
      }
    },
    async complete(returned, { state, nonce, verifier }) {
      try {
        const address = new URL(returnAddress);
        address.search = returned.toString();
        const tokens = await oidc.authorizationCodeGrant(await configure(), address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        return parseIdentity(tokens.claims() ?? {}, declared);
      } catch (error) {
        throw toSignInError(error);
      }
    },
  };
}

/** An issuer of many organisations (`common` of Entra ID) would let anybody of any of them in. */
function assertOneIssuer(metadata: oidc.ServerMetadata, issuer: string): void {
  const plain = (address: string): string => address.replace(/\/+$/, "");
  if (plain(metadata.issuer) === plain(issuer.replace(/\/\.well-known\/.*$/, ""))) return;
  throw new LockstepError("service-invalid", "signIn.issuer is not the address by which the provider calls itself.", {
    remedy: "Give the issuer of your own organisation, with its id and without `common` or `organizations`.",
  });
}

/** What every provider of today takes, where it takes it; else what the standard takes for granted. */
function wayToProve({ token_endpoint_auth_methods_supported: taken = [] }: oidc.ServerMetadata, secret: string) {
  return taken.includes("client_secret_post") ? oidc.ClientSecretPost(secret) : oidc.ClientSecretBasic(secret);
}
