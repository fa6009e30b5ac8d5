/**
 * One node of an artefact's canonical tree: ordered, product-neutral, with every scalar kept as the text that was read.
 *
 * A node is a *leaf* (`text` present, no `children`) or a *branch* (`children` present). An empty element is a leaf with
 * `text: ""`. The order of children is meaningful unless `collection` is `"set"`, whose children arrive sorted by key.
 */
export interface TreeNode {
  /** The vendor's own name for the property or element. */
  readonly name: string;
  /** Attributes sorted by name; left out when there are none. */
  readonly attributes?: readonly (readonly [name: string, value: string])[];
  readonly text?: string;
  readonly children?: readonly TreeNode[];
  /** Left out for a record, whose children all have different names. */
  readonly collection?: "list" | "set";
  /** Identity among the siblings of a collection, unique there; a path names it. Left out inside a record (the name is the key). */
  readonly key?: string;
  /** Extension of the file that holds this leaf in Git (`js`, `sql`, `txt`…); left out when it stands inline. */
  readonly file?: string;
}

/** One thing that normalising saw and a person should know; it never carries the value itself. */
export interface Notice {
  readonly code:
    | "patient-data-masked"
    | "embedded-library-differs"
    | "illegal-name"
    | "duplicate-key"
    /** The engine shows that there is a secret and nothing of it: it is neither equal nor drift. */
    | "secret-unverifiable";
  /** Path inside the artefact, or `/`. */
  readonly path: string;
  readonly message: string;
}

/** One configuration item in canonical form: normalised, sorted, secrets masked. */
export interface Artefact {
  /** For example `channel`, `code-template`, `configuration-map`. */
  readonly kind: string;
  /** The engine's own id, stable over renames. */
  readonly key: string;
  /** What people call it. */
  readonly name: string;
  readonly root: TreeNode;
}

/** One file of an artefact as it lies in Git, below the artefact's folder. */
export interface ArtefactFile {
  /** Relative to the artefact's folder, with `/` between the parts. */
  readonly path: string;
  readonly bytes: Uint8Array;
}
