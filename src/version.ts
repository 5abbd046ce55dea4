// The version that reports name; the release sets it here and in package.json, and a test compares the two.
export const VERSION = "0.1.0";
