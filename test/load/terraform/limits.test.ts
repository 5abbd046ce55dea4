// What a limit leaves unread makes the run incomplete, and is named.
import { expect, test } from "vitest";
import type { Opening, Surroundings } from "../../../src/load/loader.ts";
import { isMisuse } from "../../../src/load/loader.ts";
import { openTerraform } from "../../../src/load/terraform/open.ts";

const around: Surroundings = {
  textOf: (path) => (path.endsWith(".tf") ? { file: path, text: "" } : null),
  textWithin: () => null,
  entriesWithin: () => null,
  whyUnread: () => "",
  namesIn: () => ["main.tf"],
  kindOf: (path) => (path.endsWith(".tf") ? "file" : "folder"),
  nameOf: (path) => path,
  environment: {},
};

const opened = (folders: number) => {
  const sources = Array.from({ length: folders }, (_, i) => `f${i}/main.tf`);
  const opening: Opening = { sources, flags: new Map(), around };
  const result = openTerraform(opening);
  if (isMisuse(result)) throw new Error(result.misuse);
  return result;
};

test("more folders than are read are a complaint that names one and what to do", () => {
  const { complaints, reads } = opened(5003);
  expect(reads).toHaveLength(5000);
  expect(complaints).toEqual([
    {
      file: "f0",
      message: expect.stringMatching(/3 folders were left out, this one .* `sglint check FOLDER`$/),
      place: null,
    },
  ]);
  expect(opened(5000).complaints).toEqual([]);
});
