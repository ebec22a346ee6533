// @ts-check
// What a reader has chosen in the table of methods, and the address that says so.

/**
 * @typedef {object} State
 * @property {string} q words that a method has
 * @property {string} sort "" for the usual order
 * @property {string} group the property that divides the table, or ""
 * @property {string[]} cols the columns; none for the usual ones
 * @property {string[]} m the methods that are chosen
 * @property {Record<string, string>} filters by property, the chosen value
 */
/** @typedef {{ columns: string[], sorts: string[], methods: string[], values: Record<string, string[]> }} Known */

/** @param {string} search of the address @param {Known} known @param {number} most methods @returns {State} */
export function read(search, known, most) {
  const params = new URLSearchParams(search);
  /** @param {string} name @param {string[]} values */
  const one = (name, values) => (values.includes(params.get(name) ?? "") ? (params.get(name) ?? "") : "");
  /** @param {string} name @param {string[]} values */
  const some = (name, values) => (params.get(name) ?? "").split(",").filter((value) => values.includes(value));
  const properties = Object.keys(known.values);
  return {
    q: params.get("q") ?? "",
    sort: one("sort", known.sorts),
    group: one("group", properties),
    cols: some("cols", known.columns),
    m: [...new Set(some("m", known.methods))].slice(0, most),
    filters: Object.fromEntries(properties.map((name) => [name, one(name, known.values[name])])),
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
