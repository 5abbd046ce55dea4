// Sentences of src/model, by key.
import { sentences } from "../sentences.ts";

export const model = sentences({
  "model.missing": (noun, id) => `${noun} ${id} is not in the input`,
  "model.add-it": (noun, id) => `add ${noun} ${id} to the input`,
});
