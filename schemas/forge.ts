import { type Static, Type } from "typebox";
import { Tls, Via } from "./reach.js";

/** The Git host where proposals are reviewed, and where `main` of the estate repository is kept for people. */
export const Forge = Type.Object(
  {
    system: Type.Union([Type.Literal("github"), Type.Literal("azure-devops"), Type.Literal("local")], {
      description: "the make; local: no Git host, decisions are made with `lockstep review`",
    }),
    url: Type.Optional(
      Type.String({
        pattern: "^https?://",
        description: "web address of the host; left out: https://github.com, or https://dev.azure.com",
      }),
    ),
    apiUrl: Type.Optional(
      Type.String({
        pattern: "^https?://",
        description: "address of its API; left out: as the make has it at that web address",
      }),
    ),
    repository: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z0-9_. -]+(/[A-Za-z0-9_. -]+){1,2}$",
        description: "owner/name, or organisation/project/name on azure-devops",
      }),
    ),
    branch: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$",
        description: "branch of the estate; left out: main",
      }),
    ),
    gitUrl: Type.Optional(
      Type.String({
        pattern: "^(https?|ssh)://",
        description: "address that branches are pushed to; left out: that of the repository at the web address",
      }),
    ),
    identityFile: Type.Optional(Type.String({ description: "for an ssh:// gitUrl: the deploy key" })),
    knownHostsFile: Type.Optional(
      Type.String({ description: "for an ssh:// gitUrl: file that holds the host's own key" }),
    ),
    username: Type.Optional(Type.String({ description: "account of the token, where the host asks for one" })),
    passwordEnv: Type.Optional(
      Type.String({ pattern: "^[A-Z][A-Z0-9_]*$", description: "environment variable that holds the token" }),
    ),
    passwordFile: Type.Optional(Type.String({ description: "file that holds it" })),
    app: Type.Optional(
      Type.Object(
        {
          id: Type.Integer({ minimum: 1, description: "id of the GitHub App" }),
          installation: Type.Optional(
            Type.Integer({ minimum: 1, description: "id of its installation; left out: that of the repository" }),
          ),
          keyFile: Type.String({ description: "PEM file with its private key" }),
        },
        { additionalProperties: false, description: "a GitHub App in the place of a token" },
      ),
    ),
    tls: Type.Optional(Tls),
    via: Type.Optional(Via),
  },
  { additionalProperties: false },
);
export type Forge = Static<typeof Forge>;
