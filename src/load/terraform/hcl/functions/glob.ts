// Patterns of file names, one component of a path at a time, as the library that Terraform uses reads them: `*`, `?`, `[a-z]`,
// `[^a]`, `{a,b}` and `\`; `**` alone is any number of folders. Pure.

/** Whether it is more than a plain name. */
export function isGlob(component: string): boolean {
  return /[*?[{\\]/.test(component);
}

/** Where matching ends that costs too much. */
export interface GlobBudget {
  steps: number;
}

/** Null where the pattern is malformed, as far as the name made it be read. */
export function matchesName(pattern: string, name: string, budget: GlobBudget): boolean | null {
  return pattern === "" || name === ""
    ? pattern === name || (name === "" && pattern === "*")
    : matchFrom([...pattern], [...name], budget);
}

function matchFrom(
  pattern: readonly string[],
  name: readonly string[],
  budget: GlobBudget,
): boolean | null {
  let [at, of] = [0, 0];
  while (at < pattern.length && of < name.length) {
    if (budget.steps-- <= 0) return false;
    const sign = pattern[at++]!;
    if (sign === "*") return starred(pattern.slice(at), name.slice(of), budget);
    if (sign === "{") return oneOfThem(pattern.slice(at), name.slice(of), budget);
    if (sign === "[") {
      const end = ending(pattern, at, "]");
      const isIn = end < 0 ? null : inClass(pattern.slice(at, end), name[of]!);
      if (isIn !== true) return isIn;
      at = end + 1;
    } else if (sign === "\\") {
      if (at >= pattern.length) return null;
      if (pattern[at++] !== name[of]) return false;
    } else if (sign !== "?" && sign !== name[of]) return false;
    of++;
  }
  if (of < name.length) return false;
  const rest = pattern.slice(at).join("");
  return rest === "" || rest === "*" || rest === "**";
}

/** A malformed rest matches nothing here. */
function starred(rest: readonly string[], name: readonly string[], budget: GlobBudget): boolean {
  if (rest.length === 0) return true;
  return name.some((_, i) => matchFrom(rest, name.slice(i), budget) === true);
}

function oneOfThem(
  pattern: readonly string[],
  name: readonly string[],
  budget: GlobBudget,
): boolean | null {
  const end = ending(pattern, 0, "}");
  if (end < 0) return null;
  for (let start = 0; start <= end;) {
    const comma = ending(pattern.slice(0, end), start, ",");
    const stop = comma < 0 ? end : comma;
    const whole = [...pattern.slice(start, stop), ...pattern.slice(end + 1)];
    const isIt = whole.length > 0 && matchFrom(whole, name, budget);
    if (isIt !== false) return isIt;
    start = stop + 1;
  }
  return false;
}

/** Where this sign stands next and no backslash stands before it. */
function ending(pattern: readonly string[], from: number, sign: string): number {
  for (let at = from; at < pattern.length; at++)
    if (pattern[at] === sign && (at === from || pattern[at - 1] !== "\\")) return at;
  return -1;
}

/** `a-z_`, or `^` before it for all others; `-` and `]` stand behind a backslash. */
function inClass(signs: readonly string[], name: string): boolean | null {
  const isOther = signs[0] === "^";
  let at = isOther ? 1 : 0;
  let isIn = false;
  const next = (): string | null => {
    const sign = signs[at++];
    if (sign === undefined || sign === "-") return null;
    return sign === "\\" ? (signs[at++] ?? null) : sign;
  };
  if (signs.length === 0) return null;
  while (at < signs.length) {
    const low = next();
    if (low === null) return null;
    let high: string | null = low;
    if (signs[at] === "-") {
      at++;
      high = next();
    }
    if (high === null) return null;
    const code = name.codePointAt(0)!;
    if (low.codePointAt(0)! <= code && code <= high.codePointAt(0)!) isIn = true;
  }
  return isIn !== isOther;
}
