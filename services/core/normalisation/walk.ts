import type { Notice } from "#schemas/artefact";
import type { Dialect, ExportScope, RawNode } from "../dialect.js";
import type { Mask } from "../mask.js";

export interface NormaliseOptions {
  readonly dialect: Dialect;
  readonly mask: Mask;
  readonly scope: ExportScope;
  /** False: message templates are kept as keyed digests only. */
  readonly storeMessageTemplates: boolean;
}

/** One walk over one artefact: what it has collected so far. */
export interface Walk extends NormaliseOptions {
  /** True when what comes in was normalised before: tokens and digests stand for themselves. */
  readonly again?: true;
  readonly kind: string;
  /** What the artefact is called. */
  readonly name: string;
  readonly provenance: Record<string, string>;
  readonly notices: Notice[];
  /** Digests of canonical content, of twins in a set alone; found once for each. */
  readonly contents: Map<RawNode, string>;
}

/** Where the walk stands. */
export interface Place {
  readonly ancestors: readonly RawNode[];
  /** Segments of the canonical path so far. */
  readonly segments: readonly string[];
  /** Position among the siblings, for values below that restate it. */
  readonly position: number;
}
