// @ts-check
// What a reader has chosen in the table of methods, and the address that says so.
import { unknownInAddress } from "../shared/nearest.js";

/**
 * @typedef {object} State
 * @property {string} q words that a method has
 * @property {string} sort "" for the usual order
 * @property {string} group the property that divides the table, or ""
 * @property {string[]} cols the columns; none for the usual ones
 * @property {string[]} m the methods that are chosen
 * @property {Record<string, string>} filters by property, the chosen value
 * @property {string[]} problems what is wrong with the address, in words
 */
/**
 * @typedef {{ columns: string[], sorts: string[], methods: string[], names: Record<string, string>,
 *   values: Record<string, string[]> }} Known
 */

/** @param {string} search of the address @param {Known} known @param {number} most methods @returns {State} */
export function read(search, known, most) {
  const params = new URLSearchParams(search);
  const problems = /** @type {string[]} */ ([]);
  /** The known values that the address gives. @param {string} name @param {string} what @param {string[]} values */
  const some = (name, what, values) => {
    const given = [...new Set((params.get(name) ?? "").split(",").filter(Boolean))];
    const isKnown = (/** @type {string} */ value) => values.includes(value);
    problems.push(...given.filter((one) => !isKnown(one)).map((one) => unknownInAddress(what, one, values)));
    return given.filter(isKnown);
  };
  /** @param {string} name @param {string} what @param {string[]} values */
  const one = (name, what, values) => {
    const [first, ...rest] = some(name, what, values);
    if (rest.length) problems.push(`The address has more than one ${what}; “${first}” is used.`);
    return first ?? "";
  };
  const properties = Object.keys(known.values);
  const m = some("m", "method", known.methods);
  if (m.length > most) problems.push(`The address has ${m.length} methods; the first ${most} are shown.`);
  return {
    q: params.get("q") ?? "",
    m: m.slice(0, most),
    filters: Object.fromEntries(
      properties.map((name) => [name, one(name, known.names[name] ?? name, known.values[name])]),
    ),
    group: one("group", "group", properties),
    sort: one("sort", "order", known.sorts),
    cols: some("cols", "column", known.columns),
    problems,
  };
}

/** The query of the address, with its question mark; "" for the usual state. @param {State} state */
export function write({ q, sort, group, cols, m, filters }) {
  const params = new URLSearchParams();
  if (m.length) params.set("m", m.join(","));
  if (q.trim()) params.set("q", q);
  for (const [name, value] of Object.entries(filters)) if (value) params.set(name, value);
  if (group) params.set("group", group);
  if (sort) params.set("sort", sort);
  if (cols.length) params.set("cols", cols.join(","));
  const text = params.toString().replace(/%2C/g, ",");
  return text && `?${text}`;
}
