// @ts-check
// What the figure of a memory shows, in a sentence. pages/memory.py says the same of the still picture.
import { grouped, plural } from "../shared/format.js";

export const HALF = 0.5; // of a value: from here on it counts as recalled

/**
 * @param {number[]} shares of each value that come back
 * @param {[number, number][]} kept the rows and columns of what the memory keeps
 * @param {number} numbers all that it keeps @param {number} oneMore what one more pair adds
 * @param {boolean} again whether the last pair has the key of the first
 */
export function inWords(shares, kept, numbers, oneMore, again) {
  if (!shares.length) return "Nothing is written yet.";
  const recalled = shares.map((share) => share >= HALF);
  const isMatrix = kept.length === 1 && !oneMore;
  const size = isMatrix ? `${kept[0].join(" × ")} state` : `state of ${grouped(numbers)} numbers`;
  const grows = oneMore ? `, ${grouped(oneMore)} more with each pair` : "";
  const begin = `${plural(shares.length, "pair")} in ${/^8|^18 /.test(size) ? "an" : "a"} ${size}${grows}: `;
  const count = recalled.filter(Boolean).length;
  if (count === shares.length) return `${begin}all values are recalled.`;
  const said = `${begin}${count || "none"} of ${plural(shares.length, "value")} ${count < 2 ? "is" : "are"} recalled`;
  if (again) return `${said}. ${ofTheFirstKey(shares)}`;
  const third = Math.max(1, Math.floor(shares.length / 3));
  const mean = (/** @type {number[]} */ some) => some.reduce((all, one) => all + one, 0) / third;
  if (count && !recalled.slice(0, -count).includes(true)) return `${said}; the oldest are lost.`;
  if (mean(shares.slice(-third)) - mean(shares.slice(0, third)) > 0.2) return `${said}; the oldest are the weakest.`;
  return Math.max(...shares) < HALF ? `${said}; the answers are blurred.` : `${said}.`;
}

/** What became of a key that was written twice. @param {number[]} shares */
function ofTheFirstKey(shares) {
  const [old, now] = [shares[0], shares.at(-1) ?? 0].map((share) => Math.round(100 * share));
  return `Of the key that was written twice, ${now} % of the new value and ${old} % of the old one come back.`;
}
