// @ts-check
// The known name that is nearest to a misspelt one, and what a page says of one in its address.
import { edits } from "./analyser.js";

/**
 * The known name nearest to a misspelt one, or "": the shortest that begins with it, if it has three letters.
 * @param {string} name @param {string[]} known
 */
export function nearest(name, known) {
  const longer = name.length < 3 ? [] : known.filter((one) => one.startsWith(name));
  if (longer.length) return longer.reduce((best, one) => (one.length < best.length ? one : best));
  const most = Math.min(3, name.length - 1); // with more, nothing of the name would be left
  const counts = known.map((one) => edits(name, one, most));
  const least = Math.min(...counts);
  return least <= most ? known[counts.indexOf(least)] : "";
}

/** @param {string} what @param {string} value @param {string[]} known */
export function unknownInAddress(what, value, known) {
  const near = nearest(value, known);
  const advice = near ? ` Did you mean “${near}”?` : "";
  return `The address has an unknown ${what}: “${value}”.${advice}`;
}
