import type { Estate } from "#schemas/estate";
import type { App } from "#services/app";
import type { EstateViews } from "#services/ports/estate-views";
import type { NoticeDesk } from "#services/ports/notice-desk";
import type { TokenStore } from "#services/ports/token-store";
import type { VerdictBook } from "#services/ports/verdict-book";

/** One estate that the service answers for. */
export interface ServedEstate {
  /** As `estate.yaml` calls it, and as addresses name it. */
  readonly id: string;
  readonly app: App;
  /** What pages and API read of it: never slower than it must be, and never a cause of a fault. */
  readonly views: EstateViews;
  /** What gates are answered from. */
  readonly verdicts: VerdictBook;
  /** What is kept of its tokens; left out where there are none. */
  readonly tokens?: TokenStore;
  /** What its people were told; left out where nobody is told anything. */
  readonly notices?: NoticeDesk;
  /** As last read from `main`, at most a minute ago; `undefined` while it cannot be read. */
  readonly declared: () => Estate | undefined;
}
