// The names of a table that is written out in the source, with their types. Not for objects that were read from an input, which
// may hold more than their type says.

export function namesOf<T extends object>(table: T): (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[];
}
