import type { WrittenExport } from "#services/core/artefact/write-down-export";
import type { ExportItem } from "#services/core/dialect";

/** What decides, beside its bytes, how an export item is written down. */
export interface WritingRules {
  readonly product: string;
  readonly storeMessageTemplates: boolean;
}

/** Turns what an engine said into what Git keeps of it, in this thread or in others. */
export interface ExportWriter {
  /** @throws LockstepError `export-malformed`, `export-unsupported` */
  write(item: ExportItem, rules: WritingRules): Promise<WrittenExport>;
  close(): Promise<void>;
}
