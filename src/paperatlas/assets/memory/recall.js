// @ts-check
// The pairs that are written to a memory, and what it recalls of them. formulas/recall.py does the same.
import { Machine, uniform } from "./machine.js";
import { made, mapped, matrix } from "./values.js";

/** @typedef {import("./machine.js").Program} Program */
/** @typedef {import("./values.js").Matrix} Matrix */
/** @typedef {Float64Array} Column */
/** @typedef {{ keys: Column[], values: Column[] }} Pairs */
/**
 * What the reader sets.
 * @typedef {object} Choice
 * @property {number} pairs how many
 * @property {number} size of a key and of a value
 * @property {number} similarity about the cosine of the angle between two keys, from 0 to 1
 * @property {number} length of the query
 * @property {boolean} again whether the last pair has the key of the first
 */
/**
 * What comes back for one key.
 * @typedef {object} Recalled
 * @property {Column} answer
 * @property {number} share of the value that comes back: 1 if it is unchanged, 0 if nothing would be as near to it
 */

/**
 * Keys of length 1 and values of 1 and -1, always the same ones. The first `size` keys are orthogonal, and so are each
 * further `size`.
 * @param {Choice} choice @returns {Pairs}
 */
export function pairsOf({ pairs, size, similarity, again }) {
  /** @param {() => number} next */
  const column = (next) => mapped(new Float64Array(size), () => 2 * next() - 1);
  const shared = unit(column(uniform(7)));
  const next = uniform(1);
  /** @type {Column[]} */
  const own = [];
  const keys = Array.from({ length: pairs }, (_, number) => {
    let one = column(next);
    for (const other of own.slice(number - (number % size))) one = added(one, other, -inner(one, other));
    own.push(unit(one));
    return unit(
      added(
        mapped(own[number], (a) => Math.sqrt(1 - similarity) * a),
        shared,
        Math.sqrt(similarity),
      ),
    );
  });
  if (again) keys[pairs - 1] = keys[0];
  const sign = uniform(2);
  const values = Array.from({ length: pairs }, () => mapped(new Float64Array(size), () => (sign() < 0.5 ? 1 : -1)));
  return { keys, values };
}

/** The pairs of the last choice, as all methods of a figure have the same. @type {WeakMap<Choice, Pairs>} */
const known = new WeakMap();

/** @param {Choice} choice */
function kept(choice) {
  const found = known.get(choice) ?? pairsOf(choice);
  known.set(choice, found);
  return found;
}

/** A memory to which pairs are written, with the reader's settings. */
export class Memory {
  /** @param {Program} program @param {Choice} choice @param {Record<string, number>} settings */
  constructor(program, choice, settings) {
    const { keys, values } = kept(choice);
    this.program = program;
    this.keys = keys;
    this.values = values;
    this.choice = choice;
    const columns = [keys, values].map((some) => some.map((one) => made(one.length, 1, (row) => one[row])));
    this.machine = new Machine(program, columns[0], columns[1], choice.size, { ...program.settings, ...settings });
    this.scale = lengthOf(this.#ask(keys[0], 1)) / Math.sqrt(choice.size);
  }

  /**
   * What comes back for the key of each of the first pairs, after these were written. Answers are measured in the
   * length of the first one: what comes back right after the first pair was written.
   * @param {number} count @returns {Recalled[]}
   */
  recall(count) {
    const whole = Math.sqrt(this.choice.size);
    const scale = this.scale || 1;
    return this.keys.slice(0, count).map((key, number) => {
      const answer = mapped(this.#ask(key, count), (one) => one / scale);
      return { answer, share: Math.max(0, 1 - lengthOf(added(answer, this.values[number], -1)) / whole) };
    });
  }

  /** @param {Column} key @param {number} count */
  #ask(key, count) {
    const query = made(key.length, 1, (row) => this.choice.length * key[row]);
    return matrix(this.machine.ask(query, count)).data;
  }

  /** How many numbers are kept after some pairs. @param {number} count */
  numbers(count) {
    return Number(this.machine.evaluate(this.program.count, { t: count }));
  }

  /** What is kept after some pairs. @param {number} count */
  state(count) {
    const { program, machine } = this;
    machine.tokens = count;
    return Object.entries(program.state).map(([key, tree]) => {
      if (!program.isList) return { key, kept: matrix(machine.evaluate(tree, { t: count })) };
      const columns = Array.from({ length: count }, (_, at) => matrix(machine.evaluate(tree, { t: at + 1 })));
      const rows = columns[0]?.rows ?? 0;
      return { key, kept: matrix(made(rows, count, (row, column) => columns[column].data[row])) };
    });
  }
}

/** @param {Column} one @param {Column} other */
function inner(one, other) {
  let found = 0;
  for (let at = 0; at < one.length; at++) found += one[at] * other[at];
  return found;
}

/** @param {Column} one @param {Column} other @param {number} factor */
const added = (one, other, factor) => mapped(one, (a, at) => a + factor * other[at]);

/** @param {Column} one */
const lengthOf = (one) => Math.sqrt(inner(one, one));

/** @param {Column} one */
function unit(one) {
  const length = lengthOf(one);
  return mapped(one, (a) => a / length);
}
