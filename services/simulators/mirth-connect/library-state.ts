import type { CodeTemplateData, LibraryData } from "./model.js";

export interface CodeTemplateState extends CodeTemplateData {
  readonly revision: number;
  readonly lastModified: Date;
}

/** A library of code templates as a running server holds it. */
export interface LibraryState extends Omit<LibraryData, "templates"> {
  readonly templates: readonly CodeTemplateState[];
  readonly revision: number;
  readonly lastModified: Date;
}

export function makeLibrary(library: LibraryData, at: Date): LibraryState {
  const templates = library.templates.map((template) => ({ ...template, revision: 1, lastModified: at }));
  return { ...library, revision: 1, lastModified: at, templates };
}

/** Whether the templates of a library are for a channel. */
export function serves(library: LibraryState, channelId: string): boolean {
  if (library.enabledChannelIds?.includes(channelId)) return true;
  return library.includeNewChannels === true && !library.disabledChannelIds?.includes(channelId);
}

/** Replaces a text of a template by another; gives all libraries as they are then, and which template of which was changed. */
export function editTemplate(
  libraries: readonly LibraryState[],
  name: string,
  { from, to, at }: { readonly from: string; readonly to: string; readonly at: Date },
): { readonly libraries: LibraryState[]; readonly library: LibraryState; readonly template: CodeTemplateState } {
  const library = libraries.find(({ templates }) => templates.some((template) => template.name === name));
  const template = library?.templates.find((each) => each.name === name);
  if (library === undefined || template === undefined || !template.code.includes(from)) {
    throw new Error(`no code template '${name}' holds '${from}'`);
  }
  const code = template.code.replace(from, () => to);
  const changed = { ...template, code, revision: template.revision + 1, lastModified: at };
  const templates = library.templates.map((each) => (each === template ? changed : each));
  const edited = { ...library, templates };
  return {
    libraries: libraries.map((each) => (each === library ? edited : each)),
    library: edited,
    template: changed,
  };
}
