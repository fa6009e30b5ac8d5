/** What an invented channel may be asked to hold. */
export interface ChannelFixture {
  readonly id?: string;
  readonly version?: string;
  readonly revision?: number;
  readonly source?: string;
  readonly destinations?: string;
  readonly exportData?: string;
  readonly attributes?: string;
}

export const CHANNEL_ID = "11111111-1111-4111-8111-111111111111";

/** An invented channel as the engine writes it. */
export function channelXml({
  id = CHANNEL_ID,
  version = "4.5.2",
  revision = 3,
  source = "",
  destinations = "",
  exportData = metadataXml(),
}: ChannelFixture = {}): string {
  return `<channel version="${version}">
  <id>${id}</id>
  <nextMetaDataId>${revision + 1}</nextMetaDataId>
  <name>PAS ADT In</name>
  <revision>${revision}</revision>
  <sourceConnector version="${version}"><metaDataId>0</metaDataId><name>sourceConnector</name>${source}</sourceConnector>
  <destinationConnectors>${destinations}</destinationConnectors>
  <preprocessingScript>return message;</preprocessingScript>
  <exportData>${exportData}</exportData>
</channel>`;
}

export function metadataXml({ enabled = true, time = 1000, userId = 1 } = {}): string {
  return `<metadata><enabled>${enabled}</enabled><lastModified><time>${time}</time><timezone>Europe/London</timezone></lastModified>
    <pruningSettings><archiveEnabled>true</archiveEnabled></pruningSettings><userId>${userId}</userId></metadata>`;
}

export function connectorXml(metaDataId: number, name: string, inner: string): string {
  return `<connector version="4.5.2"><metaDataId>${metaDataId}</metaDataId><name>${name}</name>${inner}</connector>`;
}
