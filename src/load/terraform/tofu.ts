// Where OpenTofu and Terraform read one folder in two ways: of `x.tofu` and `x.tf` OpenTofu takes the first, and
// Terraform sees the second only. Such a folder is read as OpenTofu does, and that is told. Reads no file.
import { news, type Notice } from "../../model/notice.ts";
import { say } from "../../words/index.ts";
import { normalise } from "./hcl/paths.ts";
import { isConfiguration } from "./recognise.ts";

const MOST_NAMES = 5;

/** The name of what OpenTofu takes in the place of this file; null where there is no such name. */
function tofuOf(name: string): string | null {
  const tofu = name.replace(/\.tf(?=(\.json)?$)/, ".tofu");
  return tofu === name ? null : tofu;
}

/** `names`: of the files in a folder. The configuration that OpenTofu reads of them. */
export function withoutReplaced(names: readonly string[]): string[] {
  return names.filter((name) => isConfiguration(name) && !names.includes(tofuOf(name) ?? ""));
}

/** What of a folder is read in another way than Terraform does, in words; nothing where there is no difference. */
export function tofuReadings(folder: string, names: readonly string[]): string[] {
  const replaced = new Map(names.map((name) => [tofuOf(name), name]));
  const own = names.filter((name) => isConfiguration(name) && tofuOf(name) === null);
  if (!names.some((name) => tofuOf(name) !== null)) return [];
  return own.map((name) => {
    const file = normalise(folder, name);
    const tf = replaced.get(name);
    return tf === undefined
      ? say("terraform.tofu-beside", file)
      : say("terraform.tofu-instead", file, normalise(folder, tf));
  });
}

export function tofuNotices(readings: readonly string[]): Notice[] {
  if (readings.length === 0) return [];
  const more = readings.length - MOST_NAMES;
  const some = readings.slice(0, MOST_NAMES).join(", ");
  const shown = more > 0 ? say("terraform.tofu-more", some, more) : some;
  return [news(say("terraform.as-tofu", shown))];
}
