// Paths of the repository: relative, forward slashes, without dots. Pure.

/** `path` as seen from `folder`; it may begin with `..` where the input lies beside the working directory. */
export function normalise(folder: string, path: string): string {
  const out: string[] = [];
  for (const part of `${folder}/${path}`.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || out.length === 0 || out.at(-1) === "..") out.push(part);
    else out.pop();
  }
  return out.join("/");
}

export function folderOf(file: string): string {
  const at = file.lastIndexOf("/");
  return at < 0 ? "" : file.slice(0, at);
}

export function nameOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}
