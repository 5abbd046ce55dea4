// Range packs of a user's file or config; loaded only where a run has some. The built-in ones need no check.
import { validate } from "../../generated/ranges.validator.js";
import type { Complaint } from "../../model/complaint.ts";
import type { Place } from "../../model/place.ts";
import type { RangePack } from "../../model/ranges.ts";
import { checkedBy } from "../read/schema-errors.ts";
import type { Document } from "../text/document.ts";
import { buildPack, type RangesFile } from "./ranges.ts";

/** A pack, or null where it is not usable and `complaints` say why: half a list would look like a whole one. */
export interface RangePackReading {
  readonly pack: RangePack | null;
  readonly complaints: readonly Complaint[];
}

function isRanges(value: unknown): value is RangesFile {
  return validate(value);
}

/** Reads a user's range pack file. */
export function loadRangePack(document: Document): RangePackReading {
  return readRangePack(document.value, document.root);
}

/** Reads a range pack that stands as a plain value at `place`, for example inside the config. */
export function readRangePack(value: unknown, place: Place): RangePackReading {
  if (!isRanges(value))
    return { pack: null, complaints: checkedBy(validate, { value, root: place }).complaints };
  const complaints: Complaint[] = [];
  const page = { url: place.source.file, date: null };
  const pack = buildPack(value, page, place, complaints);
  return { pack: complaints.length === 0 ? pack : null, complaints };
}
