// @ts-check
// Long work in short slices, so that the page can react in between.

const SLICE = 8; // milliseconds

/** @typedef {() => Promise<void>} Pause waits for the page, if the current slice is over */

/** @returns {Pause} */
export function pauses() {
  let until = performance.now() + SLICE;
  return async () => {
    if (performance.now() < until) return;
    const scheduler = /** @type {{ scheduler?: { yield?: () => Promise<void> } }} */ (globalThis).scheduler;
    await (scheduler?.yield ? scheduler.yield() : new Promise((done) => setTimeout(done)));
    until = performance.now() + SLICE;
  };
}

/**
 * The texts sorted, one first letter at a time so that no step is long.
 * @param {string[]} texts @param {Pause} pause
 */
export async function sortedInSlices(texts, pause) {
  const groups = /** @type {Map<string, string[]>} */ (new Map());
  for (const text of texts) {
    const group = groups.get(text[0]);
    if (group) group.push(text);
    else groups.set(text[0], [text]);
  }
  const sorted = [];
  for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const text of group.sort()) sorted.push(text);
    await pause();
  }
  return sorted;
}

/**
 * Like `map`, with pauses.
 * @template T, U @param {T[]} list @param {(one: T, at: number) => U} change @param {Pause} pause
 */
export async function mapInSlices(list, change, pause) {
  const found = /** @type {U[]} */ ([]);
  for (const [at, one] of list.entries()) {
    found.push(change(one, at));
    if (at % 16 === 0) await pause();
  }
  return found;
}
