import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type DialectDocument, type DialectHarness, documentOf } from "#test/conformance/dialect-harness";
import { projectRoot } from "#test/project-root";
import { fileItem, PACKS } from "./file-fixture.js";
import { readAll, requestFor } from "./stage-sources.js";

const CASES = join(projectRoot, "test/engines/file-tree");

/** What every product that is read from files holds: the files of each case, and those that the packs bring. */
export async function fileDocuments(command?: string): Promise<readonly DialectDocument[]> {
  const documents: DialectDocument[] = [];
  for (const entry of readdirSync(CASES, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const { preset } = parse(readFileSync(join(CASES, entry.name, "case.yaml"), "utf8")) as { preset: string };
    const steps = await readAll(requestFor({ preset, path: join(CASES, entry.name, "production") }));
    documents.push(
      ...steps.flatMap((step) => (step.type === "item" ? [{ ...step.item, scope: "server" as const }] : [])),
    );
  }
  const ofPacks = PACKS.flatMap(({ pack, cases }) =>
    cases.flatMap(({ file, a }) => (a === undefined ? [] : [{ ...fileItem(pack, file, a), scope: "server" as const }])),
  );
  return [...documents, ...ofPacks, ...OTHER_KINDS].map((document) =>
    command === undefined ? document : { ...document, source: `${document.source}@${command}` },
  );
}

const kind = (pack: string, path: string, text: string): DialectDocument => ({
  ...fileItem(pack, path, text),
  scope: "server",
});

/** One document of each kind that no case has. */
const OTHER_KINDS: readonly DialectDocument[] = [
  kind(
    "biztalk",
    "labs.xml",
    '<BindingInfo><ReceivePortCollection><ReceivePort Name="LabsIn"><Address>c:\\labs</Address></ReceivePort></ReceivePortCollection><PartyCollection><Party Name="Pathology"><Alias>LAB</Alias></Party></PartyCollection></BindingInfo>',
  ),
  kind("cloverleaf", "adt_site/Tables/wards.tbl", "who: ann\nM01=Maple\n"),
  kind("cloverleaf", "adt_site/formats/hl7/2.4/PID", "field 3 CX\n"),
  kind("cloverleaf", "adt_site/Alerts/default.alrt", "alert backlog 100\n"),
  kind("cloverleaf", "adt_site/siteInfo", "site adt\n"),
  kind("iguana", "IguanaConfigurationRepo/AA/readme.txt", "Main feed\n"),
  kind(
    "nifi",
    "conf/flow.json",
    '{"controllerServices":[{"name":"Lab pool","identifier":"s1","properties":{"max":"8"}}],"rootGroup":{"name":"Main","identifier":"r1","processors":[]}}',
  ),
];

/** What is the same for every product that is read from files. */
export const FILE_CLAIMS: Pick<DialectHarness, "secrets" | "refused" | "documentedDrops" | "knownGaps"> = {
  secrets: [
    ["a JSON file", documentOf("files/files", "app.json", '{"db": {"password": "§"}}')],
    ["a YAML file", documentOf("files/files", "app.yaml", "db:\n  password: §\n")],
    ["a properties file", documentOf("files/files", "app.properties", "db.password = §\n")],
    ["an XML file", documentOf("files/files", "app.xml", '<db><connection user="lab" password="§"/></db>')],
    ["a script", documentOf("files/files", "app.js", 'const password = "§";\n')],
  ],
  refused: [
    ["XML that was cut", documentOf("files/biztalk", "adt.xml", "<BindingInfo><ModuleRefCollection>")],
    ["a flow that was cut", documentOf("files/nifi", "conf/flow.json", '{"rootGroup": {')],
    [
      "a site that was cut",
      documentOf("files/cloverleaf", "adt_site/NetConfig", "protocol adt_in {\n    { PORT 6661 }\n"),
    ],
    ["a pack that nobody has", documentOf("files/no-such-pack", "x.json", "{}")],
  ],
  documentedDrops: [
    [/^files\/biztalk[^:]*: BindingInfo\/Timestamp /, "when it was exported"],
    [
      /^files\/camel[^:]*: (\w+\/@xmlns |line \d+ 'nodePrefixId)/,
      "ids that a designer gives, and the name of the vocabulary",
    ],
    [/^files\/iguana[^:]*: .*@(guid|password) /, "an id of the node, and what each node encrypts in its own way"],
    [
      /^files\/nifi[^:]*: .*(dentifier|\/id|\/bends|position|zIndex|labelIndex|position\/[xy]) /,
      "ids, and where a box stands",
    ],
    [/^files\/[\w-]+[^:]*: line \d+ '(#|;|who:|date:)/, "a comment, or a header that the tool writes"],
    [/^files\/[\w-]+\/digest[^:]*: {2}attribute /, "written by the connector itself"],
    [/^files\/cloverleaf[^:]*: line \d+ '\{ COORDS /, "where a box stands"],
  ],
  knownGaps: [[/^files\/cloverleaf[^:]*: line \d+ /, "words after a keyed pair, which no tool writes"]],
};
