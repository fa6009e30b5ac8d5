/** Who must act: `configuration` you, `upstream` them (retryable where said), `internal` us. */
export type ErrorFamily = "configuration" | "upstream" | "internal";

interface ErrorKind {
  readonly family: ErrorFamily;
  readonly retryable: boolean;
  /** One sentence for the errors page. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Every error code of Lockstep. `docs/errors.md` is generated from it. */
export const ERROR_KINDS = {
  usage: {
    family: "configuration",
    retryable: false,
    meaning: "The command line was not understood.",
    remedy: "Run `lockstep help` with the command's name.",
  },
  "estate-not-found": {
    family: "configuration",
    retryable: false,
    meaning: "No estate repository was found.",
    remedy: "Run `lockstep init <folder>`, or name the estate with --estate.",
  },
  "estate-invalid": {
    family: "configuration",
    retryable: false,
    meaning: "estate.yaml does not fit its schema.",
    remedy: "Run `lockstep validate` and mend each problem it names.",
  },
  "policy-invalid": {
    family: "configuration",
    retryable: false,
    meaning: "A policy file does not fit its schema or contradicts itself.",
    remedy: "Run `lockstep validate` and mend each problem it names.",
  },
  "key-missing": {
    family: "configuration",
    retryable: false,
    meaning: "The mask key or the signing key cannot be read.",
    remedy: "Restore the key files, or set LOCKSTEP_MASK_KEY_FILE and LOCKSTEP_SIGNING_KEY_FILE.",
  },
  "credential-missing": {
    family: "configuration",
    retryable: false,
    meaning: "The password of a node is not set.",
    remedy: "Set the environment variable that estate.yaml names in passwordEnv, or passwordFile.",
  },
  "selector-unknown": {
    family: "configuration",
    retryable: false,
    meaning: "A name given to a command stands for nothing: no engine, node, snapshot, baseline or artefact.",
    remedy: "Check the name against estate.yaml; `lockstep help show` has the forms of a selector.",
  },
  "digest-mismatch": {
    family: "configuration",
    retryable: false,
    meaning: "The digest given is not that of the snapshot now.",
    remedy: "Look at the snapshot again, and give the digest it shows.",
  },
  "decision-refused": {
    family: "configuration",
    retryable: false,
    meaning: "A waiver or an override was asked for that would not be in force, or that nobody may give.",
    remedy: "Do what the message says; `lockstep explain` shows what stands.",
  },
  "system-refused": {
    family: "configuration",
    retryable: false,
    meaning: "The operating system refused a file, a folder or a program.",
    remedy: "Check that it exists, that the disk has room, and that this account may use it.",
  },
  "node-unreachable": {
    family: "upstream",
    retryable: true,
    meaning: "The node did not answer.",
    remedy: "Check address, route, proxy and firewall; `lockstep doctor` tests each.",
  },
  "node-down": {
    family: "upstream",
    retryable: true,
    meaning: "The node's machine refused the connection before anything was answered: no engine listens there.",
    remedy:
      "Start the engine, or check the port in estate.yaml. A standby that is meant to be stopped is declared with `standbyMode: cold`.",
  },
  "certificate-untrusted": {
    family: "upstream",
    retryable: false,
    meaning: "The node's certificate is not the trusted one.",
    remedy: "Give tls.caFile, or pin tls.fingerprint after comparing it on the server.",
  },
  "login-refused": {
    family: "upstream",
    retryable: false,
    meaning: "The node refused the login.",
    remedy:
      "Check user name and password. The same ones are not tried again, because refusals can lock the account: change them, or mend the account on the engine and run `lockstep doctor`, which tries once.",
  },
  "login-locked": {
    family: "upstream",
    retryable: false,
    meaning: "The account is locked on the node.",
    remedy:
      "Unlock the account on the engine, or wait until its lock-out period is over, and run `lockstep doctor`, which tries once.",
  },
  "session-lost": {
    family: "upstream",
    retryable: true,
    meaning: "The node ended the session in the middle of a read.",
    remedy: "Run the check again; if it stays so, look for restarts of the engine.",
  },
  "engine-starting": {
    family: "upstream",
    retryable: true,
    meaning: "The engine is still starting.",
    remedy: "Wait until it has started, and check again.",
  },
  "rights-narrowed": {
    family: "upstream",
    retryable: false,
    meaning: "Fewer objects were read than the engine itself counts.",
    remedy: "Give the account read rights to all objects.",
  },
  "answer-truncated": {
    family: "upstream",
    retryable: true,
    meaning: "An answer ended before its end.",
    remedy: "Check proxies and time limits between Lockstep and the engine.",
  },
  "answer-unexpected": {
    family: "upstream",
    retryable: false,
    meaning: "An answer was not of the form that this product gives.",
    remedy: "Check that the address is the engine's own API and that no login page or proxy stands in front.",
  },
  "answer-too-large": {
    family: "upstream",
    retryable: false,
    meaning: "An answer was larger than the limit.",
    remedy: "Check the address, or raise the limit.",
  },
  "rate-limited": {
    family: "upstream",
    retryable: true,
    meaning: "The node asked to slow down.",
    remedy: "Wait, and check again.",
  },
  "licence-exhausted": {
    family: "upstream",
    retryable: true,
    meaning: "The engine has no licence slot left for another session.",
    remedy:
      "Check again later; if it stays so, look at who uses the licence slots. Lockstep uses one for as long as a read lasts.",
  },
  "wrong-server": {
    family: "upstream",
    retryable: false,
    meaning: "Another server answered than the one recorded.",
    remedy: "Check the address; if the server was replaced on purpose, change serverId in estate.yaml.",
  },
  aborted: {
    family: "upstream",
    retryable: true,
    meaning: "The read was stopped before its end.",
    remedy: "Run the check again.",
  },
  "export-malformed": {
    family: "upstream",
    retryable: false,
    meaning: "An export is not well-formed, or hostile.",
    remedy: "Export it again; do not repair it by hand.",
  },
  "export-unsupported": {
    family: "configuration",
    retryable: false,
    meaning: "A file is not an export that this product's reader knows.",
    remedy: "Give a channel, group, code template, library, alert, map, list or whole-server export.",
  },
  "export-suspect": {
    family: "upstream",
    retryable: false,
    meaning: "More artefacts vanished at once than policy allows.",
    remedy: "Look at the engine; if the deletion was meant, adopt it with a ticket.",
  },
  "ticket-unknown": {
    family: "configuration",
    retryable: false,
    meaning: "The ticket system was read and holds no ticket of the number given.",
    remedy: "Check the number; a ticket raised since the last export is known after the next.",
  },
  "ticket-source-unavailable": {
    family: "upstream",
    retryable: true,
    meaning: "The ticket system or drop folder cannot be read, or is too old.",
    remedy: "Restore access or export the tickets again; this is never taken as `no such ticket`.",
  },
  "ledger-broken": {
    family: "internal",
    retryable: false,
    meaning: "The ledger's chain does not verify.",
    remedy: "Stop trusting verdicts; run `lockstep ledger verify` and restore the ledger from a clone.",
  },
  "ledger-rolled-back": {
    family: "internal",
    retryable: false,
    meaning:
      "The ledger is sound in itself, but it is not the one that this machine has seen: its newest records are gone.",
    remedy:
      "Find out who set it back, and bring the newer one back from a clone; only after a wanted restore from a backup run `lockstep ledger accept-restore`.",
  },
  "baseline-unproven": {
    family: "internal",
    retryable: false,
    meaning: "The baseline is not the one that a signed record approved.",
    remedy: "Find who changed it with `git log`; adopt it again through `lockstep baseline adopt`.",
  },
  "store-conflict": {
    family: "internal",
    retryable: true,
    meaning: "Another writer kept changing the same reference.",
    remedy: "Run the command again.",
  },
  "reference-blocked": {
    family: "configuration",
    retryable: false,
    meaning: "A reference or file that is not Lockstep's stands where Lockstep keeps a reference of its own.",
    remedy: "Look at what the message names, and take it out of the store; nothing of Lockstep's is lost by that.",
  },
  "store-unsound": {
    family: "internal",
    retryable: false,
    meaning: "The estate repository cannot be read or written, or lacks what its ledger records.",
    remedy:
      "Run `git fsck` on the store and restore it from a clone; after a wanted restore from a backup run `lockstep ledger accept-restore`.",
  },
  "content-purged": {
    family: "configuration",
    retryable: false,
    meaning: "What was to be compared was taken out of the repository by `lockstep ledger purge`.",
    remedy: "Run `lockstep check`; where the baseline holds it, adopt a new baseline after that.",
  },
  bug: {
    family: "internal",
    retryable: false,
    meaning: "Lockstep itself failed.",
    remedy: "Report it with the run id; no result of this run counts.",
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_KINDS;

/**
 * An error that a person can act on: what happened, with what, and what to do.
 * The message must never hold a secret, patient data or unescaped text from an engine.
 */
export class LockstepError extends Error {
  override readonly name = "LockstepError";
  readonly code: ErrorCode;
  /** Plain facts for logs; never secrets. */
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Record<string, string | number | boolean>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }

  get family(): ErrorFamily {
    return ERROR_KINDS[this.code].family;
  }

  get retryable(): boolean {
    return ERROR_KINDS[this.code].retryable;
  }

  get remedy(): string {
    return ERROR_KINDS[this.code].remedy;
  }
}
