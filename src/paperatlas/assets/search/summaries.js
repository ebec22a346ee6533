// @ts-check
// What papers say: loaded in parts when a sentence is shown or a phrase is searched.

/**
 * @typedef {object} Summaries
 * @property {(string | undefined)[]} texts by row, where they are loaded
 * @property {(rows: number[]) => Promise<boolean>} need loads those of the rows; whether there was anything to load
 */

/**
 * @param {[number, ...string[]]} files how many papers are in a file, and the addresses
 * @param {(address: string) => Promise<string>} get the text of a file
 * @returns {Summaries}
 */
export function summariesIn([size, ...addresses], get) {
  const texts = /** @type {(string | undefined)[]} */ ([]);
  const asked = /** @type {Map<number, Promise<void>>} */ (new Map());
  /** @param {number} file */
  const load = async (file) => {
    const found = /** @type {string[]} */ (JSON.parse(await get(addresses[file])));
    found.forEach((text, at) => {
      texts[file * size + at] = text;
    });
  };
  return {
    texts,
    need: async (rows) => {
      const missing = rows.filter((row) => texts[row] === undefined && addresses[Math.floor(row / size)]);
      const wanted = [...new Set(missing.map((row) => Math.floor(row / size)))];
      for (const file of wanted)
        if (!asked.has(file)) {
          const loading = load(file);
          loading.catch(() => asked.delete(file)); // so that the next call loads it again
          asked.set(file, loading);
        }
      const loaded = await Promise.allSettled(wanted.map((file) => asked.get(file)));
      return loaded.some(({ status }) => status === "fulfilled");
    },
  };
}

/**
 * The sentence of a text with the most of the words.
 * @param {string} text @param {(sentence: string) => number} count how many of the words a sentence has
 */
export function sentenceWith(text, count) {
  let best = "";
  let most = 0;
  for (const sentence of text.split(/(?<=[.!?])\s+(?=\p{Lu})/u)) {
    const found = count(sentence);
    if (found > most) [best, most] = [sentence, found];
  }
  return best;
}
