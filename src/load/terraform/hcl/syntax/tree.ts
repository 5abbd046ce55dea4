// A concrete syntax tree of plain values, as any parser of HCL could give it: the seam between the grammar's
// library and our syntax.

export interface GrammarTree {
  /** The grammar's name of the node, or the token itself: `attribute`, `(`. */
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly GrammarTree[];
}
