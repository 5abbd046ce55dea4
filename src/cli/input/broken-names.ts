// Files whose names are no UTF-8, as archives of other systems leave them: a path cannot name them, so that nothing
// else finds them. Lists folders only.
import { readdirSync } from "node:fs";
import { basename } from "node:path";

/** A file that is wanted by what can be read of its name, or one below such a folder. */
export interface Broken {
  /** The entry with the broken name, as it is listed. */
  readonly entry: string;
  readonly name: string;
  readonly path: Buffer;
  readonly isInFolder: boolean;
}

/** Looked into below one folder with such a name. */
const MAX_ENTRIES = 10_000;

/** Bytes that are no UTF-8 are listed as this sign. */
export function hasBrokenName(path: string): boolean {
  return basename(path).includes("\uFFFD");
}

export function behindBrokenNames(folder: string, isWanted: (name: string) => boolean): Broken[] {
  return entriesOf(Buffer.from(folder)).flatMap(({ bytes, path, isFolder }): Broken[] => {
    const name = bytes.toString();
    if (!hasBrokenName(name) || Buffer.from(name).equals(bytes) || name.startsWith(".")) return [];
    const entry = `${folder}/${name}`;
    if (isFolder) return below(path, isWanted).map((one) => ({ ...one, entry, isInFolder: true }));
    return isWanted(name) ? [{ entry, name, path, isInFolder: false }] : [];
  });
}

function below(root: Buffer, isWanted: (name: string) => boolean): Pick<Broken, "name" | "path">[] {
  const found: Pick<Broken, "name" | "path">[] = [];
  const open = [root];
  for (let seen = 0, folder = open.pop(); folder && seen < MAX_ENTRIES; folder = open.pop())
    for (const { bytes, path, isFolder } of entriesOf(folder)) {
      seen += 1;
      const name = bytes.toString();
      if (name.startsWith(".")) continue;
      if (isFolder) open.push(path);
      else if (isWanted(name)) found.push({ name, path });
    }
  return found;
}

function entriesOf(folder: Buffer): { bytes: Buffer; path: Buffer; isFolder: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true, encoding: "buffer" }).map((entry) => ({
      bytes: entry.name,
      path: Buffer.concat([folder, Buffer.from("/"), entry.name]),
      isFolder: entry.isDirectory(),
    }));
  } catch {
    return [];
  }
}
