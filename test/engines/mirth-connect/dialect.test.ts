import assert from "node:assert/strict";
import { test } from "node:test";
import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { CHANNEL_ID, channelXml, connectorXml, metadataXml } from "./channel-fixture.js";
import { artefactOf, MASK, nodeAt, readFixture, writtenText } from "./read-fixture.js";

function sameArtefacts(a: string, b: string, source = "file"): void {
  assert.equal(writtenText(readFixture(b, { source })), writtenText(readFixture(a, { source })));
}

test("revision, stamps, users and engine version are never a difference, but can be proved", () => {
  const newer = channelXml({ version: "4.4.0", revision: 9, exportData: metadataXml({ time: 2000, userId: 7 }) });
  sameArtefacts(channelXml(), newer);
  const { provenance } = artefactOf(readFixture(newer), "channel");
  assert.equal(provenance["revision"], "9");
  assert.equal(provenance["exportData/metadata/lastModified/time"], "2000");
  assert.equal(readFixture(newer).facts.engineVersion, "4.4.0");
});

test("a channel that is switched off differs from one that is on", () => {
  const off = channelXml({ exportData: metadataXml({ enabled: false }) });
  assert.notEqual(writtenText(readFixture(off)), writtenText(readFixture(channelXml())));
});

test("the order of a template's contexts means nothing, and a channel more in a tag something", () => {
  const template = (...contexts: string[]): string =>
    `<codeTemplate version="4.5.2"><id>t1</id><name>helper</name><contextSet><delegate>${contexts
      .map((context) => `<contextType>${context}</contextType>`)
      .join("")}</delegate></contextSet></codeTemplate>`;
  sameArtefacts(template("A", "B", "C"), template("C", "A", "B"));
  const tag = (...ids: string[]): string =>
    `<set><channelTag><id>g</id><name>ADT</name><channelIds>${ids.map((id) => `<string>${id}</string>`).join("")}</channelIds></channelTag></set>`;
  assert.notEqual(
    writtenText(readFixture(tag("a"), { source: "channel-tags" })),
    writtenText(readFixture(tag("a", "b"), { source: "channel-tags" })),
  );
});

test("the order of destinations and of steps means something", () => {
  const channel = (...destinations: string[]): string => channelXml({ destinations: destinations.join("") });
  const a = connectorXml(1, "To PAS", "");
  const b = connectorXml(2, "To LIS", "");
  assert.notEqual(writtenText(readFixture(channel(a, b))), writtenText(readFixture(channel(b, a))));
});

test("a step is known by its name, and its number is not told twice", () => {
  const step = (name: string, number: string): string =>
    `<com.mirth.connect.plugins.javascriptstep.JavaScriptStep version="4.5.2"><name>${name}</name><sequenceNumber>${number}</sequenceNumber><script>x = 1;</script></com.mirth.connect.plugins.javascriptstep.JavaScriptStep>`;
  const channel = artefactOf(
    readFixture(
      channelXml({
        source: `<transformer version="4.5.2"><elements>${step("map id", "0")}${step("", "1")}${step("map id", "7")}
        <com.mirth.connect.model.IteratorStep><name>each</name><sequenceNumber>3</sequenceNumber><properties><children>${step("inner", "3-0")}</children></properties></com.mirth.connect.model.IteratorStep></elements></transformer>`,
      }),
    ),
    "channel",
  );
  const elements = nodeAt(channel, "sourceConnector", "transformer", "elements");
  assert.deepEqual(
    elements?.children?.map(({ key }) => key),
    ["map id", "JavaScriptStep", "map id#2", "each"],
  );
  const numbers = elements?.children?.map(
    (child) => child.children?.find(({ name }) => name === "sequenceNumber")?.text,
  );
  assert.deepEqual(numbers, [undefined, undefined, "7", undefined]);
  assert.equal(nodeAt(channel, "sourceConnector", "transformer", "elements", "map id", "script")?.file, "js");
  assert.ok(!writtenText(readFixture(channelXml())).includes("sequenceNumber"));
});

test("secrets are masked by field, by key and by header, at any depth, and stay comparable", () => {
  const properties = `<properties class="com.mirth.connect.connectors.http.HttpDispatcherProperties">
    <host>https://pas.hospital.test</host><username>lockstep</username><password>S3cret-one</password>
    <keyStorePW>S3cret-two</keyStorePW><passwordEnabled>true</passwordEnabled>
    <headers class="linked-hash-map">
      <entry><string>Authorization</string><list><string>Bearer S3cret-three</string></list></entry>
      <entry><string>X-Api-Key</string><string>S3cret-four</string></entry>
      <entry><string>Accept</string><list><string>application/json</string></list></entry>
    </headers>
    <pluginProperties><com.mirth.connect.plugins.httpauth.basic.BasicHttpAuthProperties>
      <credentials class="linked-hash-map"><entry><string>pas</string><string>S3cret-five</string></entry></credentials>
    </com.mirth.connect.plugins.httpauth.basic.BasicHttpAuthProperties></pluginProperties></properties>`;
  const read = readFixture(channelXml({ destinations: connectorXml(1, "To PAS", properties) }));
  const written = writtenText(read);
  assert.doesNotMatch(written, /S3cret/);
  assert.ok(written.includes(MASK.token("S3cret-one")));
  assert.ok(written.includes(MASK.token("Bearer S3cret-three")));
  assert.ok(written.includes("application/json"));
  assert.ok(written.includes('"passwordEnabled": "true"'));
});

test("a configuration map is an artefact a key, its secrets masked by key", () => {
  const property = (key: string, value: string): string =>
    `<entry><string>${key}</string><com.mirth.connect.util.ConfigurationProperty><value>${value}</value><comment>c</comment></com.mirth.connect.util.ConfigurationProperty></entry>`;
  const map = `<map>${property("pas-port", "6661")}${property("db.password", "S3cret")}</map>`;
  const read = readFixture(map, { source: "configuration-map" });
  assert.equal(nodeAt(artefactOf(read, "configuration-map", "pas-port"), "value")?.text, "6661");
  assert.equal(nodeAt(artefactOf(read, "configuration-map", "db.password"), "value")?.text, MASK.token("S3cret"));
  assert.deepEqual(readFixture(map), { ...read, facts: {} });
});

test("message templates are kept as digests unless policy opts in; alert templates are not messages", () => {
  const message = "MSH|^~\\&amp;|PAS|RXX|||20261123||ADT^A01|1|P|2.4";
  const xml = channelXml({
    source: `<properties class="com.mirth.connect.connectors.tcp.TcpDispatcherProperties"><template>\${message.encodedData}</template></properties>
      <transformer version="4.5.2"><inboundTemplate encoding="base64">TVNIfF5+XCZ8UEFT</inboundTemplate><outboundTemplate>${message}</outboundTemplate></transformer>`,
  });
  const written = writtenText(readFixture(xml));
  assert.doesNotMatch(written, /TVNIfF5|MSH\|/);
  assert.ok(written.includes(MASK.digest("TVNIfF5+XCZ8UEFT")));
  assert.ok(written.includes("${message.encodedData}"));
  assert.ok(writtenText(readFixture(xml, { storeMessageTemplates: true })).includes("TVNIfF5+XCZ8UEFT"));
  const alert = `<alertModel version="4.5.2"><id>a</id><name>errors</name><actionGroups><alertActionGroup><template>\${channelName} failed</template></alertActionGroup></actionGroups></alertModel>`;
  assert.ok(writtenText(readFixture(alert)).includes("${channelName} failed"));
});

const LIBRARY = (code: string): string =>
  `<codeTemplateLibrary version="4.5.2"><id>l1</id><name>Shared</name><revision>2</revision><codeTemplates><codeTemplate version="4.5.2"><id>t1</id><name>helper</name><revision>1</revision><properties class="com.mirth.connect.model.codetemplates.BasicCodeTemplateProperties"><type>FUNCTION</type><code>${code}</code></properties></codeTemplate></codeTemplates></codeTemplateLibrary>`;

test("what other answers say better is left out of a channel read from a server, and kept from a file", () => {
  const xml = channelXml({
    exportData: `${metadataXml()}<channelTags><channelTag><id>g</id></channelTag></channelTags><dependentIds><string>d</string></dependentIds><codeTemplateLibraries>${LIBRARY("return 1;")}</codeTemplateLibraries>`,
  });
  const server = readFixture(xml, { source: "channels" });
  assert.deepEqual(
    server.artefacts.map(({ artefact }) => artefact.kind),
    ["channel"],
  );
  assert.equal(writtenText(server), writtenText(readFixture(channelXml(), { source: "channels" })));
  assert.deepEqual(server.facts, {});
  const file = readFixture(xml);
  assert.deepEqual(
    file.artefacts.map(({ artefact }) => artefact.kind),
    ["channel", "code-template-library", "code-template"],
  );
  assert.ok(nodeAt(artefactOf(file, "channel"), "exportData", "channelTags", "g"));
  assert.equal(nodeAt(artefactOf(file, "code-template-library"), "codeTemplates", "t1")?.children?.length, 1);
});

test("a library copy that differs from the library is told, without its text", () => {
  const channel = (id: string, code: string): string =>
    channelXml({ id, exportData: `<codeTemplateLibraries>${LIBRARY(code)}</codeTemplateLibraries>` });
  const read = readFixture(`<list>${channel("a", "return 1;")}${channel("b", "return 'other';")}</list>`);
  assert.deepEqual(artefactOf(read, "channel", "a").notices, []);
  const [notice, ...more] = artefactOf(read, "channel", "b").notices;
  assert.equal(notice?.code, "embedded-library-differs");
  assert.ok(!notice?.message.includes("other';"));
  assert.deepEqual(more, []);
});

test("channels of an engine before 3.9 have their switch beside them", () => {
  const map = `<map><entry><string>${CHANNEL_ID}</string><com.mirth.connect.model.ChannelMetadata><enabled>false</enabled><lastModified><time>1</time></lastModified></com.mirth.connect.model.ChannelMetadata></entry></map>`;
  const read = readFixture(map, { source: "channel-metadata" });
  assert.equal(nodeAt(artefactOf(read, "channel-metadata", CHANNEL_ID), "enabled")?.text, "false");
  assert.equal(read.facts.operability?.[0]?.operability, "disabled");
  assert.deepEqual(readFixture(map, { source: "channel-switches" }).artefacts, []);
});

test("a time zone is the same in summer and in winter", () => {
  assert.equal(
    writtenText(readFixture("BST (UTC +1)", { source: "timezone" })),
    writtenText(readFixture("GMT (UTC +0)", { source: "timezone" })),
  );
});

test("a user is known by name; number, logins and strikes are nobody's drift", () => {
  const user = (id: number, strikes: number): string =>
    `<list><user><id>${id}</id><username>jsmith</username><lastLogin><time>${id}</time></lastLogin><strikeCount>${strikes}</strikeCount><email>j@hospital.test</email></user></list>`;
  sameArtefacts(user(2, 0), user(5, 3), "users");
  assert.equal(readFixture(user(2, 0), { source: "users" }).facts.userNames?.["user 2"], "jsmith");
});

test("the audit log's attributes never leave the reader, but for the id of the object", () => {
  const event = `<list><event><id>7</id><eventTime><time>1795393734920</time></eventTime><name>Update channel</name><attributes class="linked-hash-map"><entry><string>channel</string><string>Channel[id=${CHANNEL_ID},name=Mrs Jones]</string></entry><entry><string>password</string><string>S3cret</string></entry></attributes><outcome>SUCCESS</outcome><userId>2</userId></event></list>`;
  const { facts } = readFixture(event, { source: "events" });
  assert.deepEqual(facts.events, [
    {
      id: "7",
      at: "2026-11-23T00:28:54.920Z",
      act: "Update channel",
      actor: "user 2",
      artefact: { kind: "channel", key: CHANNEL_ID },
      phase: "save",
    },
  ]);
});

test("an act removes where its name says so or it replaces a whole kind, and only where it succeeded", () => {
  const event = (name: string, outcome: string): string =>
    `<list><event><id>7</id><eventTime><time>1795393734920</time></eventTime><name>${name}</name><attributes class="linked-hash-map"><entry><string>id</string><string>${CHANNEL_ID}</string></entry></attributes>${outcome}<userId>2</userId></event></list>`;
  const removes = (name: string, outcome = "<outcome>SUCCESS</outcome>"): (true | undefined)[] =>
    (readFixture(event(name, outcome), { source: "events" }).facts.events ?? []).map((told) => told.removes);
  assert.deepEqual(removes("Remove channel"), [true]);
  assert.deepEqual(removes("Remove alert"), [true]);
  assert.deepEqual(removes("Update code templates and libraries"), [true, true]);
  assert.deepEqual(removes("Update channel"), [undefined]);
  assert.deepEqual(removes("Remove channel", "<outcome>FAILURE</outcome>"), [undefined]);
  assert.deepEqual(removes("Set configuration map", ""), [undefined]);
});

test("reads are left out of what the audit log tells, and still say how far back it reaches", () => {
  const event = (id: number, name: string, time: string): string =>
    `<event><id>${id}</id><eventTime><time>${time}</time></eventTime><name>${name}</name><attributes/><userId>2</userId></event>`;
  const acts = [
    event(9, "Update channel", "1795393734920"),
    event(8, "Get channels", "1795393730000"),
    event(7, "Login", "1795393731000"),
    event(6, "Get alerts", "8700000000000000"),
  ];
  const { facts } = readFixture(`<list>${acts.join("")}</list>`, { source: "events" });
  assert.equal(facts.eventsFrom, "2026-11-23T00:28:50.000Z");
  assert.equal(facts.events?.length, 1);
  assert.equal(readFixture("<list/>", { source: "events" }).facts.eventsFrom, undefined);
});

test("labels read as a user of the engine would say it", () => {
  const label = (kind: string, ...segments: (readonly [name: string, key?: string, title?: string])[]): string =>
    mirthConnectDialect.label(
      kind,
      segments.map(([name, key = name, title]) => ({ name, key, ...(title === undefined ? {} : { title }) })),
    );
  const destination = ["connector", "2", "To PAS"] as const;
  assert.equal(
    label("channel", ["destinationConnectors"], destination, ["properties"], ["remotePort"]),
    "Destination 2 'To PAS' › Remote port",
  );
  assert.equal(
    label(
      "channel",
      ["sourceConnector"],
      ["filter"],
      ["elements"],
      ["com.mirth.JavaScriptRule", "ADT only", "ADT only"],
      ["script"],
    ),
    "Source › Filter › Rule 'ADT only' › Script",
  );
  assert.equal(
    label("channel", ["sourceConnector"], ["properties"], ["headers"], ["entry", "Accept"], ["string", "value"]),
    "Source › Headers › 'Accept'",
  );
  assert.equal(label("channel", ["properties"], ["queueOnResponseTimeout"]), "Queue on response timeout");
  assert.equal(label("configuration-map", ["value"]), "Configuration map › Value");
  assert.equal(label("global-script", ["script"]), "Global script");
  assert.equal(label("server-settings", ["smtpHost"]), "SMTP host");
});
