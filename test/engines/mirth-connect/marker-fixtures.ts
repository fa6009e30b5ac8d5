import { type DialectDocument, documentOf } from "#test/conformance/dialect-harness";
import { baseExports } from "#test/fuzz/base-exports";
import { channelXml, connectorXml, metadataXml } from "./channel-fixture.js";

const SOURCES: Readonly<Record<string, string>> = {
  "/channels": "channels",
  "/channelgroups": "channel-groups",
  "/codeTemplateLibraries": "code-template-libraries",
  "/alerts": "alerts",
  "/users": "users",
  "/server/globalScripts": "global-scripts",
  "/server/configurationMap": "configuration-map",
  "/server/settings": "server-settings",
  "/server/resources": "resources",
  "/server/channelTags": "channel-tags",
  "/server/channelDependencies": "channel-dependencies",
  "/server/databaseDrivers": "database-drivers",
  "/extensions/Data%20Pruner/properties": "plugin-properties/Data Pruner",
};

const LIBRARIES = `<codeTemplateLibrary version="4.5.2"><id>l</id><name>Shared</name><revision>1</revision>
  <enabledChannelIds><string>c</string></enabledChannelIds><codeTemplates><codeTemplate version="4.5.2"><id>t</id><name>helper</name><revision>2</revision>
  <contextSet><delegate><contextType>DEPLOY</contextType></delegate></contextSet><properties class="com.mirth.connect.model.codetemplates.BasicCodeTemplateProperties"><code>x</code></properties></codeTemplate></codeTemplates></codeTemplateLibrary>`;

const PROPERTIES = `<properties class="com.mirth.connect.connectors.http.HttpDispatcherProperties" version="4.5.2"><host>https://pas.hospital.test</host><password>invented</password>
  <headers class="linked-hash-map"><entry><string>Accept</string><list><string>a</string></list></entry></headers><inboundProperties version="4.5.2"/></properties>
  <transformer version="4.5.2"><elements><com.mirth.connect.plugins.javascriptstep.JavaScriptStep version="4.5.2"><name>n</name><sequenceNumber>0</sequenceNumber><script>a;</script></com.mirth.connect.plugins.javascriptstep.JavaScriptStep></elements><inboundTemplate encoding="base64">TVNI</inboundTemplate></transformer>`;

const CHANNEL = channelXml({
  destinations: connectorXml(1, "To PAS", PROPERTIES),
  exportData: `${metadataXml()}<channelTags><channelTag><id>g</id></channelTag></channelTags><codeTemplateLibraries>${LIBRARIES}</codeTemplateLibraries>`,
});

const GROUP = `<channelGroup version="4.5.2"><id>g</id><name>ADT</name><revision>1</revision><lastModified><time>1</time><timezone>UTC</timezone></lastModified>
  <channels><channel version="4.5.2"><id>a</id><revision>1</revision></channel>${channelXml()}</channels></channelGroup>`;

const BACKUP = `<serverConfiguration version="4.5.2"><date>2026-11-23</date><channelGroups>${GROUP}</channelGroups><users><user><id>1</id><username>jsmith</username></user></users>
  <alerts><alertModel version="4.5.2"><id>a</id><name>errors</name><trigger class="com.mirth.connect.model.alert.DefaultTrigger" version="4.5.2"><regex/></trigger></alertModel></alerts>
  <codeTemplateLibraries>${LIBRARIES}</codeTemplateLibraries><updateSettings version="4.5.2"><statsEnabled>true</statsEnabled></updateSettings>
  <globalScripts><entry><string>Deploy</string><string>return;</string></entry></globalScripts>
  <pluginProperties><entry><string>Pruner</string><properties><property name="enabled">true</property></properties></entry></pluginProperties>
  <resourceProperties><list><com.mirth.connect.plugins.directoryresource.DirectoryResourceProperties version="4.5.2"><id>r</id><name>r</name></com.mirth.connect.plugins.directoryresource.DirectoryResourceProperties></list></resourceProperties>
  <channelDependencies><channelDependency><dependentId>a</dependentId><dependencyId>b</dependencyId></channelDependency></channelDependencies>
  <configurationMap><entry><string>k</string><com.mirth.connect.util.ConfigurationProperty><value>v</value><comment>c</comment></com.mirth.connect.util.ConfigurationProperty></entry></configurationMap></serverConfiguration>`;

const OLD_CHANNEL = `<channel><id>o</id><name>Old</name><version>2.2.1.5861</version><revision>4</revision><lastModified><time>1</time><timezone>UTC</timezone></lastModified>
  <sourceConnector><name>s</name><version>2.2.1.5861</version><properties><property name="DataType">File</property></properties></sourceConnector></channel>`;

const METADATA = `<map><entry><string>c</string><com.mirth.connect.model.ChannelMetadata><enabled>true</enabled><lastModified><time>1</time><timezone>UTC</timezone></lastModified><userId>1</userId></com.mirth.connect.model.ChannelMetadata></entry></map>`;
const EXTENSIONS = `<map><entry><string>p</string><pluginMetaData path="p"><name>p</name><library path="a.jar" type="SERVER"/></pluginMetaData></entry></map>`;
const ABOUT = `<map><entry><string>version</string><string>4.5.2</string></entry><entry><string>name</string><string>tie-a</string></entry><entry><string>date</string><string>today</string></entry>
  <entry><string>channelCount</string><int>3</int></entry><entry><string>plugins</string><map><entry><string>p</string><string>1</string></entry></map></entry></map>`;

/** Our own documents, one of every kind that the dialect reads into artefacts. */
export function markerFixtures(): readonly DialectDocument[] {
  const answers = baseExports().map(({ path, text }) => ({ source: SOURCES[path] ?? "", xml: text }));
  return [
    ...answers,
    { source: "channels", xml: CHANNEL },
    { source: "channel-metadata", xml: METADATA },
    { source: "extensions-plugins", xml: EXTENSIONS },
    { source: "about", xml: ABOUT },
    ...[CHANNEL, GROUP, BACKUP, OLD_CHANNEL, METADATA, EXTENSIONS].map((xml) => ({ source: "file", xml })),
  ].map(({ source, xml }) => documentOf(source, `${source}.xml`, xml));
}
