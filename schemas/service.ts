import { type Static, Type } from "typebox";
import { Tls, Via } from "./reach.js";

const SecretEnv = Type.String({
  pattern: "^[A-Z][A-Z0-9_]*$",
  description: "environment variable that holds the secret",
});
const SecretFile = Type.String({ description: "file that holds the secret" });
/** A program that prints a secret: no shell, its first line counts. */
const SecretCommand = Type.Array(Type.String({ minLength: 1 }), {
  minItems: 1,
  description: "program (absolute) and arguments that print the secret, such as a vault's client; no shell reads them",
});

/** Where a secret stands: exactly one of the three. */
export const SecretSource = Type.Object(
  { env: Type.Optional(SecretEnv), file: Type.Optional(SecretFile), command: Type.Optional(SecretCommand) },
  { additionalProperties: false, minProperties: 1, maxProperties: 1, description: "where the secret stands" },
);
export type SecretSource = Static<typeof SecretSource>;

/** One estate of the service. Its own repository, keys and people: what concerns it stands in its Git, not here. */
export const EstateEntry = Type.Object(
  {
    folder: Type.String({
      minLength: 1,
      description: "the estate's folder, as `lockstep init` made it; relative to service.yaml",
    }),
    data: Type.Optional(Type.String({ description: "its data folder; left out: .lockstep in the folder" })),
    maskKeyFile: Type.Optional(Type.String({ description: "left out: keys/mask in the data folder" })),
    signingKeyFile: Type.Optional(Type.String({ description: "left out: keys/signing in the data folder" })),
    ledgerMark: Type.Optional(
      Type.String({ description: "folder of the ledger's mark; left out: ledger-mark in the data folder" }),
    ),
    folders: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        description:
          "beside other estates: folders whose files its estate.yaml may name (passwords, keys, exports); left out: none",
      }),
    ),
    commands: Type.Optional(
      Type.Array(Type.String({ pattern: "^/" }), {
        description: "beside other estates: programs that its estate.yaml may have run here; left out: none",
      }),
    ),
    environmentPrefix: Type.Optional(
      Type.String({
        pattern: "^[A-Z][A-Z0-9_]*_$",
        description:
          "only variables that begin with it are seen by this estate, without it: LAB_TIE_PASSWORD is its TIE_PASSWORD; left out: all are, and beside other estates none",
      }),
    ),
  },
  { additionalProperties: false },
);
export type EstateEntry = Static<typeof EstateEntry>;

/** How people sign in: OpenID Connect with the code flow and PKCE; Entra ID and every other provider that has a discovery document. */
export const SignIn = Type.Object(
  {
    issuer: Type.String({
      pattern: "^https?://",
      description: "address of the provider, as its discovery document names it",
    }),
    clientId: Type.String({ minLength: 1, description: "the service's id there" }),
    clientSecret: SecretSource,
    accountClaim: Type.Optional(
      Type.String({
        description: "claim that policy/access.yaml calls `account`; left out: oid where there is one, else sub",
      }),
    ),
    groupsClaim: Type.Optional(Type.String({ description: "claim that holds groups; left out: groups" })),
    scopes: Type.Optional(
      Type.Array(Type.String(), { description: "what is asked for; left out: openid profile email" }),
    ),
    sessionHours: Type.Optional(
      Type.Number({ minimum: 0.1, maximum: 24, description: "after which one signs in anew; left out: 8" }),
    ),
    idleMinutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1440,
        description: "without a request, after which one signs in anew; left out: 30",
      }),
    ),
    tls: Type.Optional(Tls),
    via: Type.Optional(Via),
  },
  { additionalProperties: false },
);
export type SignIn = Static<typeof SignIn>;

/** Through which mail leaves. */
export const MailServer = Type.Object(
  {
    host: Type.String({ minLength: 1, description: "the mail server" }),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535, description: "left out: 587" })),
    security: Type.Optional(
      Type.Union([Type.Literal("starttls"), Type.Literal("tls"), Type.Literal("none")], {
        description: "how the way is guarded; left out: starttls, and nothing is sent where the server has none",
      }),
    ),
    from: Type.String({ minLength: 3, description: "address that mail is sent from" }),
    username: Type.Optional(Type.String({ description: "account there" })),
    password: Type.Optional(SecretSource),
    tls: Type.Optional(Tls),
  },
  { additionalProperties: false },
);
export type MailServer = Static<typeof MailServer>;

/** The service itself: what no estate decides. `service.yaml`, named by `--service` or LOCKSTEP_SERVICE_FILE. */
export const ServiceFile = Type.Object(
  {
    estates: Type.Array(EstateEntry, { minItems: 1, description: "the estates it answers for" }),
    publicUrl: Type.Optional(
      Type.String({
        pattern: "^https?://",
        description: "address by which people reach it: links and the sign-in lead there",
      }),
    ),
    signIn: Type.Optional(SignIn),
    mail: Type.Optional(MailServer),
    gate: Type.Optional(
      Type.Object(
        {
          needsToken: Type.Optional(
            Type.Boolean({
              description: "true: the gate answers nobody without a token; left out: verdict, codes and age to anyone",
            }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { $id: "lockstep/service@1", additionalProperties: false },
);
export type ServiceFile = Static<typeof ServiceFile>;
