// How much one input text may ask for. Bounds only; nothing in here reads anything.

/** Levels of lists and mappings inside each other. Ours need 8; deeper input can exhaust the call stack. */
export const MAX_DEPTH = 100;

/** UTF-16 code units. JSON is read about 200 times faster than YAML, so that saved answers may be larger. */
export const MAX_LENGTH = { yaml: 8 * 1024 * 1024, json: 64 * 1024 * 1024 } as const;

/** Values that a YAML text with aliases may stand for once every alias is replaced by what it names. */
export const MAX_EXPANDED = 200_000;

/** Mistakes listed for one file; the rest are counted. */
export const MAX_COMPLAINTS = 200;

/** YAML documents in one file that are looked at before giving up. */
export const MAX_DOCUMENTS = 100;

/** Words, signs, spaces and line breaks of a YAML text, which cost its time: about 6 MiB of usual definitions. */
export const MAX_LEXEMES = 3_000_000;
