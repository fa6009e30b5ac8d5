import { errorsOf } from "./error-kind.js";

/** What the people who run Lockstep have to settle: names, files, keys, policy, the store. */
export const CONFIGURATION_ERRORS = errorsOf("configuration", {
  usage: {
    retryable: false,
    meaning: "The command line was not understood.",
    remedy: "Run `lockstep help` with the command's name.",
  },
  "estate-not-found": {
    retryable: false,
    meaning: "No estate repository was found.",
    remedy: "Run `lockstep init <folder>`, or name the estate with --estate.",
  },
  "estate-invalid": {
    retryable: false,
    meaning: "estate.yaml does not fit its schema.",
    remedy: "Run `lockstep validate` and mend each problem it names.",
  },
  "policy-invalid": {
    retryable: false,
    meaning: "A policy file does not fit its schema or contradicts itself.",
    remedy: "Run `lockstep validate` and mend each problem it names.",
  },
  "key-missing": {
    retryable: false,
    meaning: "The mask key or the signing key cannot be read.",
    remedy: "Restore the key files, or set LOCKSTEP_MASK_KEY_FILE and LOCKSTEP_SIGNING_KEY_FILE.",
  },
  "credential-missing": {
    retryable: false,
    meaning: "The password of a node is not set.",
    remedy: "Set the environment variable that estate.yaml names in passwordEnv, or passwordFile.",
  },
  "selector-unknown": {
    retryable: false,
    meaning: "A name given to a command stands for nothing: no engine, node, snapshot, baseline or artefact.",
    remedy: "Check the name against estate.yaml; `lockstep help show` has the forms of a selector.",
  },
  "control-unknown": {
    retryable: false,
    meaning:
      "No control map has the framework, edition or outcome that was named, or none leads from one to the other.",
    remedy: "`lockstep evidence frameworks` lists every edition; a period is assessed by the edition of its year.",
  },
  "digest-mismatch": {
    retryable: false,
    meaning: "The digest given is not that of the snapshot now.",
    remedy: "Look at the snapshot again, and give the digest it shows.",
  },
  "decision-refused": {
    retryable: false,
    meaning: "A waiver, an override or a preview was asked for that cannot be given as things stand.",
    remedy: "Do what the message says; `lockstep explain` shows what stands against an engine.",
  },
  "system-refused": {
    retryable: false,
    meaning: "The operating system refused a file, a folder or a program.",
    remedy: "Check that it exists, that the disk has room, and that this account may use it.",
  },
  "export-unsupported": {
    retryable: false,
    meaning: "A file is not an export that this product's reader knows.",
    remedy: "Give a channel, group, code template, library, alert, map, list or whole-server export.",
  },
  "evidence-unsound": {
    retryable: false,
    meaning:
      "The pack that was made does not hold where it is verified. It was taken away, and nothing was recorded of it.",
    remedy:
      "Run `lockstep ledger verify` and `lockstep doctor`: a branch may be lost, or a key may count that no record names. Where a key was rotated while the pack was made, ask again.",
  },
  "patient-data-found": {
    retryable: false,
    meaning: "What looks like patient data would have left in an evidence pack. Nothing was written.",
    remedy:
      "Where it is a patient's, take it out of the store with `lockstep ledger purge` and out of the engine; where it is none, permit that text in that place in policy/evidence.yaml, reviewed like all policy.",
  },
  "pack-too-large": {
    retryable: false,
    meaning: "An evidence pack, or a file of it, would be larger than 4 GiB, which its form cannot hold.",
    remedy: "Name fewer engines with --engine, and make a pack for each group of them.",
  },
  "ticket-unknown": {
    retryable: false,
    meaning: "The ticket system was read and holds no ticket of the number given.",
    remedy: "Check the number; a ticket raised since the last export is known after the next.",
  },
  "queue-address-invalid": {
    retryable: false,
    meaning: "The address of the queue is none that Lockstep knows.",
    remedy:
      "Set LOCKSTEP_QUEUE_URL to redis://, rediss:// or postgres:// with a host, or leave it out: the queue then lies in the data folder.",
  },
  "schedule-invalid": {
    retryable: false,
    meaning: "A schedule is not a cron expression with a time zone, or it names no instant that ever comes.",
    remedy: "Give five fields, minute first, and an IANA time zone such as Europe/London.",
  },
  "proposal-unknown": {
    retryable: false,
    meaning: "There is no proposal of the name given, or it no longer stands.",
    remedy: "`lockstep review` lists those that wait for a decision.",
  },
  "proposal-stale": {
    retryable: false,
    meaning: "What was approved no longer fits the baseline: an artefact of it was changed there meanwhile.",
    remedy: "Run `lockstep check`; the proposal is made anew on the baseline in force, and wants a new decision.",
  },
  "service-invalid": {
    retryable: false,
    meaning: "The service's own file does not fit its schema, or names estates that cannot be opened together.",
    remedy: "Mend what is named; docs/configuration.md has every key of service.yaml.",
  },
  "estate-not-confined": {
    retryable: false,
    meaning:
      "An estate that is served beside others names a file, folder or program of the machine that is not its own.",
    remedy:
      "Name only what service.yaml gives the estate under `folders` and `commands`, or have the provider add it there; passwords come from variables with its `environmentPrefix`.",
  },
  "not-signed-in": {
    retryable: false,
    meaning: "The service does not know who asks.",
    remedy: "Sign in, or send `Authorization: Bearer` with a token that has not ended (`lockstep token create`).",
  },
  "not-allowed": {
    retryable: false,
    meaning: "Whoever asks is known, and their roles do not allow what was asked.",
    remedy: "policy/access.yaml on main gives roles; an administrator of the estate can have it changed.",
  },
  "webhook-refused": {
    retryable: false,
    meaning: "There is no webhook of the name, or its sender did not prove itself.",
    remedy:
      "Compare the address with `webhooks` in estate.yaml on main, and give the sender the same secret; the service's log says which of them it was, under the id of the request.",
  },
  "upload-refused": {
    retryable: false,
    meaning: "What a collector handed in is not of the form that is taken, or holds what may not be stored.",
    remedy: "Bring collector and service to the same version; the message says what is wrong.",
  },
  "upload-forged": {
    retryable: false,
    meaning: "What a collector handed in is not signed with the key that estate.yaml names for it.",
    remedy:
      "Compare `lockstep collect key` on the collector with estate.yaml › collectors; a key that changed by nobody's hand is an alarm.",
  },
  "upload-older": {
    retryable: false,
    meaning: "What a collector handed in is older than what is held of the engine.",
    remedy: "Make sure that one machine alone is this collector: a second one with the same data folder would do this.",
  },
  "collector-unknown": {
    retryable: false,
    meaning: "The estate declares no such collector, or gives the engine to another one.",
    remedy: "Declare it in estate.yaml › collectors, and name it as the engine's `collector`; commit and push.",
  },
  "collector-outdated": {
    retryable: false,
    meaning: "The collector reads the engine by another version of the reader than the service judges with.",
    remedy: "Install the service's version of Lockstep on the collector.",
  },
  "collector-clock": {
    retryable: false,
    meaning: "The collector's clock is minutes away from the service's.",
    remedy: "Set the collector's clock by a time server (NTP).",
  },
  "mask-key-differs": {
    retryable: false,
    meaning: "The collector masks with another key than the estate expects, so that no secret could be compared.",
    remedy:
      "Copy the estate's mask key to the collector, or declare the collector's own in estate.yaml › collectors › maskKeyId.",
  },
  "plan-not-agreed": {
    retryable: false,
    meaning: "The service asks the collector to read a node in a way that nobody at the collector has agreed to.",
    remedy: "Look at what is asked with `lockstep collect agree`, and agree if it is right.",
  },
  "nothing-collected": {
    retryable: false,
    meaning: "The collector that reads this engine has handed in nothing yet.",
    remedy: "Run `lockstep collect` on the collector, and look at what it says.",
  },
  "collector-reads": {
    retryable: false,
    meaning: "The engine is read by a collector: this machine opens no connection to it.",
    remedy: "Do it on the collector, or wait for its next look.",
  },
  "collector-busy": {
    retryable: false,
    meaning: "Another process is collecting with the same data folder.",
    remedy: "Wait for it to end, or stop it; give a second collector a folder, a key and a name of its own.",
  },
  "reference-blocked": {
    retryable: false,
    meaning: "A reference or file that is not Lockstep's stands where Lockstep keeps a reference of its own.",
    remedy: "Look at what the message names, and take it out of the store; nothing of Lockstep's is lost by that.",
  },
  "content-purged": {
    retryable: false,
    meaning: "What was to be compared was taken out of the repository by `lockstep ledger purge`.",
    remedy: "Run `lockstep check`; where the baseline holds it, adopt a new baseline after that.",
  },
});
