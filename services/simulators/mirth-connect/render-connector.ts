import type { ConnectorData, PropertyValue, ScriptData } from "./model.js";
import { branch, leaf, type XmlElement } from "./xml.js";

const PROPERTY_CLASSES: Readonly<Record<string, string>> = {
  "TCP Listener": "tcp.TcpReceiverProperties",
  "TCP Sender": "tcp.TcpDispatcherProperties",
  "Channel Reader": "vm.VmReceiverProperties",
  "Channel Writer": "vm.VmDispatcherProperties",
  "File Reader": "file.FileReceiverProperties",
  "File Writer": "file.FileDispatcherProperties",
  "HTTP Listener": "http.HttpReceiverProperties",
  "HTTP Sender": "http.HttpDispatcherProperties",
  "Database Reader": "jdbc.DatabaseReceiverProperties",
  "Database Writer": "jdbc.DatabaseDispatcherProperties",
  "JavaScript Reader": "js.JavaScriptReceiverProperties",
  "JavaScript Writer": "js.JavaScriptDispatcherProperties",
  "SMTP Sender": "smtp.SmtpDispatcherProperties",
};

const DATA_TYPE_CLASSES: Readonly<Record<string, string>> = {
  HL7V2: "hl7v2.HL7v2DataTypeProperties",
  XML: "xml.XMLDataTypeProperties",
  JSON: "json.JSONDataTypeProperties",
  DELIMITED: "delimited.DelimitedDataTypeProperties",
  RAW: "raw.RawDataTypeProperties",
};

/** Renders one connector as the engine of `version` does. */
export function renderConnector(
  connector: ConnectorData,
  mode: "SOURCE" | "DESTINATION",
  metaDataId: number,
  version: string,
): XmlElement {
  const versioned = { version };
  return branch(
    mode === "SOURCE" ? "sourceConnector" : "connector",
    [
      leaf("metaDataId", metaDataId),
      leaf("name", connector.name),
      renderProperties(connector, mode, version),
      renderTransformer("transformer", connector, version, connector.steps ?? []),
      ...(mode === "DESTINATION" ? [renderTransformer("responseTransformer", connector, version, [])] : []),
      branch("filter", [renderScripts(connector.filter ?? [], "javascriptrule.JavaScriptRule", version)], versioned),
      leaf("transportName", connector.transport),
      leaf("mode", mode),
      leaf("enabled", connector.enabled ?? true),
      leaf("waitForPrevious", true),
    ],
    versioned,
  );
}

function renderProperties(connector: ConnectorData, mode: "SOURCE" | "DESTINATION", version: string): XmlElement {
  const known = PROPERTY_CLASSES[connector.transport];
  if (known === undefined) throw new Error(`the simulator does not know the transport '${connector.transport}'`);
  return branch(
    "properties",
    [
      branch("pluginProperties", []),
      mode === "SOURCE" ? renderSourceProperties(version) : renderDestinationProperties(connector, version),
      ...Object.entries(connector.properties ?? {}).map(([name, value]) => renderProperty(name, value)),
      ...(connector.headers ? [renderHeaders(connector.headers)] : []),
    ],
    { class: `com.mirth.connect.connectors.${known}`, version },
  );
}

function renderSourceProperties(version: string): XmlElement {
  return branch(
    "sourceConnectorProperties",
    [
      leaf("responseVariable", "Auto-generate (After source transformer)"),
      leaf("respondAfterProcessing", true),
      leaf("processBatch", false),
      leaf("firstResponse", false),
      leaf("processingThreads", 1),
      renderDefaultResource(),
      leaf("queueBufferSize", 1000),
    ],
    { version },
  );
}

function renderDestinationProperties(connector: ConnectorData, version: string): XmlElement {
  return branch(
    "destinationConnectorProperties",
    [
      leaf("queueEnabled", connector.queue ?? false),
      leaf("sendFirst", false),
      leaf("retryIntervalMillis", 10_000),
      leaf("regenerateTemplate", false),
      leaf("retryCount", 0),
      leaf("rotate", false),
      leaf("includeFilterTransformer", false),
      leaf("threadCount", 1),
      leaf("threadAssignmentVariable", ""),
      leaf("validateResponse", false),
      renderDefaultResource(),
      leaf("queueBufferSize", 1000),
      leaf("reattachAttachments", true),
    ],
    { version },
  );
}

/** The library resource that every connector and channel of a fresh engine names. */
export function renderDefaultResource(): XmlElement {
  return branch(
    "resourceIds",
    [branch("entry", [leaf("string", "Default Resource"), leaf("string", "[Default Resource]")])],
    { class: "linked-hash-map" },
  );
}

function renderProperty(name: string, value: PropertyValue): XmlElement {
  if (typeof value !== "object") return leaf(name, value);
  const entries = Object.entries(value);
  const attributes = Object.fromEntries(
    entries.flatMap(([key, text]) =>
      key.startsWith("@") && typeof text !== "object" ? [[key.slice(1), `${text}`]] : [],
    ),
  );
  const children = entries.filter(([key]) => !key.startsWith("@")).map(([key, child]) => renderProperty(key, child));
  return branch(name, children, attributes);
}

function renderHeaders(headers: Readonly<Record<string, string>>): XmlElement {
  const entries = Object.entries(headers).map(([name, value]) =>
    branch("entry", [leaf("string", name), branch("list", [leaf("string", value)])]),
  );
  return branch("headers", entries, { class: "linked-hash-map" });
}

function renderTransformer(
  name: string,
  connector: ConnectorData,
  version: string,
  steps: readonly ScriptData[],
): XmlElement {
  const inbound = connector.inbound ?? "HL7V2";
  const outbound = connector.outbound ?? inbound;
  const template = name === "transformer" ? connector.template : undefined;
  return branch(
    name,
    [
      renderScripts(steps, "javascriptstep.JavaScriptStep", version),
      ...(template === undefined
        ? []
        : [leaf("inboundTemplate", Buffer.from(template).toString("base64"), { encoding: "base64" })]),
      leaf("inboundDataType", inbound),
      leaf("outboundDataType", outbound),
      renderDataType("inboundProperties", inbound, version),
      renderDataType("outboundProperties", outbound, version),
    ],
    { version },
  );
}

function renderScripts(scripts: readonly ScriptData[], plugin: string, version: string): XmlElement {
  const elements = scripts.map((script, index) =>
    branch(
      `com.mirth.connect.plugins.${plugin}`,
      [
        leaf("name", script.name),
        leaf("sequenceNumber", index),
        leaf("enabled", script.enabled ?? true),
        ...(plugin.startsWith("javascriptrule") ? [leaf("operator", "AND")] : []),
        leaf("script", script.script),
      ],
      { version },
    ),
  );
  return branch("elements", elements);
}

function renderDataType(name: string, dataType: string, version: string): XmlElement {
  const known = DATA_TYPE_CLASSES[dataType];
  if (known === undefined) throw new Error(`the simulator does not know the data type '${dataType}'`);
  const plugin = `com.mirth.connect.plugins.datatypes.${known}`;
  const children = dataType === "HL7V2" ? [renderHl7Serialization(version)] : [];
  return branch(name, children, { class: plugin, version });
}

function renderHl7Serialization(version: string): XmlElement {
  return branch(
    "serializationProperties",
    [
      leaf("handleRepetitions", true),
      leaf("handleSubcomponents", true),
      leaf("useStrictParser", false),
      leaf("useStrictValidation", false),
      leaf("stripNamespaces", false),
      leaf("segmentDelimiter", "\\r"),
      leaf("convertLineBreaks", true),
    ],
    { class: "com.mirth.connect.plugins.datatypes.hl7v2.HL7v2SerializationProperties", version },
  );
}
