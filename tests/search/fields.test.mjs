// Fields, phrases, filters, counts and sorting in the real catalogue.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldsOf, search } from "../../src/paperatlas/assets/search/engine.js";
import { member } from "../../src/paperatlas/assets/search/facets.js";
import { distance } from "../../src/paperatlas/assets/search/relations.js";
import { offered } from "../../src/paperatlas/assets/search/values.js";
import { fold, runs } from "../../src/paperatlas/assets/shared/analyser.js";
import { ALL, columns, first, index, keys, people, row, rows, year } from "./catalogue.mjs";
import { get } from "./table.mjs";

/** The papers a field finds are those that have it. @param {string} query @param {((doc: number) => boolean)[]} has */
function field(query, ...has) {
  test(`the field ${query}`, () => {
    const expected = rows.filter((doc) => has.every((one) => one(doc))).map((doc) => columns.keys[doc]);
    assert.ok(expected.length > 0);
    const found = keys(query);
    const differ = {
      missed: expected.filter((key) => !found.includes(key)).slice(0, 3),
      wrong: found.filter((key) => !expected.includes(key)).slice(0, 3),
    };
    assert.deepEqual(differ, { missed: [], wrong: [] });
    assert.deepEqual(search(index, query).problems, []);
  });
}
/** @param {number} doc @param {string} start */
const hasAuthor = (doc, start) => people(doc).some((name) => runs(fold(name)).some((word) => word.startsWith(start)));
/** @param {string} facet @param {string} value */
const having = (facet, value) => (/** @type {number} */ doc) => member(columns, facet)(doc, value);
/** @param {number} doc @returns {string} */
const venue = (doc) => columns.venues[columns.venue[doc]] ?? "";

field("author:yang", (doc) => hasAuthor(doc, "yang"));
field("Author:YANG", (doc) => hasAuthor(doc, "yang"));
field('author:"songlin yang"', (doc) => people(doc).includes("Songlin Yang"));
field("author:yäng author:kim", (doc) => hasAuthor(doc, "yang") && hasAuthor(doc, "kim"));
field("year:2024", (doc) => year(doc) === 2024);
field("year:2023..2025", (doc) => year(doc) >= 2023 && year(doc) <= 2025);
field("year:2025..", (doc) => year(doc) >= 2025);
field("year:..2018", (doc) => year(doc) <= 2018);
field("venue:neurips", (doc) => venue(doc) === "NeurIPS");
field("venue:NeurIPS year:2023", (doc) => venue(doc) === "NeurIPS" && year(doc) === 2023);
field('venue:"neural computation"', (doc) => venue(doc) === "Neural Computation");
field("venue:neurips2024", (doc) => venue(doc) === "NeurIPS" && columns.venueYear[doc] === 2024);
field("venue:preprint", (doc) => venue(doc) === "");
field("tag:delta-rule", having("tag", "delta-rule"));
field('tag:"delta rule"', having("tag", "delta-rule"));
field("tag:delta-rule has:code", (doc) => having("tag", "delta-rule")(doc) && having("has", "code")(doc));
field("category:theory", having("category", "theory"));
field("has:code", having("has", "code"));
field("has:method", having("has", "method"));
field("decay:input-scalar", having("decay", "input-scalar"));
field("decay:Input-Scalar", having("decay", "input-scalar"));
field("training:chunkwise", having("training", "chunkwise"));
field("training:parallel training:chunkwise", having("training", "parallel"), having("training", "chunkwise"));
field("write:delta year:2024..2025", (doc) => having("write", "delta")(doc) && year(doc) >= 2024 && year(doc) <= 2025);
field("family:delta-rule", having("family", "delta-rule"));
field("-author:yang", (doc) => !hasAuthor(doc, "yang"));
field("-tag:delta-rule", (doc) => !having("tag", "delta-rule")(doc));
field("year:2024 -has:code", (doc) => year(doc) === 2024 && !having("has", "code")(doc));

test("from: and to: find papers at any distance, the nearest first, once the relations are there", async () => {
  const more = search(index, "from:deltanet").more;
  assert.equal(await more, true);
  assert.equal(await search(index, "from:deltanet").more, false);
  const { papers, links } = JSON.parse(await get("relations.json"));
  /** @type {(start: string, ends: [number, number]) => Map<string, number>} textbook breadth first */
  const steps = (start, [from, to]) => {
    const found = new Map([[papers.findIndex((/** @type {string[]} */ [key]) => key === start), 0]]);
    for (let step = 1, isMore = true; isMore; step++) {
      const before = [...found.keys()];
      for (const link of links) if (before.includes(link[from]) && !found.has(link[to])) found.set(link[to], step);
      isMore = found.size > before.length;
    }
    return new Map([...found].filter(([, step]) => step).map(([row, step]) => [papers[row][0], step]));
  };
  for (const [query, expected] of /** @type {[string, Map<string, number>][]} */ ([
    ["from:deltanet", steps("deltanet", [0, 1])],
    ["from:DeltaNet", steps("deltanet", [0, 1])],
    ['to:"Gated DeltaNet"', steps("gated-deltanet", [1, 0])],
  ])) {
    const found = keys(query);
    assert.deepEqual([...found].sort(), [...expected.keys()].sort());
    const distances = found.map((key) => expected.get(key) ?? 0);
    assert.deepEqual(
      distances,
      [...distances].sort((one, other) => one - other),
    );
  }
  assert.ok(keys("from:deltanet tag:delta-rule").length < keys("from:deltanet").length);
  assert.ok(!keys("-from:deltanet").includes("gated-deltanet"));
  const [near, far] = ["gated-deltanet", "kimi-linear"].map(row);
  const { related } = search(index, "from:deltanet");
  assert.ok(related);
  assert.equal(distance(index, related, near), "generalises DeltaNet");
  assert.equal(distance(index, related, far), "2 steps from DeltaNet");
  assert.deepEqual(keys("from:delta-net-7"), []);
  assert.deepEqual(search(index, "from:deltanett").problems, [{ name: "from:deltanett", nearest: "from:deltanet" }]);
  assert.deepEqual(search(index, "from:delta").problems, [{ name: "from:delta", nearest: "from:deltanet" }]);
  assert.equal(offered(index, "from:gated-d", fieldsOf(columns))[0].field, "from");
});

test("a field and words together narrow", () => {
  const found = keys("attention author:yang");
  assert.ok(found.length > 0);
  for (const key of found) assert.ok(hasAuthor(row(key), "yang") && keys("attention").includes(key));
  assert.equal(first("delta author:yang year:2024"), "deltanet");
});

test("an unknown field is reported with the nearest name, and its words are searched", () => {
  assert.deepEqual(search(index, "autor:yang").problems, [{ name: "autor", nearest: "author" }]);
  assert.deepEqual(search(index, "yaer:2024 delta").problems, [{ name: "yaer", nearest: "year" }]);
  assert.deepEqual(search(index, "bibliography:x").problems, [{ name: "bibliography", nearest: "" }]);
  assert.deepEqual(
    search(index, "constructor:x __proto__:y")
      .problems.map(({ name }) => name)
      .slice(0, 1),
    ["constructor"],
  );
  assert.deepEqual(search(index, "Mamba: Linear-Time Sequence").problems, [], "a title's colon is not a field");
  assert.equal(first("Mamba: Linear-Time Sequence"), "mamba");
});

test("an unknown value of a field is reported with the nearest one", () => {
  assert.deepEqual(search(index, "has:cod").problems, [{ name: "has:cod", nearest: "has:code" }]);
  assert.deepEqual(search(index, "training:chunkwse").problems, [
    { name: "training:chunkwse", nearest: "training:chunkwise" },
  ]);
  assert.deepEqual(search(index, "training:chu").problems, [{ name: "training:chu", nearest: "training:chunkwise" }]);
  assert.deepEqual(search(index, "year:soon").problems, [{ name: "year:soon", nearest: "" }]);
  for (const right of [
    "has:code",
    "HAS:Method",
    "decay:none",
    "year:2024",
    "year:2023..2025",
    "year:..2020",
    "year:2023..",
    "venue:neurips2024",
    "tag:Delta-Rule",
    'author:"bo du"',
    "lab:nvidia",
  ])
    assert.deepEqual(search(index, right).problems, [], right);
});

test("an unknown venue, tag, category, author or lab is reported with the nearest one", () => {
  const near = (/** @type {string} */ query) => search(index, query).problems.map(({ nearest }) => nearest);
  assert.deepEqual(near("category:vison"), ["category:vision"]);
  assert.deepEqual(near("venue:nips"), ["venue:NeurIPS"]);
  assert.deepEqual(near("tag:detla-rule"), ["tag:delta-rule"]);
  assert.deepEqual(near("lab:nvidea"), ["lab:NVIDIA"]);
  assert.deepEqual(near("author:qqqqqqqq"), [""]);
  const years = search(index, "", { filters: { year: ["abc"], published: ["2024"] } }).problems;
  assert.deepEqual(years, [{ name: "year:abc", nearest: "" }]);
});

test("a name in quotes is one author", () => {
  const found = keys('author:"bo du"');
  assert.ok(found.length > 0);
  for (const key of found) assert.ok(people(row(key)).includes("Bo Du"), key);
});

test("a lab is a field and a word", () => {
  assert.ok(keys("lab:ai21").length >= 2);
  assert.ok(keys("lab:AI21").every((key) => key.startsWith("jamba")));
  assert.equal(first("ai21 hybrid")?.startsWith("jamba"), true);
});

test("values of a field are offered until one is complete", () => {
  const of = (/** @type {string} */ text) => offered(index, text, fieldsOf(columns));
  assert.deepEqual(
    of("mamba tag:delta").map(({ query }) => query),
    ["mamba tag:delta-rule "],
  );
  assert.ok(of("venue:").length > 3);
  assert.ok(of('author:"songlin').some(({ query }) => query === 'author:"Songlin Yang" '));
  assert.deepEqual(of("tag:delta-rule"), []);
  assert.deepEqual(of("nofield:x"), []);
  assert.ok(of("lab:goog").some(({ value }) => value === "Google DeepMind"));
});

test("a phrase matches its words side by side", () => {
  const found = keys('"delta rule"');
  assert.ok(found.length > 0);
  for (const key of found) {
    const doc = row(key);
    const tags = columns.tags[doc].map((/** @type {number} */ tag) => columns.tagNames[tag][1]);
    const texts = [columns.titles[doc], columns.names[doc], columns.also[doc], index.textTier?.summaries.texts[doc]];
    assert.match(fold([...texts, ...tags].join(" | ")), /delta\W+rule/, key);
  }
  assert.deepEqual(keys("“delta rule”"), found);
  assert.deepEqual(keys('"rule delta"'), []);
  assert.equal(first('"attention is all you need"'), "transformer");
  assert.ok(keys('"songlin yang"').includes("gla"));
});

test("a word with a minus is left out", () => {
  const found = keys("delta -mamba");
  assert.ok(found.length > 0);
  for (const key of found) assert.doesNotMatch(fold(columns.titles[row(key)]), /\bmamba\b/);
  assert.ok(keys("delta").length > found.length);
  assert.ok(keys("-mamba").length > 0, "alone, it finds all other papers");
  assert.ok(!keys("-mamba").includes("mamba"));
});

test("a compound or a phrase with a minus is left out as a whole", () => {
  assert.ok(!keys("state -mamba-2").includes("mamba2"));
  assert.ok(keys("state -mamba-2").includes("mamba"), "Mamba is not Mamba-2");
  const found = keys('linear -"delta rule"');
  assert.ok(!found.includes("deltanet"));
  assert.ok(found.length > keys("linear -delta -rule").length);
});

test("topics find papers by tag, category and venue", () => {
  assert.ok(
    keys("neurips 2024")
      .map(row)
      .some((doc) => venue(doc) === "NeurIPS" && columns.venueYear[doc] === 2024),
  );
  for (const query of ["neurips2024", "neurips24"]) {
    const docs = keys(query).map(row);
    assert.ok(docs.length > 10, query);
    for (const doc of docs)
      assert.ok(venue(doc) === "NeurIPS" && columns.venueYear[doc] === 2024, `${query}: ${columns.keys[doc]}`);
  }
  assert.ok(keys("theory").length >= keys("category:theory").length);
});

const SELECTIONS = [
  {},
  { category: ["theory"] },
  { category: ["theory", "systems"] },
  { year: ["2024"], venue: ["NeurIPS", "ICML"] },
  { tag: ["delta-rule", "gating"], has: ["code"] },
  { venue: ["preprint"], decay: ["none", "input-vector"], training: ["chunkwise"] },
  { year: ["2023..2024"] },
  { category: ["no-such"], tag: ["nor-this"] },
  { year: [] },
];

test("filters are OR within a group and AND between groups", () => {
  for (const filters of SELECTIONS)
    for (const query of ["", "attention", "author:yang", "delta rule"]) {
      const expected = keys(query).filter((key) =>
        Object.entries(filters).every(
          ([facet, values]) => !values.length || values.some((value) => having(facet, value)(row(key))),
        ),
      );
      assert.deepEqual(keys(query, { ...ALL, filters }), expected, JSON.stringify([query, filters]));
    }
});

test("of the values of a whole facet, a paper must have all, and counts follow", () => {
  for (const tag of [["delta-rule"], ["delta-rule", "gating"], ["delta-rule", "chunkwise-training", "kernels"]]) {
    const options = { filters: { tag, category: ["architectures", "systems"] }, whole: ["tag"] };
    const expected = keys("").filter((key) => {
      const hasAll = tag.every((one) => having("tag", one)(row(key)));
      return hasAll && options.filters.category.some((one) => having("category", one)(row(key)));
    });
    assert.ok(expected.length > 0);
    assert.deepEqual(keys("", { ...ALL, ...options }), expected);
    const { facets } = search(index, "", { ...options, facets: true });
    for (const [value, count] of facets?.tag ?? []) {
      const more = { ...options, filters: { ...options.filters, tag: [...new Set([...tag, value])] } };
      assert.equal(count, search(index, "", more).count, value);
    }
  }
});

test("a value's count is the number of results with only this value in its group", () => {
  for (const filters of SELECTIONS)
    for (const query of ["", "attention", "year:2024", "linear transformer"]) {
      const { facets } = search(index, query, { filters, facets: true });
      assert.ok(facets);
      for (const [facet, counts] of Object.entries(facets)) {
        for (const [value, count] of counts) {
          assert.equal(
            count,
            search(index, query, { filters: { ...filters, [facet]: [value] } }).count,
            JSON.stringify([query, filters, facet, value]),
          );
          assert.ok(count > 0);
        }
        if (["category", "year", "venue"].includes(facet)) {
          const open = search(index, query, { filters: { ...filters, [facet]: [] } }).count;
          assert.equal(
            [...counts.values()].reduce((sum, count) => sum + count, 0),
            open,
            `${query}: the counts of ${facet} are all papers`,
          );
        }
      }
    }
  assert.equal(search(index, "").facets, null, "not counted unless asked for");
});

test("each sort option orders the results", () => {
  for (const query of ["", "attention"]) {
    const docs = (/** @type {string} */ sort) => search(index, query, { ...ALL, sort }).docs;
    const dates = docs("newest").map((doc) => columns.dates[doc]);
    assert.deepEqual(dates, [...dates].sort().reverse());
    assert.deepEqual(
      docs("oldest").map((doc) => columns.dates[doc]),
      [...dates].sort(),
    );
    const titles = docs("title").map((doc) => fold(columns.titles[doc]));
    assert.deepEqual(titles, [...titles].sort());
    const added = docs("added").map((doc) => columns.days[columns.added[doc]]);
    assert.deepEqual(added, [...added].sort().reverse());
    for (const sort of ["newest", "oldest", "title", "added"])
      assert.deepEqual(
        docs(sort).sort((a, b) => a - b),
        docs("relevance").sort((a, b) => a - b),
        "the same papers in any order",
      );
  }
});

// Values that an old or broken link may contain.
for (const odd of ["", "nonsense", "constructor", "__proto__", "toString"]) {
  test(`an unknown order is by relevance: ${odd}`, () =>
    assert.deepEqual(keys("attention", { sort: odd }), keys("attention", {})));
  test(`an unknown facet has no papers: ${odd}`, () => {
    const filters = JSON.parse(`{${JSON.stringify(odd)}: ["x"]}`);
    assert.deepEqual(keys("attention", { filters, facets: true }), []);
  });
  for (const facet of ["category", "venue", "tag", "author", "has", "decay"])
    test(`an unknown value has no papers: ${facet} ${odd}`, () =>
      assert.deepEqual(keys("attention", { filters: { [facet]: [odd] }, facets: true }), []));
}
