// @ts-check
// Sorted lists of texts.
/** @typedef {import("./slices.js").Pause} Pause */

/**
 * The first position in sorted texts whose text is not less than the one given.
 * @param {string[]} texts @param {string} text
 */
export function lowerBound(texts, text) {
  let low = 0;
  let high = texts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (texts[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Whether a word is in the list, or, where it may be cut short, the beginning of a word in it.
 * @param {string[]} texts @param {string} word @param {boolean} isPrefix
 */
export function includes(texts, word, isPrefix) {
  const found = texts[lowerBound(texts, word)];
  return found === word || (isPrefix && Boolean(found?.startsWith(word)));
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
