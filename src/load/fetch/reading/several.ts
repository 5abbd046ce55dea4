// Snapshots of one run -> drafts. Two of the same account and region are the same things twice, at different times: neither
// is read, since only their owner knows which one counts.
import { say } from "../../../words/index.ts";
import { listed } from "../../../words/sentences.ts";
import { emptyDraft, type Draft } from "../../merge/draft.ts";
import { isList, isRecord } from "../../read/plain.ts";
import type { Document } from "../../text/document.ts";
import { fileComplaint } from "../../text/parsed.ts";
import { loadSnapshot } from "./load.ts";

export function loadSnapshots(documents: readonly Document[]): Draft[] {
  const own = emptyDraft();
  const twice = new Set<Document>();
  for (const document of documents) {
    if (twice.has(document)) continue;
    const same = documents.filter((other) => sharedRegions(document, other).length > 0);
    if (same.length < 2) continue;
    for (const one of same) twice.add(one);
    const [file, ...others] = same.map(({ source }) => source.file);
    const regions = same.flatMap((other) =>
      other === document ? [] : sharedRegions(document, other),
    );
    const { account } = headOf(document);
    own.complaints.push(
      fileComplaint(
        file!,
        say("fetch.twice", listed(others), account!, listed([...new Set(regions)]), file!),
      ),
    );
  }
  return [own, ...documents.filter((document) => !twice.has(document)).flatMap(loadSnapshot)];
}

function sharedRegions(one: Document, other: Document): string[] {
  const [a, b] = [headOf(one), headOf(other)];
  if (a.account === null || a.account !== b.account) return [];
  return a.regions.filter((region) => b.regions.includes(region));
}

function headOf({ value }: Document): { account: string | null; regions: string[] } {
  const { account, regions } = isRecord(value) ? value : {};
  return {
    account: typeof account === "string" ? account : null,
    regions: isList(regions) ? regions.filter((region) => typeof region === "string") : [],
  };
}
