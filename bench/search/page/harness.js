// The functions that bench/search/measure.py calls in the browser.
const FIRST = "gated linear attention";

/** Texts that are not sensible queries; none may cause an exception. @type {string[]} */
const HOSTILE = [
  "",
  " ",
  "\ud800",
  "mamba\udc00 attention",
  "__proto__",
  "constructor",
  "hasOwnProperty toString",
  "\0",
  "\u202eabnam",
  "שלום עולם",
  "العربية خطية",
  "注意力机制",
  "🐍🐍🐍",
  "e\u0301".repeat(500),
  "a" + "\u0300".repeat(2000),
  "x".repeat(10_000),
  "ab ".repeat(3333),
  "mamba ".repeat(2000),
  "7".repeat(10_000),
  '"',
  '"linear',
  "-",
  "-mamba",
  "- -",
  "::",
  "author:",
  "year:..",
  "year:9..1",
  "nosuch:field",
  "(((",
  "[a-z]*",
  "a~99",
  "+ +",
  "*",
  "^",
  "\\",
  "10.",
  "10.1145/",
  "2312.",
  "https://",
  "https://arxiv.org/abs/",
  "a b c d e f g h i j k l m n o p q r s t u v w x y z",
  "the of and",
  "attention ".repeat(12) + "zzzz",
  "qwertyuiopasdfgh".split("").join(" "),
  "-".repeat(10_000),
  ":".repeat(5_000),
  '"a" '.repeat(2500),
];

/** @type {any} */
let engine;
/** @type {any} */
let adapter;
const long = /** @type {number[]} */ ([]);
new PerformanceObserver((list) => long.push(...list.getEntries().map((entry) => entry.duration))).observe({
  entryTypes: ["longtask"],
});

/**
 * Runs work in a separate task, so that the observer of long tasks sees it.
 * @template T @param {() => T} work @returns {Promise<Awaited<T>>}
 */
const apart = (work) =>
  new Promise((done, fail) =>
    setTimeout(() =>
      Promise.resolve()
        .then(work)
        .then(/** @type {any} */ (done), fail),
    ),
  );

const bench = {
  /** @param {string} name */
  async choose(name) {
    adapter = await import(`./${name}.js`);
  },
  /** The milliseconds from an empty page to the first answer. @param {string} base */
  first: (base) =>
    apart(async () => {
      const start = performance.now();
      engine = await adapter.open(base);
      const keys = await engine.search(FIRST);
      const spent = performance.now() - start;
      if (!keys.length) throw new Error("no answer");
      return spent;
    }),
  async longest() {
    await new Promise((done) => setTimeout(done, 300));
    return Math.max(0, ...long);
  },
  more: () => engine.more?.(),
  /**
   * The milliseconds of each query, until the time is up.
   * @param {string[]} queries @param {number} budget @param {boolean} counted
   */
  async strokes(queries, budget, counted = false) {
    const search = counted ? engine.counted : attempt;
    if (!search) return [];
    const times = /** @type {number[]} */ ([]);
    const until = performance.now() + budget;
    for (const query of queries) {
      const start = performance.now();
      await search(query);
      times.push(performance.now() - start);
      if (performance.now() > until) break;
    }
    return times;
  },
  /** The first three keys of each query, until the time is up. @param {string[]} queries @param {number} budget */
  async answers(queries, budget) {
    const found = /** @type {string[][]} */ ([]);
    const until = performance.now() + budget;
    for (const query of queries) {
      found.push((await attempt(query)).slice(0, 3));
      if (performance.now() > until) break;
    }
    return found;
  },
  /** The exceptions, and the longest time of an answer. */
  async hostile() {
    const errors = /** @type {string[]} */ ([]);
    let longest = 0;
    for (const query of HOSTILE) {
      const start = performance.now();
      await attempt(query, errors);
      longest = Math.max(longest, performance.now() - start);
    }
    return { errors, longest };
  },
};

/** @param {string} query @param {string[]} [errors] @returns {Promise<string[]>} */
async function attempt(query, errors = []) {
  try {
    return await engine.search(query);
  } catch (error) {
    errors.push(`${query.slice(0, 20)}: ${error}`);
    return [];
  }
}

Object.assign(globalThis, { bench });
