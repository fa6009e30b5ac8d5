import type { ChannelState } from "./channel-state.js";
import type { CodeTemplateState } from "./library-state.js";

/** What the audit log says of a channel. */
export function channelText({ id, name }: ChannelState): string {
  return `Channel[id=${id},name=${name}]\n`;
}

/** What it says of a code template: all of it. */
export function codeTemplateText({ id, name, code }: CodeTemplateState): string {
  return `com.mirth.connect.model.codetemplates.CodeTemplate[id=${id}, name=${name}, code=${code}]\n`;
}

/** What it says of the configuration map: all of it, with every value. */
export function configurationMapText(map: ReadonlyMap<string, { value: string; comment: string | undefined }>): string {
  return mapText(
    [...map].map(([key, { value, comment }]) => [
      key,
      `com.mirth.connect.util.ConfigurationProperty[value=${value}, comment=${comment ?? "null"}]`,
    ]),
  );
}

export function mapText(entries: readonly (readonly [key: string, value: string])[]): string {
  return `{${entries.map(([key, value]) => `${key}=${value}`).join(", ")}}\n`;
}
