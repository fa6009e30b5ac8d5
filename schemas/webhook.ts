import { type Static, Type } from "typebox";

/** Somebody who may tell Lockstep that something happened: it is a hint to look again, never data. */
export const Webhook = Type.Object(
  {
    id: Type.String({
      pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
      description: "its name in the address: /webhooks/<id>",
    }),
    sender: Type.Union(
      [
        Type.Literal("github"),
        Type.Literal("azure-devops"),
        Type.Literal("servicenow"),
        Type.Literal("jira"),
        Type.Literal("topdesk"),
        Type.Literal("engine"),
      ],
      { description: "the make of the sender; engine: a deploy hook of your own" },
    ),
    passwordEnv: Type.Optional(
      Type.String({ pattern: "^[A-Z][A-Z0-9_]*$", description: "environment variable that holds the shared secret" }),
    ),
    passwordFile: Type.Optional(Type.String({ description: "file that holds it" })),
    ticketSystem: Type.Optional(
      Type.String({ description: "for ticket systems: which entry of ticketSystems is read again" }),
    ),
    engines: Type.Optional(
      Type.Array(Type.String(), { minItems: 1, description: "for engine: which engines it may ask to be checked" }),
    ),
  },
  { additionalProperties: false },
);
export type Webhook = Static<typeof Webhook>;
