// Words for complaints: a value as the reader sees it, and what he may have meant.
import { distance } from "fastest-levenshtein";

const LONGEST = 60;

/** A text in quotes, cut to what fits a line. */
export function quote(text: string): string {
  return `"${text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text}"`;
}

/** A name as it can be copied into YAML. */
export function inYaml(name: string): string {
  return /^[a-z]\w*[.-][\w.-]*$/i.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}

/** `the number 80`, `the text "x"`, `a list`: what stands where something else was expected. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `the text ${quote(value)}`;
  if (typeof value === "number") return `the number ${value}`;
  return typeof value === "boolean" ? String(value) : "a mapping of keys";
}

/** `a, b or c` */
export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** The candidate that a word was probably meant to be, or null. Case, `_` and `-` do not count. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > LONGEST) return null;
  const plain = plainly(word);
  let best: string | null = null;
  let least = (word.length < 4 ? 1 : word.length < 8 ? 2 : 3) + 1;
  for (const candidate of candidates) {
    const other = plainly(candidate);
    if (other === plain) return candidate;
    // `prot` is short for protocol rather than a slip of port, and an address of Terraform may lack its folder.
    const short = plain.length >= 3 && (other.startsWith(plain) || other.endsWith(`/${plain}`));
    if (!short && Math.abs(other.length - plain.length) >= least) continue;
    const edits = short ? 1 : distance(plain, other);
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** `securityGroups`, `security_groups` and `Security-Groups` are one word. */
export function plainly(word: string): string {
  return word.toLowerCase().replace(/[_-]/g, "");
}

/** Up to three ids, and how many there are where they are more. */
export function few(ids: readonly string[]): string {
  if (ids.length <= 3) return ids.join(", ");
  return `${ids.length} resources (${ids.slice(0, 3).join(", ")}, ...)`;
}
