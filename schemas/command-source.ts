import { type Static, Type } from "typebox";
import { Names } from "./names.js";

/** A registered command whose output is read: no shell, nothing of the environment but what is named. */
export const CommandSource = Type.Object(
  {
    id: Type.Optional(
      Type.String({
        pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
        description: "what provenance calls it; left out: the program's name",
      }),
    ),
    argv: Names(
      "program (absolute) and arguments, each as it stands: no shell reads them; `{output}` stands for a fresh folder whose files are read in the place of what the program prints",
    ),
    timeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3600, description: "left out: 60" })),
    maxBytes: Type.Optional(Type.Integer({ minimum: 1, description: "of output; left out: 64 MiB" })),
    env: Type.Optional(Names("environment variables that the program may see")),
    exitCodes: Type.Optional(
      Type.Array(Type.Integer({ minimum: 0, maximum: 255 }), {
        minItems: 1,
        description: "what counts as success; left out: 0",
      }),
    ),
    ssh: Type.Optional(
      Type.Object(
        {
          host: Type.String({ description: "the machine that runs the command" }),
          user: Type.Optional(Type.String({ description: "account there" })),
          port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535, description: "its SSH port; left out: 22" })),
          identityFile: Type.Optional(Type.String({ description: "private key that it accepts" })),
          knownHostsFile: Type.Optional(Type.String({ description: "file that holds its own key" })),
        },
        { additionalProperties: false },
      ),
    ),
    preset: Type.Optional(Type.String({ description: "rule pack that says what the output is" })),
    pack: Type.Optional(Type.String({ description: "rule pack of your own: a YAML file relative to estate.yaml" })),
    name: Type.Optional(Type.String({ description: "file name to read the output as; left out: output" })),
  },
  { additionalProperties: false },
);
export type CommandSource = Static<typeof CommandSource>;
