/** An item as the orchestrator's operations see it. Fields beyond these belong to others and are carried along. */
export interface BacklogItem {
  readonly id: string;
  readonly title: string;
  /** IDs of the items that have to be done first. */
  readonly dependencies?: readonly string[] | undefined;
  readonly [field: string]: unknown;
}

/** BACKLOG.yaml as values. `next_item_id` is the highest number ever assigned, in spite of its name; 0 where the file has none. */
export interface BacklogFile {
  readonly schema_version: number;
  readonly items: readonly BacklogItem[];
  readonly next_item_id: number;
  readonly [field: string]: unknown;
}
