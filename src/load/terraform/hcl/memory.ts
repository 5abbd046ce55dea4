// What is computed once and remembered: a value that is asked for while it is being computed refers to itself. Pure.

/** `busy`: what stands for a value that is still being computed. */
export type Memory<T> = (name: string, compute: () => T, busy: () => T) => T;

export function memoryOf<T>(): Memory<T> {
  const known = new Map<string, { readonly value: T } | null>();
  return (name, compute, busy) => {
    const slot = known.get(name);
    if (slot) return slot.value;
    if (slot === null) return busy();
    known.set(name, null);
    const value = compute();
    known.set(name, { value });
    return value;
  };
}
