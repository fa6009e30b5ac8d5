import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import { type Configuration, type KoaContextWithOIDC, Provider } from "oidc-provider";

/** A person of the provider, with claims as Entra ID writes them. */
export interface ProviderAccount {
  /** What is typed to sign in. */
  readonly login: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface OidcProviderOptions {
  /** Where people may be sent back to. */
  readonly returnAddresses: readonly string[];
  readonly accounts?: readonly ProviderAccount[];
  /** Default: any that is free. */
  readonly port?: number;
}

/** A real OpenID provider on loopback, with the pages by which people sign in. */
export interface OidcProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly port: number;
  stop(): Promise<void>;
}

export const OIDC_CLIENT = { clientId: "lockstep", clientSecret: "a-client-secret-of-the-tests-alone" } as const;

export const MO_BANKS = {
  login: "mo",
  claims: {
    oid: "6f1f0d5e-0000-4000-8000-000000000001",
    tid: "7a000000-0000-4000-8000-00000000000a",
    name: "Mo Banks",
    preferred_username: "mo.banks@hospital.test",
    groups: ["b1000000-0000-4000-8000-000000000001"],
  },
} as const;

export const ROS_HADDON = {
  login: "ros",
  claims: {
    oid: "6f1f0d5e-0000-4000-8000-000000000002",
    tid: "7a000000-0000-4000-8000-00000000000a",
    name: "Ros Haddon",
    preferred_username: "ros.haddon@hospital.test",
    _claim_names: { groups: "src1" },
    _claim_sources: { src1: { endpoint: "https://graph.hospital.test/groups" } },
  },
} as const;

/** Starts it with a signing key that is new each time. */
export async function startOidcProvider(options: OidcProviderOptions): Promise<OidcProvider> {
  const { accounts = [MO_BANKS, ROS_HADDON] } = options;
  let answer: (request: IncomingMessage, response: ServerResponse) => unknown = (_request, response) => response.end();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, await configurationOf(accounts, options.returnAddresses));
  answer = provider.callback();
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { issuer, port, stop, [Symbol.asyncDispose]: stop };
}

async function configurationOf(
  accounts: readonly ProviderAccount[],
  returnAddresses: readonly string[],
): Promise<Configuration> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const names = [...new Set(accounts.flatMap(({ claims }) => Object.keys(claims)))];
  return {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: `key-${Date.now()}` }] },
    clients: [
      {
        client_id: OIDC_CLIENT.clientId,
        client_secret: OIDC_CLIENT.clientSecret,
        redirect_uris: [...returnAddresses],
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    claims: { openid: ["sub", ...names], profile: [], email: [] },
    conformIdTokenClaims: false,
    cookies: { keys: ["a key of the tests alone"] },
    pkce: { required: () => true },
    findAccount: (_context, login) => {
      const account = accounts.find((each) => each.login === login);
      return account && { accountId: login, claims: () => ({ sub: login, ...account.claims }) };
    },
    loadExistingGrant: grantWhatIsAsked,
  };
}

/** Nobody is asked whether the service may know who they are. */
async function grantWhatIsAsked(context: KoaContextWithOIDC) {
  const { client, session, provider } = context.oidc;
  const grant = new provider.Grant({ clientId: client?.clientId ?? "", accountId: session?.accountId ?? "" });
  grant.addOIDCScope("openid profile email");
  await grant.save();
  return grant;
}
