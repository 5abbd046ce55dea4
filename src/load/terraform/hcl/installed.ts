// modules.json, in which `terraform init` lists the modules that it put aside; it may be anything. Pure.

/** Keys and folders of its modules; none where it is not what `terraform init` writes. */
export function installedModules(text: string): [key: string, folder: string][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  const list: unknown =
    typeof value === "object" && value !== null && "Modules" in value ? value.Modules : null;
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown): [string, string][] => {
    if (typeof one !== "object" || one === null || !("Key" in one) || !("Dir" in one)) return [];
    return typeof one.Key === "string" && typeof one.Dir === "string" ? [[one.Key, one.Dir]] : [];
  });
}
