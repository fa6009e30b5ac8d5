import type { FieldRule, RawNode } from "#services/core/dialect";
import { attributeOf } from "./raw-nodes.js";

const INBOUND_AND_OUTBOUND = new Set(["inboundTemplate", "outboundTemplate"]);
const CONNECTOR_TEMPLATES = new Set(["template", "channelTemplate", "responseTemplate"]);

/** What a processed message says of itself and not of a patient. */
const MESSAGE_NUMBERS = new Set(
  (
    "int messageId chainId orderId metaDataId channelId channelName connectorName serverId status errorCode sendAttempts " +
    "encrypted time timezone dataType"
  ).split(" "),
);

/** A template that is nothing but variables, such as `${message.encodedData}`, holds no message. */
const ONLY_VARIABLES = /^\s*(\$!?\{[\w.\-'"()[\] ]+\}\s*)+$/;

/**
 * Says whether a leaf holds a message or a pattern for one: these are often real messages with real patients, pasted in
 * to build a transformer. Alert templates, XSLT and driver addresses are not.
 */
export function isMessageTemplate(
  kind: string,
  node: RawNode,
  ancestors: readonly RawNode[],
): FieldRule["template"] | undefined {
  if (kind === "other" && !MESSAGE_NUMBERS.has(node.name) && standsInMessage(ancestors)) return "text";
  if (kind !== "channel" && kind !== "other") return undefined;
  if (INBOUND_AND_OUTBOUND.has(node.name)) return attributeOf(node, "encoding") === "base64" ? "base64" : "text";
  if (!isConnectorTemplate(node, ancestors)) return undefined;
  return ONLY_VARIABLES.test(node.text) ? undefined : "text";
}

function isConnectorTemplate(node: RawNode, ancestors: readonly RawNode[]): boolean {
  const name = node.name === "property" ? (attributeOf(node, "name") ?? "") : node.name;
  return CONNECTOR_TEMPLATES.has(name) && /(^|\.)(\w*[pP]roperties|property)$/.test(ancestors.at(-1)?.name ?? "");
}

/** A processed message, as the message browser exports it: none of its text is configuration. */
function standsInMessage(ancestors: readonly RawNode[]): boolean {
  return ancestors.some(({ name }) => name === "connectorMessages" || name === "attachments");
}
