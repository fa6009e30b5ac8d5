/** Something that people of the invented hospital did. */
export interface Act {
  readonly nodeId: string;
  readonly by: string;
  readonly what: string;
  /** The ticket they had for it. */
  readonly ticket?: string;
}
