// @ts-check
// Splits text into the words that are searched. src/paperatlas/search/analyser.py does the same, and both must pass the
// examples in tests/search/cases.json. Below, how far apart two words are.

/** Letters that NFKD does not split into a base letter and a mark. @type {Record<string, string>} */
const LETTERS = { ł: "l", ø: "o", ı: "i", đ: "d", ð: "d", ß: "ss", æ: "ae", œ: "oe", þ: "th", ħ: "h", ŋ: "n", ς: "σ" };

/** The text in lower case, without accents and other marks. @param {string} text */
export function fold(text) {
  text = text.toLowerCase();
  if (/^[\0-\x7f]*$/.test(text)) return text;
  // Twice, because NFKD can produce capitals: ™ becomes TM.
  for (let i = 0; i < 2; i++)
    text = text
      .toLowerCase()
      .replace(/[łøıđðßæœþħŋς]/g, (letter) => LETTERS[letter])
      .normalize("NFKD")
      .replace(/\p{M}+/gu, "");
  return text;
}

/** Runs of letters and digits. @param {string} text @returns {string[]} */
export const runs = (text) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** All letters and digits as one word: equal for two spellings of a name. @param {string} text */
export const joined = (text) => runs(fold(text)).join("");

/**
 * The words of a text: its runs, and for runs with only punctuation between them also the runs joined.
 * @param {string} text @returns {string[]}
 */
export function words(text) {
  const found = [];
  for (const chunk of fold(text).split(/\s+/)) {
    const parts = runs(chunk);
    found.push(...parts);
    if (parts.length > 1) found.push(parts.join(""));
  }
  return found;
}

/**
 * The parts of compound names, split at capitals and digits: flash, attention for FlashAttention; hgrn, 2 for HGRN2.
 * @param {string} text @returns {string[]}
 */
export function parts(text) {
  const found = [];
  for (const run of runs(text)) {
    const split = run.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}\p{N}]+|\p{N}+|\p{Lu}/gu) ?? [];
    if (split.length > 1) found.push(...split.map(fold).filter((part) => part.length > 1 || /\p{N}/u.test(part)));
  }
  return found;
}

/** How many edits may separate a word of a query from a word that it matches. @param {string} word */
export const allowedEdits = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/** Rows of the table of edits, kept from word to word: a query with a typo compares thousands. */
let ROWS = [0, 1, 2].map(() => new Uint16Array(64));

/**
 * The number of edits that turn one word into another, or `most + 1` where more than `most` are needed. An edit
 * inserts, deletes or replaces a letter, or swaps two neighbours.
 * @param {string} a @param {string} b @param {number} most
 */
export function edits(a, b, most) {
  const tooMany = most + 1;
  if (Math.abs(a.length - b.length) > most) return tooMany;
  if (b.length >= ROWS[0].length) ROWS = ROWS.map(() => new Uint16Array(2 * b.length));
  let [before, row, next] = ROWS;
  for (const one of ROWS) one.fill(tooMany, 0, b.length + 1);
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
