// How far a run of the tests goes. `npm test` meets every kind of thing; `npm run test:all` is LONG and repeats it: more
// random cases, every row of the large tables. No other file may know which of the two is running.

export const LONG = process.env["SGLINT_TESTS"] === "long";

/** Random cases of a property. To hunt longer: `TEST_RUNS=100000 npx vitest run test/oracle/routes.test.ts`. */
export function runs(long: number, short = 100): number {
  const asked = process.env["TEST_RUNS"];
  return asked === undefined ? (LONG ? long : Math.min(long, short)) : Number(asked);
}

/** Rows of a large table: all of them, or each `step`th from the `first` on. */
export function some<Row>(rows: readonly Row[], step: number, first = 0): readonly Row[] {
  return LONG ? rows : rows.filter((_, i) => i % step === first % step);
}
