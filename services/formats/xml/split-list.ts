import { LockstepError } from "#services/core/errors";
import { ByteWindow } from "./byte-window.js";
import { MarkupFinder } from "./markup-finder.js";
import { TagFinder } from "./tag-finder.js";

const LIST_NAMES = /^(list|set|map|(linked-hash|tree|linked)-(list|set|map))$/;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const LESS_THAN = 0x3c;
const EXCLAMATION = 0x21;
const QUESTION = 0x3f;
const SLASH = 0x2f;

/**
 * Yields the bytes of each top-level child of an XStream `<list>`, `<set>` or `<map>` without parsing them. What it yields may be
 * kept; it is checked only as far as needed to find its end, so parse it before trusting it.
 * @param childName name of every child; `entry` for a map
 * @param origin names the answer in messages
 * @throws LockstepError `answer-truncated`, `answer-unexpected` (another root or child), `export-malformed`
 */
export async function* splitList(
  chunks: AsyncIterable<Uint8Array>,
  childName: string,
  origin = "the answer",
): AsyncGenerator<Uint8Array> {
  const splitter = new ListSplitter(childName, origin);
  for await (const chunk of chunks) yield* splitter.push(chunk);
  splitter.end();
}

type Stage = "before-root" | "between-children" | "in-child" | "after-root";

/** The splitter behind `splitList`, for callers who hold the stream themselves. */
export class ListSplitter {
  private readonly window = new ByteWindow();
  private readonly tags: TagFinder;
  private readonly markup: MarkupFinder;
  private readonly childName: string;
  private readonly origin: string;
  private stage: Stage = "before-root";
  private rootName = "";
  private position = 0;
  private childStart = 0;
  private depth = 0;

  constructor(childName: string, origin = "the answer") {
    this.childName = childName;
    this.origin = origin;
    this.tags = new TagFinder(this.window, childName);
    this.markup = new MarkupFinder(this.window, (reason) => this.malformed(reason));
  }

  /** The children that end in this chunk. The chunk must not be changed afterwards. */
  push(chunk: Uint8Array): Uint8Array[] {
    if (chunk.byteLength === 0) return [];
    this.window.append(chunk, this.stage === "in-child" ? this.childStart : this.position);
    const children: Uint8Array[] = [];
    while (this.step(children)) {
      // Each step moves on by one tag.
    }
    return children;
  }

  /** Says that nothing more comes. @throws LockstepError `answer-truncated` where the list is not closed */
  end(): void {
    if (this.stage !== "after-root" || this.position < this.window.end) {
      throw new LockstepError(
        "answer-truncated",
        `${this.origin} ended after ${this.window.end} bytes, before its end.`,
        {
          details: { bytes: this.window.end },
        },
      );
    }
  }

  private step(children: Uint8Array[]): boolean {
    return this.stage === "in-child" ? this.stepInChild(children) : this.stepBetween(children);
  }

  /** Moves to the next tag of the child's name, or over a comment, CDATA section or instruction that comes before it. */
  private stepInChild(children: Uint8Array[]): boolean {
    const tag = this.tags.find(this.position);
    const special = this.markup.nextSpecial(this.position, tag);
    if (special >= 0 && (tag < 0 || special < tag)) return this.skipSpecial(special);
    if (tag < 0) return false;
    const end = this.markup.tagEnd(tag);
    if (end < 0) return false;
    this.position = end;
    if (this.window.at(tag + 1) !== SLASH) {
      if (this.window.at(end - 2) !== SLASH) this.depth += 1;
      return true;
    }
    this.depth -= 1;
    if (this.depth === 0) this.finishChild(children);
    return true;
  }

  private stepBetween(children: Uint8Array[]): boolean {
    this.skipLayout();
    const start = this.position;
    if (start >= this.window.end) return false;
    if (this.window.at(start) !== LESS_THAN) throw this.malformed("text stands where a tag is expected");
    if (start + 1 >= this.window.end) return false;
    const second = this.window.at(start + 1);
    if (second === EXCLAMATION || second === QUESTION) return this.skipSpecial(start);
    const end = this.markup.tagEnd(start);
    if (end < 0) return false;
    this.readTag(start, end, children);
    return true;
  }

  private readTag(start: number, end: number, children: Uint8Array[]): void {
    const tag = this.window.slice(start, end).toString("latin1");
    const selfClosing = tag.endsWith("/>");
    if (this.stage === "after-root") throw this.malformed("something follows the end");
    if (this.stage === "before-root") this.openRoot(tag, selfClosing, end);
    else if (tag.startsWith("</")) this.closeRoot(tag, end);
    else this.openChild(tag, selfClosing, start, end, children);
  }

  private openChild(tag: string, selfClosing: boolean, start: number, end: number, children: Uint8Array[]): void {
    if (nameOf(tag) !== this.childName) {
      throw new LockstepError("answer-unexpected", `${this.origin} holds something other than <${this.childName}>.`);
    }
    this.position = end;
    this.childStart = start;
    this.depth = 1;
    this.stage = "in-child";
    if (selfClosing) this.finishChild(children);
  }

  private openRoot(tag: string, selfClosing: boolean, end: number): void {
    this.rootName = nameOf(tag);
    if (!LIST_NAMES.test(this.rootName)) {
      throw new LockstepError("answer-unexpected", `${this.origin} is not a list of <${this.childName}>.`);
    }
    // What the list says by itself would be lost with it; no engine writes anything there.
    if (!/^<[^\s/>]+\s*\/?>$/.test(tag)) {
      throw new LockstepError("answer-unexpected", `${this.origin} is a list with an attribute, which is not read.`);
    }
    this.position = end;
    this.stage = selfClosing ? "after-root" : "between-children";
  }

  private closeRoot(tag: string, end: number): void {
    if (tag.slice(2, -1).trimEnd() !== this.rootName) throw this.malformed("a closing tag does not match");
    this.position = end;
    this.stage = "after-root";
  }

  private finishChild(children: Uint8Array[]): void {
    children.push(this.window.slice(this.childStart, this.position));
    this.stage = "between-children";
  }

  /** Moves over a comment, CDATA section or instruction; false where its end has not come yet. */
  private skipSpecial(start: number): boolean {
    const end = this.markup.specialEnd(start, this.stage === "in-child");
    if (end < 0) return false;
    this.position = end;
    return true;
  }

  private skipLayout(): void {
    if (this.position < 3 && this.stage === "before-root") this.skipByteOrderMark();
    while (this.position < this.window.end && isLayout(this.window.at(this.position))) this.position += 1;
  }

  private skipByteOrderMark(): void {
    while (this.position < this.window.end && this.window.at(this.position) === BYTE_ORDER_MARK[this.position]) {
      this.position += 1;
    }
  }

  private malformed(reason: string): LockstepError {
    return new LockstepError("export-malformed", `${this.origin} is malformed near byte ${this.position}: ${reason}.`, {
      details: { byte: this.position },
    });
  }
}

function nameOf(tag: string): string {
  return /^<([^\s/>]*)/.exec(tag)?.[1] ?? "";
}

function isLayout(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
