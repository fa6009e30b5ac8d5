import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_LOG_LEVEL, LOG_LEVELS } from "#services/config";
import { projectRoot } from "#test/project-root";

/** What each environment variable of Lockstep is for. One that the code reads and this list lacks fails a test. */
export const ENVIRONMENT_VARIABLES: Readonly<Record<string, string>> = {
  LOCKSTEP_ESTATE: "The estate's folder, when `--estate` is not given. Default: the folder above that holds an estate.",
  LOCKSTEP_DATA:
    "The data folder: the bare store, the keys and the mark of the ledger. Default: `.lockstep` in the estate's folder.",
  LOCKSTEP_MASK_KEY_FILE:
    "File that holds the mask key (at least 32 bytes). Never in Git. Default: `keys/mask` in the data folder.",
  LOCKSTEP_SIGNING_KEY_FILE:
    "File that holds the SSH private key which signs snapshots, baselines and the ledger. Never in Git. Default: `keys/signing` in the data folder.",
  LOCKSTEP_LEDGER_MARK:
    "Folder in which this machine remembers how far the ledger had come. Keep it out of the store's backup. Default: `ledger-mark` in the data folder.",
  LOCKSTEP_PEOPLE:
    "Folder that holds the book of people: whose pseudonym is whose, and the key they are made with. Back it up apart from the store. Default: `people` in the data folder.",
  LOCKSTEP_QUEUE_URL:
    "Where the jobs of `lockstep serve` wait: `redis://`, `rediss://` or `postgres://`, shared by all who give the same address, which are those of one estate; may hold a password, which is never shown. Default: in the data folder, for one process.",
  LOCKSTEP_SERVICE_FILE:
    "`service.yaml` of a service of several estates, or with a sign-in, when `--service` is not given. Default: none; one estate is served.",
  LOCKSTEP_JOB_MEMORY_MB:
    "How many megabytes of heap one job of `lockstep serve` or `lockstep work` may take, from 128 up; one that needs more fails, and nothing else does. Default: Node's own limit.",
  LOCKSTEP_LOG_LEVEL: `How much is logged: ${LOG_LEVELS.map((level) => `\`${level}\``).join(", ")}. Default, also for any other word: \`${DEFAULT_LOG_LEVEL}\`, and \`info\` for \`lockstep serve\`.`,
  LOCKSTEP_TOKEN: "The token that is shown to a service that `--server` names, where `--token-file` names none.",
  LOCKSTEP_SERVER_CA_FILE:
    "PEM file of the authority that signed the certificate of the service that `--server` names.",
  LOCKSTEP_SERVER_FINGERPRINT: "SHA-256 of that certificate, as `AB:CD:…`, in the place of an authority.",
  LOCKSTEP_SERVER_PROXY: "Address of the HTTP proxy through which that service is reached.",
  OTEL_EXPORTER_OTLP_ENDPOINT:
    "Where `lockstep serve` and `lockstep work` send traces of their jobs, by OTLP over HTTP: names, ids and times, never what is in a job. `OTEL_EXPORTER_OTLP_HEADERS` is heeded too. Default: nowhere.",
  LOCKSTEP_TRACE: "`1`: a failure of Lockstep itself says where in the program it happened.",
};

/** Finds the variables that the services really read. */
export function findEnvironmentVariables(): readonly string[] {
  const folder = join(projectRoot, "services");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const names = files.flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/(?:env\.|["'`])((?:LOCKSTEP|OTEL)_[A-Z_]+)/g)].map(
      ([, name]) => name ?? "",
    ),
  );
  return [...new Set(names)].sort();
}
