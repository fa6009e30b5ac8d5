import type { FileSource } from "#schemas/file-source";
import type { ErrorCode } from "#services/core/errors";

/** How files come here. */
export type SourceWay = "folder" | "archive" | "git" | "sftp" | "command" | "ssh-command";

/** The way of a source, as it is declared: a path to what is packed is an archive, any other a folder or file. */
export function wayOf({ sftp, git, path = "" }: FileSource): SourceWay {
  if (sftp !== undefined) return "sftp";
  if (git !== undefined) return "git";
  return /\.(?:zip|tar|tar\.gz|tgz)$/i.test(path) ? "archive" : "folder";
}

/** Where the files of a source are, as people say it. */
export function placeOf({ path, sftp, git }: FileSource): string {
  if (sftp !== undefined) return `${sftp.path} on ${sftp.host}`;
  if (git !== undefined) return `${git.path ?? "all"} of the Git repository at ${git.ref}`;
  return path ?? "the source of files";
}

/** What to do about a source that was not read, in the words of how it is read; `undefined` where the registry's will do. */
export function remedyFor(way: SourceWay, code: string): string | undefined {
  return REMEDIES[way][code as ErrorCode];
}

type Remedies = Readonly<Partial<Record<ErrorCode, string>>>;

const MEND_FILE =
  "Look at the file at the place that is named: mend what was edited by hand, or export it again. The rule pack says which form it must have.";

const LEAVE_OUT =
  "Name the folder that is meant, or leave out with `exclude` what is no configuration; this limit is fixed.";

const LOOK_AT_FILES =
  "Check that this is the engine's own folder, that its share is mounted, and that its files fit the names that are meant: `include` in estate.yaml, else those of the rule pack.";

const FOLDER: Remedies = {
  "node-unreachable": "Check the path in estate.yaml, and that its share is mounted on this machine and answers.",
  "rights-narrowed": "Let the account that Lockstep runs as read it; a folder needs the right to enter, too.",
  "answer-unexpected": LOOK_AT_FILES,
  "answer-truncated":
    "Check again when nobody writes there; a file that was cut off is to be written or exported again.",
  "answer-too-large": LEAVE_OUT,
  "export-malformed": MEND_FILE,
};

const COMMAND: Remedies = {
  "node-unreachable":
    "Run the program by hand, as the account that Lockstep runs as: does it wait for something? Where it needs longer, raise `timeoutSeconds` of the command.",
  "system-refused": "Check that the program is there, and that the account that Lockstep runs as may run it.",
  "answer-truncated":
    "Run the program by hand to its end: look who ended it (its own log, the memory of the machine), and that nothing which it starts outlives it.",
  "answer-unexpected":
    "Run the program by hand, as the account that Lockstep runs as, with no environment but what `env` names: look at its exit code and at what it prints. Where another code means success, name it in `exitCodes`.",
  "answer-too-large":
    "Let the program give configuration alone; where so much is meant, raise `maxBytes` of the command.",
  "rights-narrowed": "Let the program write files that the account that Lockstep runs as may read.",
  "export-malformed":
    "Run the program by hand and look at what it prints at the place that is named; `format` of the rule pack says what is expected.",
};

const REMEDIES: Readonly<Record<SourceWay, Remedies>> = {
  folder: FOLDER,
  archive: {
    ...FOLDER,
    "answer-truncated": "Copy or make the archive again: it ends before its end.",
    "answer-unexpected":
      "Check that this is the engine's own archive, and that its files fit the names that are meant: `include` in estate.yaml, else those of the rule pack.",
    "answer-too-large": "Pack configuration alone; this limit is fixed.",
    "export-malformed": "Look at the file or archive that is named: export it, or make the archive, again.",
  },
  git: {
    ...FOLDER,
    "node-unreachable":
      "Check `git.repository` and `git.ref` in estate.yaml; `git ls-remote <repository> <ref>`, as the account that Lockstep runs as, shows whether they can be had.",
    "rights-narrowed": "Let the account that Lockstep runs as read the repository.",
    "answer-unexpected":
      "Check `git.path`, and that its files fit the names that are meant: `include` in estate.yaml, else those of the rule pack.",
    "answer-truncated": "Check again; if it stays so, run `git fsck` on the repository.",
  },
  sftp: {
    ...FOLDER,
    "node-unreachable":
      "Check `sftp.host`, `sftp.port` and `sftp.path`, route and firewall; `sftp <user>@<host>`, as the account that Lockstep runs as, shows each.",
    "rights-narrowed":
      "Let the account of `sftp.user` read it on the file server; a folder needs the right to enter, too.",
    "answer-unexpected":
      "Check that a file server (SFTP) answers at `sftp.host` and `sftp.port`, that `sftp.path` is the engine's own folder, and that its files fit `include`, else the names of the rule pack.",
    "answer-truncated": "Check again; if it stays so, look at the file server's limits on sessions and time.",
    "certificate-untrusted":
      "Compare the server's key on the server itself (`ssh-keygen -lf`) before you record it in `sftp.fingerprint` or `sftp.knownHostsFile`.",
    "credential-missing":
      "Check that `sftp.identityFile` is there and readable, or set the password that the node names.",
  },
  command: COMMAND,
  "ssh-command": {
    ...COMMAND,
    "node-unreachable":
      "Check `command.ssh`: host, user, port and key; `ssh -o BatchMode=yes <user>@<host> true`, as the account that Lockstep runs as, shows each. Where the program needs longer, raise `timeoutSeconds`.",
    "system-refused": "Check that `ssh` is there, and that the account that Lockstep runs as may run it.",
  },
};
