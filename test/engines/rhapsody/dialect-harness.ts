import { strToU8, zipSync } from "fflate";
import { createRhapsodyConnector } from "#services/engines/rhapsody/connector";
import { rhapsodyDialect } from "#services/engines/rhapsody/dialect";
import type { RhapsodyModel } from "#services/simulators/rhapsody/model";
import { renderConfiguration } from "#services/simulators/rhapsody/render-configuration";
import { type DialectDocument, type DialectHarness, documentOf } from "#test/conformance/dialect-harness";
import { documentsOf } from "#test/conformance/documents-of";
import { startRhapsodySimulator } from "#test/fakes/start-rhapsody-simulator";
import { ENGINE } from "./invented-engine.js";

const ACCOUNT = { username: "lockstep-reader", password: "canary-of-the-tests" };
const configuration = (model: RhapsodyModel, layout: 6 | 7 = 7) =>
  documentOf("configuration", "/admin/config", renderConfiguration(model, model.lockers, layout));
const json = (source: string, data: unknown) => documentOf(source, `/${source}`, JSON.stringify({ data, error: null }));
const file = (origin: string, content: string | Uint8Array) => documentOf("file", origin, content);

const CLIENT = `<configuration version="7"><rootFolder name="Main" uuid="r"/><lockers><locker name="Clinical" uuid="l" parent="r">
  <restClients><restClient name="Spine" uuid="c" parent="l" version="2"><connection protocol="HTTPS"><hostname>spine.hospital.test</hostname>
    <security authenticationMode="BASIC"><username>tie</username><password>§</password></security></connection></restClient></restClients></locker></lockers></configuration>`;

const PROJECTS = `<configuration version="7"><rootFolder name="Main" uuid="r"/><lockers><locker name="Clinical" uuid="l" parent="r">
  <trackingSchemes><trackingScheme name="By patient" uuid="t" parent="l"><property>PID.3</property></trackingScheme></trackingSchemes>
  <x12Projects><x12Project name="Claims" uuid="x" parent="l"><segment>ISA</segment></x12Project></x12Projects>
  <intelligentMapperProjects><intelligentMapperProject name="To LIS" uuid="m" parent="l"><map>a</map></intelligentMapperProject></intelligentMapperProjects>
  </locker></lockers><webServices><webService name="Portal" guid="w" version="3"><serviceName>portal</serviceName></webService></webServices></configuration>`;

/** The engine with its lockers, routes and properties told in the other order. */
const REVERSED: RhapsodyModel = {
  ...ENGINE,
  lockers: [...ENGINE.lockers].reverse().map((locker) => ({
    ...locker,
    routes: locker.routes.map((route) => ({ ...route, filters: [...route.filters].reverse() })),
    communicationPoints: [...locker.communicationPoints].reverse().map((point) => ({
      ...point,
      properties: Object.fromEntries(Object.entries(point.properties).reverse()),
    })),
  })),
};

/** What this product brings to the suite of dialects. */
export const rhapsodyDialectHarness: DialectHarness = {
  dialect: rhapsodyDialect,
  documents: async () => [
    ...(await readEngine()),
    configuration(ENGINE, 6),
    file("client.xml", CLIENT),
    file("projects.xml", PROJECTS),
    json("libraries", [{ filename: "drivers-2.1.jar", hash: "b".repeat(40) }]),
  ],
  kindsElsewhere: {
    template: "see 'templates' in answers.test.ts",
    other: "no document that is known becomes one: it stands for those of a newer engine",
  },
  reordered: [["objects and their properties", configuration(ENGINE), configuration(REVERSED)]],
  secrets: [
    ["a web client's login", file("client.xml", CLIENT)],
    [
      "a variable of that name",
      json("variables", { variables: [{ name: "SmtpPassword", value: "§", encrypted: false }] }),
    ],
    [
      "a field that nobody knows",
      json("variables", { variables: [{ name: "Port", value: "1", encrypted: false, password: "§" }] }),
    ],
  ],
  refused: [
    ["a document of another program", file("channels.xml", "<list><channel/></list>")],
    ["JSON of another program", file("channels.json", '{"channels":[]}')],
    ["an export that was cut", file("cut.xml", "<configuration>")],
    ["an archive of something else", file("other.zip", zipSync({ "readme.txt": strToU8("x") }))],
    [
      "an archive whose names lead out of it",
      file("slip.zip", zipSync({ "../configuration.xml": strToU8("<configuration/>") })),
    ],
    ["an archive that was cut", file("cut.zip", zipSync({ "configuration.xml": strToU8(CLIENT) }).slice(0, 200))],
    ["a page in the place of an answer", documentOf("variables", "/admin/variables", "<html/>")],
    ["a source that the product does not have", json("no-such-source", {})],
  ],
  documentedDrops: [
    [/^info: \/data\/uptime /, "how long it has been running"],
    [
      /^[\w-]+: .*\/(timestamp|id|uuid|resourceURI|@uuid|@version) /,
      "a stamp, a number or an address that each engine gives itself",
    ],
    [/^(licences: .*usedCommpoints|licences: .*license\/id) /, "how much of a licence is used, and its number"],
    [/^file: configuration(\/rootFolder)?\/@\w+ /, "the layout, and the root that every engine has"],
    [/^file: .*\/security\/(username|password) /, "what the engine encrypts in its own way is told as not comparable"],
    [
      /^(variables: .*(encrypted|overrideValue|value)|users: .*password) text/,
      "a value that is hidden is told as not comparable",
    ],
    [/^[\w-]+: (\/data|\/data\/(lockerNames|groupNames))? ?attribute /, "the envelope, and what the connector adds"],
    [/^lookup-tables: .*@compressed /, "how the values were packed"],
  ],
  knownGaps: [
    [
      /^(?!file)[\w-]+: .*(?<!changed )(attribute|first child|last child|twin) \w+$/,
      "an element or field that no known version writes",
    ],
    [
      /^file: configuration(\/\w+)*( attribute| text|\/(lockers|restClients|rootFolder|\w+s) (twin|text|attribute|first child|last child)) ?\w*/,
      "text or attributes of a mere container",
    ],
    [
      /^[\w-]+: (licenseInfo|lookupTables|WebServicesUserStore)(\/(licenses|license|lookupTable|column|user))* text /,
      "text beside elements",
    ],
    [
      /^web-service-users: WebServicesUserStore\/user\/(id|password\/@isVariable) /,
      "a user's number, and how the password is given",
    ],
  ],
};

async function readEngine(): Promise<readonly DialectDocument[]> {
  const simulator = await startRhapsodySimulator({ model: ENGINE, account: ACCOUNT });
  const { url, fingerprint } = simulator;
  try {
    return await documentsOf(createRhapsodyConnector(), {
      node: { id: "rie-a", role: "primary", url, username: ACCOUNT.username, tls: { fingerprint } },
      password: ACCOUNT.password,
      now: () => new Date(),
    });
  } finally {
    await simulator.stop();
  }
}
