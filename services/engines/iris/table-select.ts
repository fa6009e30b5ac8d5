/** One SELECT of the fixed list, with those that stand in for it where a version knows less. */
export interface TableSelect {
  /** The table's SQL name. */
  readonly table: string;
  readonly query: string;
  /** First version that is asked so, for example `2025.2`. */
  readonly since?: number;
  /** First version that is asked otherwise. */
  readonly until?: number;
  /** Asked where the version does not know one of the columns of `query`. */
  readonly narrower?: NarrowerSelects;
  /** True: a version without this table has nothing of its kind. Default: every version has it. */
  readonly mayLack?: true;
}

/** What every version has, and each other column by itself: so that one column which a version lacks takes no other with it. */
export interface NarrowerSelects {
  readonly query: string;
  /** The columns that tell one row from another. */
  readonly rowKey: readonly string[];
  readonly columns: readonly { readonly column: string; readonly query: string }[];
}

/** What is known of a table beside its name, its columns and the order of its rows. */
export interface SelectOptions extends Pick<TableSelect, "since" | "until" | "mayLack"> {
  /** Columns that some versions lack. */
  readonly newer?: string;
}

/** Columns by name, so that a secret beside them is never asked for; `*` only where the table holds none. */
export function select(
  columns: string,
  table: string,
  order: string,
  { newer, ...options }: SelectOptions = {},
): TableSelect {
  const from = (names: string): string => `SELECT ${names} FROM ${table} ORDER BY ${order}`;
  if (newer === undefined) return { table, query: from(columns), ...options };
  const narrower: NarrowerSelects = {
    query: from(columns),
    rowKey: order.split(", "),
    columns: newer.split(", ").map((column) => ({ column, query: from(`${order}, ${column}`) })),
  };
  return { table, query: from(`${columns}, ${newer}`), narrower, ...options };
}

/** Every query that reading a table may send. */
export function queriesOf({ query, narrower }: TableSelect): readonly string[] {
  if (narrower === undefined) return [query];
  return [query, narrower.query, ...narrower.columns.map((each) => each.query)];
}
