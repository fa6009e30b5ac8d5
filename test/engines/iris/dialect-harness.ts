import { irisDialect } from "#services/engines/iris/dialect";
import { type DialectHarness, documentOf } from "#test/conformance/dialect-harness";
import { documentsOf } from "#test/conformance/documents-of";
import { caseFolders, itemsOf } from "./case-folder.js";
import { productionClass } from "./read-iris.js";
import { connector, withInstance } from "./staged-instance.js";

const file = (origin: string, text: string) => documentOf("file", origin, text);
const production = (settings: string) =>
  file(
    "Elmsford.Production.cls",
    productionClass(
      `<Production Name="Elmsford.Production"><Item Name="To PAS" ClassName="Elmsford.Operation">${settings}</Item></Production>`,
    ),
  );
const table = (namespace: string, name: string, rows: readonly object[]) =>
  documentOf("table", `${namespace}: ${name}`, JSON.stringify({ namespace, table: name, rows }));
const setting = (name: string, value: string): string => `<Setting Target="Host" Name="${name}">${value}</Setting>`;

const LDAP = 'Class Elmsford.Ldap Extends %RegisteredObject\n{\n\nParameter AdminPassword = "§";\n\n}\n';
const DEFAULTS =
  '<defaultSettings><item production="*" item="To PAS" class="*" setting="Password" value="§"/></defaultSettings>';

/** What this product brings to the suite of dialects. */
export const irisDialectHarness: DialectHarness = {
  dialect: irisDialect,
  documents: async () => [
    ...(await withInstance({}, (_simulator, request) => documentsOf(connector, request))),
    ...caseFolders()
      .flatMap(({ name }) => itemsOf(name))
      .map((item) => ({ ...item, scope: "file" as const })),
    file("Ldap.cls", LDAP.replace("§", "invented-4417")),
    documentOf("document", "LIVE/Ens.Config.DefaultSettings.ESD", DEFAULTS.replace("§", "invented-4417")),
    table("%SYS", "%SYS.Task", [{ NameSpace: "LIVE", Name: "Send", Settings: "Login=lockstep Word=invented-4417" }]),
    file("CSP.ini", "[LOCAL]\nIp_Address=127.0.0.1\nPassword=invented\n"),
    table("LIVE", "Ens_Config.Schedule", [{ Name: "Nightly", ScheduleSpec: "DAY" }]),
    table("%SYS", "Security.SQLPrivileges", [
      { Namespace: "LIVE", SQLObject: "1,Elmsford.Ward", Privilege: "s", Grantee: "Reader", Grantable: 0 },
    ]),
    table("%SYS", "%SYS.X509Credentials", [{ Alias: "tie", SubjectDN: "CN=tie.hospital.test" }]),
    table("LIVE", "Elmsford.Notes", [{ Name: "a", Text: "b" }]),
  ],
  secrets: [
    ["a setting of that name", production(setting("ApiKey", "§"))],
    ["a connection string", production(setting("DSN", "Driver=PAS;UID=lockstep;PWD=§"))],
    ["an address", production(setting("URL", "https://lockstep:§@pas.hospital.test/fhir"))],
    ["a parameter of a class", file("Ldap.cls", LDAP)],
    ["a default for a setting of that name", documentOf("document", "LIVE/Ens.Config.DefaultSettings.ESD", DEFAULTS)],
    ["a hash in a CPF file", file("iris.cpf", "[Startup]\nPasswordHash=§,u4ocm4qh\n")],
    [
      "an exported user",
      file(
        "users.xml",
        "<UsersExport><Users><Name>hl7</Name><Password>§</Password><Salt>ff</Salt></Users></UsersExport>",
      ),
    ],
    ["the web gateway's file", file("CSP.ini", "[LOCAL]\nIp_Address=127.0.0.1\nPassword=§\n")],
    [
      "a lookup table",
      documentOf(
        "document",
        "LIVE/Endpoints.LUT",
        '<lookupTable><entry table="Endpoints" key="smtpPassword">§</entry></lookupTable>',
      ),
    ],
  ],
  refused: [
    ["a login page in the place of a file", file("page.xml", "<html><body>Sign in</body></html>")],
    ["an export that was cut", file("cut.xml", '<Export generator="IRIS" version="26"><Class name="A">')],
    ["a class that was cut", file("Cut.cls", "Class Elmsford.A Extends %Persistent\n{\n\nMethod One()\n{\n")],
    ["an answer that is none", documentOf("production", "LIVE/Elmsford.Production.cls", "<html/>")],
    ["a source that the product does not have", documentOf("no-such-source", "LIVE/x", "{}")],
  ],
  documentedDrops: [
    [/^(server|namespace): /, "facts of the node, which the connector itself takes"],
    [/^file: Export\/@(generator|version|zv|ts) /, "who exported, with what and when"],
    [/^file: Export\/Class\/Time(Changed|Created) /, "when it was compiled or made"],
    [/^file: Export\/Routine\/@timestamp /, "when it was saved"],
    [
      /^file: Export\/(Project|Document\/ProjectTextDocument|Document\/@name|Document (attribute|text|first|last))/,
      "notes of a package",
    ],
    [
      /^file: UsersExport\/Users\/(LastModified\w+|PasswordChangedDateTime|Version|Password|Salt|HOTPKey)[ /]/,
      "stamps, and what is never stored",
    ],
    [/^table: \/rows\/item\/(ID|TaskGUID) text/, "numbers that each instance gives itself"],
    [/^production: \/(engineVersion|autoStart) text/, "facts of the node, asked with the production"],
    [/^(production|table): ( attribute|\/(namespace|table) text)/, "written by the connector itself"],
    [
      /^file: line \d+ '(;|SystemName=|AgentAddress=|LicenseID=|PasswordHash=)/,
      "a comment, or what each node has of its own",
    ],
    [/defaultSettings\/item\/Deployable /, "a mark for the tool that deploys"],
  ],
  knownGaps: [
    [
      /^(file|document): .*(?<!changed )(attribute|first child|last child|twin) \w+$/,
      "an element or attribute that no known version writes",
    ],
    [
      /^(file|document): .*(Export|Class|Parameter|XData|UsersExport|Users|Roles|[dD]efaultSettings|lookupTable|item|Items|ProjectItem) text \w+$/,
      "text beside elements",
    ],
    [
      /^(file|document|production): (\/production text|line \d+ )/,
      "words after the end of a statement or element, which no compiler writes",
    ],
  ],
};
