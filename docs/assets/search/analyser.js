// @ts-check
// Text to the words that are searched, as src/paperatlas/search/analyser.py does it; one table of cases holds both.

/** What NFKD leaves standing: letters that are no base letter with a mark. @type {Record<string, string>} */
const LETTERS = { ł: "l", ø: "o", ı: "i", đ: "d", ð: "d", ß: "ss", æ: "ae", œ: "oe", þ: "th", ħ: "h", ŋ: "n", ς: "σ" };

/** Too common to tell papers apart: summaries are not searched for them, and a query need not find them. */
export const SMALL = new Set("a an and are as at by for from in is of on the to via with".split(" "));

/** The text in lower case, without marks. @param {string} text */
export function fold(text) {
  text = text.toLowerCase();
  if (/^[\0-\x7f]*$/.test(text)) return text;
  // Twice, because taking a letter apart can bring forth capitals (the sign for trade mark is TM).
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

/** All letters and digits in one word: what two spellings of a name share. @param {string} text */
export const joined = (text) => runs(fold(text)).join("");

/** A text as a part of an address. @param {string} text */
export const slug = (text) => runs(fold(text)).join("-");

/** The words of a text: runs, and joined where punctuation alone parts them. @param {string} text @returns {string[]} */
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
 * The parts of a name within its words, by case and digits: Flash, Attention of FlashAttention; hgrn, 2 of HGRN2.
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
