// @ts-check
// Runs the program of a method: trees of operations, made from its formulas. formulas/machine.py does the same.
import { made, OPERATIONS, plus, shares, times } from "./values.js";

/** @typedef {import("./values.js").Value} Value */
/** @typedef {any} Tree a number, or an array of an operation and its parts */
/** @typedef {Record<string, any>} Bound the values of indices and arguments */
/** @typedef {(bound: Bound) => Value} Ready a tree that is ready to run */
/**
 * @typedef {object} Program
 * @property {string[]} keys
 * @property {string[]} values
 * @property {string[]} queries
 * @property {string} output
 * @property {string} rows the letter for the size of a value
 * @property {string} columns that of a key
 * @property {Record<string, number>} sizes
 * @property {Record<string, [Tree[], Tree][]>} equations
 * @property {Record<string, [Tree[], string[], Tree][]>} functions
 * @property {Record<string, [Tree, Tree]>} shapes
 * @property {Record<string, number>} settings
 * @property {Record<string, [number, number, number, boolean]>} random
 * @property {string[]} late what depends on the query or on the number of tokens
 * @property {Record<string, Tree>} state
 * @property {boolean} isList
 * @property {Tree} count
 */

/** The values of a program's symbols. A value is computed when it is asked for, and kept. */
export class Machine {
  /** @type {Record<string, Value[]>} by symbol and token */
  #known = {};

  /**
   * @param {Program} program @param {Value[]} keys @param {Value[]} values
   * @param {number} size of a key and of a value @param {Record<string, number>} settings
   */
  constructor(program, keys, values, size, settings) {
    this.program = program;
    this.settings = settings;
    /** @type {Record<string, Value[]>} */
    this.given = {};
    for (const key of program.keys) this.given[key] = keys;
    for (const key of program.values) this.given[key] = values;
    /** @type {Record<string, number>} */
    this.sizes = { ...program.sizes, [program.rows]: size, [program.columns]: size };
    /** @type {Value} */
    this.query = 0;
    this.tokens = 0;
    const ready = (/** @type {Tree} */ tree) => this.#ready(tree);
    /** @type {Record<string, { pattern: Tree[], names: string[], run: Ready }[]>} */
    this.rules = {};
    for (const [key, rules] of Object.entries(program.equations))
      this.rules[key] = rules.map(([pattern, tree]) => ({ pattern, names: [], run: ready(tree) }));
    for (const [key, rules] of Object.entries(program.functions))
      this.rules[key] = rules.map(([pattern, names, tree]) => ({ pattern, names, run: ready(tree) }));
    /** @type {Record<string, Ready[]>} */
    this.shapes = Object.fromEntries(Object.entries(program.shapes).map(([key, shape]) => [key, shape.map(ready)]));
  }

  /** What comes back for a query after some tokens. @param {Value} query @param {number} tokens */
  ask(query, tokens) {
    this.query = query;
    this.tokens = tokens;
    for (const key of this.program.late) delete this.#known[key];
    return this.value(this.program.output, [tokens]);
  }

  /** @param {Tree} tree @param {Bound} bound */
  evaluate(tree, bound) {
    return this.#ready(tree)(bound);
  }

  /** @param {string} key @param {number[]} index @returns {Value} */
  value(key, index) {
    if (!this.#known[key]) this.#known[key] = [];
    const known = this.#known[key];
    const place = index.length > 1 ? index[0] * 1000 + index[1] : (index[0] ?? 0);
    if (known[place] === undefined) known[place] = this.#compute(key, index);
    return known[place];
  }

  /** @param {string} key @param {number[]} index @returns {Value} */
  #compute(key, index) {
    const { program } = this;
    if (index.length && (index[0] < 1 || index[0] > this.tokens)) return this.#filled(key, index, () => 0);
    if (program.queries.includes(key)) return this.query;
    if (this.given[key]) return this.given[key][index[0] - 1];
    if (key in this.settings) return this.#set(key, index);
    if (program.random[key]) {
      const [least, most, seed, byToken] = program.random[key];
      const next = uniform(seed + (byToken && index.length ? 1009 * index[0] : 0));
      return this.#filled(key, index, () => least + (most - least) * next());
    }
    return this.#rule(key, index, []);
  }

  /** @param {string} key @param {number[]} index @param {Value[]} values of the arguments */
  #rule(key, index, values) {
    for (const { pattern, names, run } of this.rules[key]) {
      const bound = match(pattern, index);
      if (!bound) continue;
      for (const [at, name] of names.entries()) bound[name] = values[at];
      return run(bound);
    }
    throw new Error(`${key} has no equation for ${index}`);
  }

  /** One number everywhere; on the diagonal of a square matrix. @param {string} key @param {number[]} index */
  #set(key, index) {
    const [rows, columns] = this.program.shapes[key].map((one) => JSON.stringify(one));
    const found = this.#filled(key, index, () => this.settings[key]);
    return typeof found === "number" || rows !== columns
      ? found
      : times(OPERATIONS.identity(found.rows), this.settings[key]);
  }

  /** @param {string} key @param {number[]} index @param {() => number} of */
  #filled(key, index, of) {
    const bound = { t: Math.max(index[0] ?? 0, 0) };
    const [rows, columns] = this.shapes[key].map((one) => Math.round(Number(one(bound))));
    return made(rows, columns, of);
  }

  /** Makes a function of a tree, which is many times faster than walking it. @param {Tree} tree @returns {Ready} */
  #ready(tree) {
    if (typeof tree === "number") return () => tree;
    /** @type {[string, ...Tree[]]} */
    const [operation, ...rest] = tree;
    const [name] = rest;
    const ready = (/** @type {Tree[]} */ some) => some.map((one) => this.#ready(one));
    if (operation === "let") return (bound) => bound[name];
    if (operation === "of") return () => this.sizes[name];
    if (operation === "tokens") return () => this.tokens;
    if (operation === "call") {
      const [index, parts] = [ready(rest[1]), ready(rest.slice(2))];
      return (bound) => this.#rule(name, numbers(index, bound), values(parts, bound));
    }
    const isNamed = ["get", "sum", "share"].includes(operation);
    const parts = ready(isNamed ? rest.slice(1) : rest);
    if (operation === "get") return (bound) => this.value(name, numbers(parts, bound));
    if (operation === "sum") return (bound) => sum(name, parts, bound);
    if (operation === "share") return (bound) => share(name, parts[0], bound);
    const run = OPERATIONS[operation];
    const [one, two] = parts;
    if (parts.length === 1) return (bound) => run(one(bound));
    if (parts.length === 2) return (bound) => run(one(bound), two(bound));
    return (bound) => run(...values(parts, bound));
  }
}

/** @param {Ready[]} parts @param {Bound} bound */
const values = (parts, bound) => parts.map((part) => part(bound));

/** @param {Ready[]} parts @param {Bound} bound */
const numbers = (parts, bound) => parts.map((part) => Math.round(Number(part(bound))));

/**
 * @param {string} over @param {Ready[]} parts the first, the last and the body
 * @param {Bound} bound @returns {Value}
 */
function sum(over, [first, last, body], bound) {
  const [start, end] = numbers([first, last], bound);
  const inner = { ...bound, [`${over} from`]: start, [`${over} to`]: end };
  /** @type {Value} */
  let found = 0;
  for (let at = start; at <= end; at++) {
    inner[over] = at;
    found = plus(found, body(inner));
  }
  return found;
}

/**
 * The softmax of a score over the indices of a sum, computed once for the sum.
 * @param {string} over @param {Ready} score @param {Bound} bound
 */
function share(over, score, bound) {
  const start = bound[`${over} from`];
  bound[`${over} shares`] ??= shares(
    Array.from({ length: bound[`${over} to`] - start + 1 }, (_, at) => Number(score({ ...bound, [over]: start + at }))),
  );
  return bound[`${over} shares`][bound[over] - start];
}

/**
 * The values of the letters of a pattern at an index; null if they do not match.
 * @param {Tree[]} pattern @param {number[]} index
 */
function match(pattern, index) {
  if (pattern.length !== index.length) return null;
  /** @type {Bound} */
  const bound = {};
  for (const [at, part] of pattern.entries())
    if (Array.isArray(part)) bound[part[0]] = index[at] - part[1];
    else if (part !== index[at]) return null;
  return bound;
}

/** A stream of random numbers from 0 to 1: mulberry32, which is a few lines in every language. @param {number} seed */
export function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
