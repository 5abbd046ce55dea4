// Lists whose elements are computed on demand, and the pages, ids and filters that actions choose from them.
import { pageOf, type Call } from "./action.ts";
import { ApiError, notFound, wrongValue } from "./errors.ts";

export interface List<T> {
  readonly total: number;
  readonly at: (index: number) => T;
}

export interface Page<T> {
  readonly total: number;
  readonly items: T[];
}

export function listOf<T>(items: readonly T[]): List<T> {
  return { total: items.length, at: (index) => items[index]! };
}

export function counted<T>(total: number, at: (index: number) => T): List<T> {
  return { total, at };
}

/** One page as asked for, seen through the call's faults. */
export function pageIn<T>(list: List<T>, call: Call): Page<T> {
  const { offset, limit } = pageOf(call.params, call.pageMax);
  const { short, shift } = call.view;
  const total = Math.max(0, list.total - shift);
  const end = Math.max(offset, Math.min(total, offset + limit) - short);
  const items: T[] = [];
  for (let i = offset; i < Math.min(end, total); i++) items.push(shifted(list, i, shift));
  return { total, items };
}

/** A negative shift: that many elements came into being at the front. */
function shifted<T>(list: List<T>, index: number, shift: number): T {
  return index < -shift ? list.at(list.total + index) : list.at(index + shift);
}

export interface Choice<T> {
  readonly ids?: readonly string[] | undefined;
  readonly filters?: readonly Filter[] | undefined;
  readonly find?: (id: string) => T | null;
  readonly by?: Readonly<Record<string, (item: T) => readonly (string | null)[]>>;
  /** What this service answers where an id is not found. */
  readonly notFound?: string;
  readonly maxIds?: number;
}

export interface Filter {
  readonly Name?: string;
  readonly Values?: readonly string[];
}

/** The elements that ids or filters choose; everything where neither is given. */
export function choose<T>(list: List<T>, choice: Choice<T>): List<T> {
  const { ids, filters, find, maxIds = 100 } = choice;
  if (ids?.length && filters?.length)
    throw new ApiError("InvalidParameter.Coexist", "Ids and Filters exclude each other.");
  if (ids?.length && find) {
    if (ids.length > maxIds) throw wrongValue("Ids", `${ids.length} ids, at most ${maxIds}`);
    return listOf(
      ids.map((id) => {
        const found = find(id);
        if (found === null) throw notFound(choice.notFound ?? "ResourceNotFound", id);
        return found;
      }),
    );
  }
  return filters?.length ? filtered(list, filters, choice.by ?? {}) : list;
}

function filtered<T>(
  list: List<T>,
  filters: readonly Filter[],
  by: NonNullable<Choice<T>["by"]>,
): List<T> {
  const tests = filters.map(({ Name = "", Values = [] }) => {
    const read = by[Name];
    if (!read)
      throw new ApiError("InvalidParameter.FilterInvalidKey", `Filter \`${Name}\` is not known.`);
    return (item: T) => read(item).some((value) => value !== null && Values.includes(value));
  });
  const kept: T[] = [];
  for (let i = 0; i < list.total; i++) {
    const item = list.at(i);
    if (tests.every((test) => test(item))) kept.push(item);
  }
  return listOf(kept);
}
