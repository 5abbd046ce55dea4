// One rule file -> a rule, or what is wrong with it; loaded only where a run has rules of its own.
import { validate } from "../../generated/rule.validator.js";
import { misreadings } from "../../load/text/document.ts";
import { checkedBy } from "../../load/read/schema-errors.ts";
import type { Complaint } from "../../model/complaint.ts";
import { inside, type Place } from "../../model/place.ts";
import { isMistake, ruleOf, type Rule } from "../../rule/index.ts";
import { readDocument } from "./documents.ts";

interface RuleReading {
  readonly rule: Rule | null;
  /** Where its id stands. */
  readonly id: Place;
  readonly complaints: readonly Complaint[];
}

export function readRule(file: string): RuleReading {
  const document = readDocument(file);
  const { value, root } = document;
  const id = inside(root, "id");
  const complaints = [...misreadings(document), ...checkedBy(validate, { value, root }).complaints];
  if (complaints.length > 0) return { rule: null, id, complaints };
  const rule = ruleOf(value);
  if (!isMistake(rule)) return { rule, id, complaints };
  const place = rule.path.reduce<Place>((at, key) => inside(at, key), root);
  return { rule: null, id, complaints: [{ message: rule.message, place, file: null }] };
}
