// @ts-check
// How far apart two words are.

/** How many edits may separate a word of a query from a word that it matches. @param {string} word */
export const allowedEdits = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/**
 * The number of edits that turn one word into another, or `most + 1` where more than `most` are needed. An edit
 * inserts, deletes or replaces a letter, or swaps two neighbours.
 * @param {string} a @param {string} b @param {number} most
 */
export function edits(a, b, most) {
  const tooMany = most + 1;
  if (Math.abs(a.length - b.length) > most) return tooMany;
  let [before, row, next] = Array.from(
    { length: 3 },
    () => /** @type {number[]} */ (Array(b.length + 1).fill(tooMany)),
  );
  for (let j = 0; j <= Math.min(most, b.length); j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    // Only cells within `most` of the diagonal can hold an allowed number.
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    next[from - 1] = from === 1 && i <= most ? i : tooMany;
    let least = next[from - 1];
    for (let j = from; j <= to; j++) {
      const inserted = (j < i + most ? row[j] : tooMany) + 1;
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(inserted, next[j - 1] + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return tooMany;
    [before, row, next] = [row, next, before];
  }
  return Math.min(row[b.length], tooMany);
}
