// @ts-check
// Splits text into the words that are searched. src/paperatlas/search/analyser.py does the same, and both must pass the
// examples in tests/search/cases.json.

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
