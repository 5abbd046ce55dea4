// Texts that hold secrets of others: Terraform plans, states and files of values. Of their lines a frame shows
// brackets and fields of the network; everything else is dots of the same width, so that columns stay true.
import type { Source } from "../model/place.ts";
import { hiddenIn } from "../model/secret.ts";

const known = new WeakMap<Source, boolean>();

const VALUES = /\.(?:tfvars(?:\.json)?|tfstate(?:\.backup)?)$/i;
const MARKS = /"(?:planned_values|resource_changes|terraform_version)"\s*:/;
const SHOWN =
  /^\s*(?:"(?:action|attributes|cidr_(?:block|ip)|ipv6_cidr_block|ip_protocol|policy(?:_index)?|port(?:_range)?|protocol|schema_version|security_group_id|source_(?:security_id|sgid)|type)":\s*(?:"[\w.:/,#-]*"|\d+|null|[[{])?,?|"(?:ACCEPT|DROP)#[\w.:/,#-]*",?|[[\]{}]+,?)\s*$/;

export function withheldLine(source: Source, line: string): string {
  if (source.hides || (isWithheld(source) && !SHOWN.test(line))) return dotted(line);
  let out = line;
  for (const text of hiddenIn(source)) if (text.length > 2) out = out.replaceAll(text, dotted);
  return out;
}

function dotted(text: string): string {
  return text.replace(/[^\s{}[\]]/g, "·");
}

function isWithheld(source: Source): boolean {
  const before = known.get(source);
  if (before !== undefined) return before;
  const isSecret =
    VALUES.test(source.file) || (!/\.(?:tf|tofu)$/i.test(source.file) && MARKS.test(source.text));
  known.set(source, isSecret);
  return isSecret;
}
