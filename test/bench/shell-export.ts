import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ACCOUNT } from "#test/fakes/estate-on-loopback";
import type { BenchNode } from "./start-engines.js";

/**
 * What a careful administrator writes in an afternoon: `curl` the channels of each node, cut the list into a file a channel,
 * `git add`, `git commit`. It compares nothing, masks nothing, and keeps passwords in the repository.
 */
export async function runShellExport(folder: string, nodes: readonly BenchNode[]): Promise<void> {
  const environment = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    GIT_CONFIG_GLOBAL: "/dev/null",
    FOLDER: `${folder}/shell`,
    NODES: nodes.map(({ url }) => url).join(" "),
    LOGIN: new URLSearchParams(ACCOUNT).toString(),
  };
  await promisify(execFile)("bash", ["-euc", SCRIPT], { env: environment });
}

const SCRIPT = `
mkdir -p "$FOLDER"; cd "$FOLDER"
[ -d .git ] || git init --quiet
node=0
for url in $NODES; do
  node=$((node + 1))
  get() { curl --silent --fail --insecure --cookie-jar ../jar --cookie ../jar --header 'X-Requested-With: shell' "$@"; }
  get --data "$LOGIN" "$url/api/users/_login" >../login.xml
  get --header 'Accept: application/xml' "$url/api/channels" >../channels.xml
  rm -rf "node$node"; mkdir "node$node"
  awk -v folder="node$node" '
    /^  <channel / { number++; file = sprintf("%s/%05d.xml", folder, number) }
    file != "" { print > file }
    /^  <\\/channel>/ { close(file); file = "" }' ../channels.xml
done
git add --all
git -c user.name=Shell -c user.email=shell@hospital.test commit --quiet --message export || true
`;
