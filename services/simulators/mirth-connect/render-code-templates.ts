import type { CodeTemplateState, LibraryState } from "./library-state.js";
import { calendar, entry, inSetOrder, sortedByName, versioned } from "./render-list.js";
import type { ServerState } from "./server-state.js";
import { branch, leaf, strings, type XmlElement } from "./xml.js";

export function libraryElements(state: ServerState): readonly XmlElement[] {
  return sortedByName(state.libraries).map((library) => libraryElement(state, library));
}

function libraryElement(state: ServerState, library: LibraryState): XmlElement {
  return branch(
    "codeTemplateLibrary",
    [
      leaf("id", library.id),
      leaf("name", library.name),
      leaf("revision", library.revision),
      calendar("lastModified", library.lastModified),
      leaf("description", library.description ?? ""),
      leaf("includeNewChannels", library.includeNewChannels ?? false),
      strings("enabledChannelIds", state.setOrder(library.enabledChannelIds ?? [])),
      strings("disabledChannelIds", state.setOrder(library.disabledChannelIds ?? [])),
      branch(
        "codeTemplates",
        library.templates.map((template) => codeTemplateElement(state, template)),
      ),
    ],
    versioned(state),
  );
}

function codeTemplateElement(state: ServerState, template: CodeTemplateState): XmlElement {
  return branch(
    "codeTemplate",
    [
      leaf("id", template.id),
      leaf("name", template.name),
      leaf("revision", template.revision),
      calendar("lastModified", template.lastModified),
      branch("contextSet", [
        branch(
          "delegate",
          state.setOrder(template.contexts).map((context) => leaf("contextType", context)),
        ),
      ]),
      branch("properties", [leaf("type", template.type ?? "FUNCTION"), leaf("code", template.code)], {
        class: "com.mirth.connect.model.codetemplates.BasicCodeTemplateProperties",
      }),
    ],
    versioned(state),
  );
}

export function globalScriptElements(state: ServerState): readonly XmlElement[] {
  return inSetOrder(state, state.globalScripts, ([name]) => name).map(([name, script]) =>
    entry(name, leaf("string", script)),
  );
}
