/**
 * Writes a class as Caché exported it, from its UDL: an own writer with an own, literal reading of UDL (members begin in the
 * first column, bodies end with `}` there), for the kinds of member that the corpus holds. `undefined` for any other class.
 */
export function classXml(udl: string): string | undefined {
  const text = udl.replaceAll("\r\n", "\n");
  const [, before = "", head = "", body = ""] = /^([\s\S]*?)^Class ([^\n{]+)\n\{\n([\s\S]*)\n\}\s*$/m.exec(text) ?? [];
  const [, name = "", , list = "", single = "", keywords = ""] =
    /^([%\w.]+)(?: Extends (\(([^)]*)\)|([%\w.]+)))?(?: \[ (.*) \])?\s*$/.exec(head) ?? [];
  if (name === "") return undefined;
  const members = membersOf(body);
  if (members === undefined) return undefined;
  const include = /^Include (?:\(([^)]*)\)|(\S+))/m.exec(before);
  const description = docOf(before);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Export generator="Cache" version="25" zv="Cache for Windows (x86-64) 2017.2.1 (Build 801U)" ts="2018-03-07 12:05:38">',
    `<Class name="${name}">`,
    ...(description === "" ? [] : [`<Description>\n${escapeXml(description)}</Description>`]),
    ...(include === null
      ? []
      : [`<IncludeCode>${(include[1] ?? include[2] ?? "").replaceAll(", ", ",")}</IncludeCode>`]),
    ...keywordElements(keywords),
    ...(/ProcedureBlock/.test(keywords) ? [] : ["<ProcedureBlock>1</ProcedureBlock>"]),
    `<Super>${(list || single).replaceAll(", ", ",")}</Super>`,
    "<TimeChanged>64707,61076.428376</TimeChanged>",
    "<TimeCreated>62858,5105.321898</TimeCreated>",
    ...members,
    "</Class>",
    "</Export>",
  ].join("\n");
}

function docOf(text: string): string {
  return text
    .split("\n")
    .filter((line) => line.startsWith("///"))
    .map((line) => line.slice(4))
    .join("\n");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** `Not ProcedureBlock, DependsOn = (A, B)`. */
function keywordElements(text: string): string[] {
  return [...text.matchAll(/(Not )?(\w+)(?: = (?:\(([^)]*)\)|"([^"]*)"|([^,]+)))?(?:, |$)/g)].map(
    ([, not, name, list, quoted, plain]) => {
      const value = list?.replaceAll(", ", ",") ?? quoted ?? plain ?? (not === undefined ? "1" : "0");
      return `<${name}>${escapeXml(value)}</${name}>`;
    },
  );
}

const MEMBER =
  /^(?:((?:\/\/\/.*\n)*))(?:(Parameter|Property) (\w+)(?: As ([%\w.]+)(?:\(([^)]*)\))?)?(?: \[ (.*) \])?(?: = (.*))?;|(XData|Storage|Method|ClassMethod) (\w+)(.*)\n\{\n([\s\S]*?)\n?\}(?=\s*(?:$(?![\s\S])|\n\n(?:\/\/\/|Parameter |Property |XData |Storage |Method |ClassMethod ))))\s*/;

function membersOf(body: string): string[] | undefined {
  const members: string[] = [];
  for (let rest = body.trimStart(); rest !== ""; ) {
    const match = MEMBER.exec(rest);
    if (match === null) return undefined;
    const [
      whole,
      doc = "",
      simple,
      simpleName = "",
      type = "",
      parameters = "",
      keywords = "",
      value = "",
      block,
      name = "",
      tail = "",
      code = "",
    ] = match;
    const member =
      simple === undefined
        ? blockXml(block ?? "", name, tail, code, docOf(doc))
        : simpleXml(simple, simpleName, { type, parameters, keywords, value, doc: docOf(doc) });
    if (member === undefined) return undefined;
    members.push(member);
    rest = rest.slice(whole.length);
  }
  return members;
}

function simpleXml(
  element: string,
  name: string,
  said: { type: string; parameters: string; keywords: string; value: string; doc: string },
): string {
  const value = /^"/.test(said.value) ? said.value.slice(1, -1).replaceAll('""', '"') : said.value;
  return [
    `<${element} name="${name}">`,
    ...described(said.doc),
    ...(said.type === "" ? [] : [`<Type>${said.type}</Type>`]),
    ...keywordElements(said.keywords),
    ...(value === "" ? [] : [`<Default>${escapeXml(value)}</Default>`]),
    ...[...said.parameters.matchAll(/(\w+) = (?:"([^"]*)"|([^,]+))/g)].map(
      ([, key, quoted, plain]) => `<Parameter name="${key}" value="${escapeXml(quoted ?? plain ?? "")}"/>`,
    ),
    `</${element}>`,
  ].join("\n");
}

function described(doc: string): string[] {
  return doc === "" ? [] : [`<Description>\n${escapeXml(doc)}</Description>`];
}

function blockXml(element: string, name: string, tail: string, code: string, doc: string): string | undefined {
  if (element === "Storage") return `<Storage name="${name}">\n${code}\n</Storage>`;
  if (element === "XData") {
    const data = `<Data>${cdata(`\n${code}\n`)}</Data>`;
    return [
      `<XData name="${name}">`,
      ...described(doc),
      ...keywordElements(tail.replace(/^ \[ | \]$/g, "")),
      data,
      "</XData>",
    ].join("\n");
  }
  const [, args = "", returnType = "", keywords = ""] =
    /^\((.*?)\)(?: As ([%\w.]+))?(?: \[ (.*) \])?\s*$/.exec(tail) ?? [];
  if (/[({]/.test(args)) return undefined;
  const spec = args
    .replaceAll("ByRef ", "&")
    .replaceAll("Output ", "*")
    .replaceAll(" As ", ":")
    .replaceAll(" = ", "=")
    .replaceAll(", ", ",");
  return [
    `<Method name="${name}">`,
    ...described(doc),
    ...(element === "ClassMethod" ? ["<ClassMethod>1</ClassMethod>"] : []),
    ...(spec === "" ? [] : [`<FormalSpec>${cdata(spec)}</FormalSpec>`]),
    ...(returnType === "" ? [] : [`<ReturnType>${returnType}</ReturnType>`]),
    ...keywordElements(keywords),
    `<Implementation>${cdata(`${code}\n`)}</Implementation>`,
    "</Method>",
  ].join("\n");
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
}
