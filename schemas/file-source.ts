import { type Static, Type } from "typebox";
import { Names } from "./names.js";

/** Files of a node: an engine that is files, or what an engine's API does not show. One of `path`, `sftp` and `git`. */
export const FileSource = Type.Object(
  {
    name: Type.Optional(
      Type.String({
        pattern: "^[a-z0-9][a-z0-9-]{0,62}$",
        description: "what these files are called where a node has several sources; left out: the preset",
      }),
    ),
    preset: Type.Optional(Type.String({ description: "rule pack that says what the files are, for example nifi" })),
    pack: Type.Optional(Type.String({ description: "rule pack of your own: a YAML file relative to estate.yaml" })),
    path: Type.Optional(Type.String({ description: "local folder, file, or zip or tar archive; absolute" })),
    sftp: Type.Optional(
      Type.Object(
        {
          host: Type.String({ description: "the file server" }),
          path: Type.String({ description: "folder on the server" }),
          user: Type.Optional(Type.String({ description: "account there" })),
          port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535, description: "its SSH port; left out: 22" })),
          identityFile: Type.Optional(Type.String({ description: "private key that the server accepts" })),
          knownHostsFile: Type.Optional(Type.String({ description: "file that holds the server's own key" })),
          fingerprint: Type.Optional(
            Type.String({
              pattern: "^SHA256:[A-Za-z0-9+/]{43}=?$",
              description: "of the server's own key, as `ssh-keygen -lf` writes it; in the place of knownHostsFile",
            }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    git: Type.Optional(
      Type.Object(
        {
          repository: Type.String({ description: "local repository (absolute), or its https:// or ssh:// address" }),
          ref: Type.String({ description: "branch, tag or commit" }),
          path: Type.Optional(Type.String({ description: "folder in the repository; left out: all of it" })),
        },
        { additionalProperties: false },
      ),
    ),
    include: Type.Optional(Names("globs of the files to read; left out: those of the preset")),
    exclude: Type.Optional(Names("globs of files to leave out, beside those of the preset")),
  },
  { additionalProperties: false },
);
export type FileSource = Static<typeof FileSource>;
