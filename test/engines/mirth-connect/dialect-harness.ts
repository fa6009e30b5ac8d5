import { mirthConnectDialect } from "#services/engines/mirth-connect/dialect";
import { type DialectHarness, documentOf } from "#test/conformance/dialect-harness";
import { documentsOf } from "#test/conformance/documents-of";
import { channelXml } from "./channel-fixture.js";
import { DOCUMENTED_DROPS } from "./documented-drops.js";
import { markerFixtures } from "./marker-fixtures.js";
import { SECRET_PLACES } from "./secret-places.js";
import { connector, withSimulator } from "./staged-node.js";

const file = (origin: string, xml: string) => documentOf("file", origin, xml);
const answer = (source: string, xml: string) => documentOf(source, `/api/${source}`, xml);
const tag = (...ids: readonly string[]): string =>
  `<set><channelTag><id>g</id><name>ADT</name><channelIds>${ids.map((id) => `<string>${id}</string>`).join("")}</channelIds></channelTag></set>`;

/** What this product brings to the suite of dialects. */
export const mirthDialectHarness: DialectHarness = {
  dialect: mirthConnectDialect,
  documents: async () => [
    ...(await withSimulator({}, (_simulator, request) => documentsOf(connector, request))),
    ...markerFixtures(),
  ],
  kindsElsewhere: { other: "no document that is known becomes one: it stands for those of a newer engine" },
  reordered: [
    ["channels of a tag", answer("channel-tags", tag("a", "b", "c")), answer("channel-tags", tag("c", "a", "b"))],
  ],
  secrets: SECRET_PLACES.map((place) => [JSON.stringify(place), file("adt.xml", channelXml({ source: place }))]),
  refused: [
    ["a login page in the place of channels", answer("channels", "<html><body>Sign in</body></html>")],
    ["a login page in the place of a file", file("page.xml", "<html><body>Sign in</body></html>")],
    ["a document of another program", file("pom.xml", "<project><name>x</name></project>")],
    ["an export that was cut", file("cut.xml", channelXml().slice(0, 300))],
    ["an answer that was cut", answer("alerts", "<list><alertModel><id>a</id>")],
    [
      "an answer that holds what is none of its kind",
      answer("alerts", "<list><alertModel><id>a</id></alertModel><somethingNew/></list>"),
    ],
    ["a list that mixes kinds", file("mixed.xml", "<list><channel><id>a</id></channel><user/></list>")],
    ["a source that the product does not have", answer("no-such-source", "<list/>")],
  ],
  documentedDrops: DOCUMENTED_DROPS,
};
