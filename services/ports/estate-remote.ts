import type { ForgeRemote } from "./forge.js";

/** What stands on the forge, fetched into the store. */
export interface RemoteState {
  /** Head of the branch of the estate; `null` where the repository is empty. */
  readonly main: string | null;
  /** By branch below `drift/`, its head. */
  readonly branches: ReadonlyMap<string, string>;
}

/** A branch to move on the forge: from exactly this commit (`null`: it must not exist) to that one (`null`: it goes). */
export interface RemoteUpdate {
  readonly branch: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** `moved`: it was not at `from`. `refused`: the forge did not take it, with what it said, escaped. */
export interface RemoteOutcome {
  readonly branch: string;
  readonly outcome: "done" | "moved" | "refused";
  readonly message?: string;
}

/** What became of bringing the two `main` together. */
export interface JoinOutcome {
  /**
   * `same`: nothing was to do. `followed`: the store's went on to the forge's. `ahead`: the forge's is behind and wants a push.
   * `joined`: both had gone on, or the forge's has otherwise what the store keeps, and a signed merge commit was made, which wants a push too.
   * `conflict`: people must settle it; nothing was moved. So is a forge that was set back, rewritten, has another beginning, still
   * holds what was purged here, or has a governed file that does not read.
   */
  readonly outcome: "same" | "followed" | "ahead" | "joined" | "conflict";
  /** Head of the store's `main` afterwards. */
  readonly main: string;
  /** Paths in conflict, escaped; at most a hundred. */
  readonly conflicts: readonly string[];
  /** Of a conflict: which governed file of the forge does not read and why, escaped; `null` where it is for another reason. */
  readonly why: string | null;
  /**
   * Commits of the forge that changed a baseline and are not Lockstep's own, oldest first. Whatever they did, the baselines in
   * the store stay as they were: only a decision moves them.
   */
  readonly baselineCommits: readonly { readonly commit: string; readonly engineIds: readonly string[] }[];
  /**
   * Commits of the forge that changed estate.yaml, or a file below policy/ that says who is trusted or what is read, and are not
   * Lockstep's own, oldest first. These files too stay as they are in the store; paths are escaped.
   */
  readonly keptCommits: readonly { readonly commit: string; readonly paths: readonly string[] }[];
}

/** The copy of the estate repository on a forge, reached by git. */
export interface EstateRemote {
  /** @throws LockstepError of family upstream */
  fetch(remote: ForgeRemote): Promise<RemoteState>;
  /**
   * Moves each branch from where it is known to be. The branch of the estate goes forwards only; another is written anew only where a
   * commit of Lockstep's own stands there.
   *
   * @throws LockstepError of family upstream
   */
  push(remote: ForgeRemote, updates: readonly RemoteUpdate[]): Promise<readonly RemoteOutcome[]>;
  /** Brings the store's `main` together with the forge's, as last fetched. */
  join(at: string): Promise<JoinOutcome>;
}
