// @ts-check
// What comes from a paper and what leads to it: `from:` and `to:`. The relations are loaded when a query asks for them.
import { joined } from "../shared/analyser.js";

/** @typedef {import("../lineage/graph.js").Graph} Graph */
/** @typedef {import("./index.js").Index} Index */
/**
 * @typedef {object} Relations
 * @property {Graph | null} graph its papers are in the order of the columns
 * @property {() => Promise<boolean>} need loads it; whether there was anything to load
 */
/**
 * @typedef {object} Reached the papers that a field `from:` or `to:` finds
 * @property {"on" | "back"} direction
 * @property {number} paper where it begins
 * @property {Map<number, number>} steps by row: how far the paper is, from 1
 */

/** Whether a field is one of these. @param {string} field */
export const isRelation = (field) => field === "from" || field === "to";

/**
 * @param {string} address @param {(address: string) => Promise<string>} get the text of a file
 * @returns {Relations}
 */
export function relationsIn(address, get) {
  let loading = /** @type {Promise<Graph> | null} */ (null);
  const relations = /** @type {Relations} */ ({
    graph: null,
    need: async () => {
      if (relations.graph || !address) return false;
      loading ??= load(address, get);
      try {
        relations.graph = await loading;
        return true;
      } catch {
        loading = null; // so that the next call loads it again
        return false;
      }
    },
  });
  return relations;
}

/** @param {string} address @param {(address: string) => Promise<string>} get */
async function load(address, get) {
  const [{ Graph }, text] = await Promise.all([import("../lineage/graph.js"), get(address)]);
  return new Graph(JSON.parse(text));
}

/**
 * The row of the paper with a key, or with a name or former key; -1 if there is none.
 * @param {import("./columns.js").Columns} columns @param {string} value
 */
export function rowOf({ keys, names, also }, value) {
  const row = keys.indexOf(value.toLowerCase());
  if (row >= 0) return row;
  const wanted = joined(value);
  const byName = wanted ? names.findIndex((name) => name && joined(name) === wanted) : -1;
  return byName >= 0 || !wanted
    ? byName
    : also.findIndex((others) => others.split(" | ").some((other) => joined(other) === wanted));
}

/**
 * What a field finds; null until the relations are there.
 * @param {Index} index @param {string} field @param {string} value @returns {Reached | null}
 */
export function reached({ columns, textTier }, field, value) {
  const graph = textTier?.relations.graph;
  if (!graph) return null;
  const paper = rowOf(columns, value);
  const direction = field === "from" ? "on" : "back";
  const steps = paper < 0 ? new Map() : graph.reached(paper, direction);
  steps.delete(paper);
  return { direction, paper, steps };
}

/**
 * How a paper is related to the one of `from:` or `to:`: the kind of relation, or how many steps lie between them.
 * @param {Index} index @param {Reached} found @param {number} doc
 */
export function distance({ columns, textTier }, { direction, paper, steps }, doc) {
  const [name, step] = [columns.names[paper] || columns.titles[paper], steps.get(doc) ?? 0];
  const isOn = direction === "on";
  if (step > 1) return isOn ? `${step} steps from ${name}` : `${step} steps before ${name}`;
  const links = textTier?.relations.graph?.[direction][paper] ?? [];
  const kinds = links.filter((link) => (isOn ? link.later : link.earlier) === doc).map(({ kind }) => kind);
  return kinds.map((kind) => `${isOn ? kind.name : kind.inverse} ${name}`).join(", ");
}
