// What queries find in the real catalogue, and the order of results.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addText, buildIndex, member, readColumns, search } from "../../docs/assets/search/engine.js";
import { fold, joined, runs } from "../../docs/assets/shared/analyser.js";
import { file } from "./table.mjs";

const columns = await readColumns(file("columns"));
const index = await buildIndex(columns);
addText(index, file("text"));
const ALL = { limit: 100_000 };

/** @param {string} query @param {import("../../docs/assets/search/engine.js").Options} [options] */
const keys = (query, options = ALL) => search(index, query, options).hits.map((hit) => hit.key);
/** @param {string} query */
const first = (query) => search(index, query).hits[0]?.key;
/** @param {string} key */
const row = (key) => columns.keys.indexOf(key);
/** @param {number} doc @returns {string[]} */
const people = (doc) => columns.authors[doc].map((/** @type {number} */ person) => columns.people[person]);
/** @param {number} doc */
const year = (doc) => Number(columns.dates[doc].slice(0, 4));
const rows = [...columns.keys.keys()];

/** The same numbers every time (mulberry32). @param {number} seed */
function seeded(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = seeded(6);
/** @template T @param {T[]} list @returns {T} */
const one = (list) => list[Math.floor(random() * list.length)];

/** Queries as readers type them: words from titles, two words from one title, name prefixes, names with a typo. */
function typed() {
  const title = one(columns.titles),
    words = runs(fold(title)),
    word = one(words);
  const at = Math.floor(random() * word.length),
    name = one(columns.names) || title;
  return one([
    word,
    title,
    name,
    `${word} ${one(words)}`,
    name.slice(0, 1 + Math.floor(random() * name.length)),
    `${word} ${one(people(Math.floor(random() * columns.count)))}`,
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + "e" + word.slice(at),
  ]);
}
const TYPED = Array.from({ length: 400 }, typed);

/** Each query of a table finds its paper first. @param {string} what @param {Record<string, string[]>} table */
function finds(what, table) {
  for (const [key, queries] of Object.entries(table))
    for (const query of queries) test(`${what}: ${query}`, () => assert.equal(first(query), key));
}

finds("a name in every spelling", {
  mamba2: ["mamba2", "mamba 2", "mamba-2", "Mamba-2", "MAMBA2", "mamba‑2", "  mamba   2 "],
  flashattention: ["flash attention", "flashattention", "FlashAttention", "flash-attention", "Flash Attention"],
  s4nd: ["S4ND", "s4nd"],
  rwkv7: ["RWKV-7", "rwkv7", "rwkv 7", "rwkv-7"],
  gla: ["GLA", "gla"],
  lolcats: ["LoLCATs", "lolcats"],
  retnet: ["RetNet", "ret net", "ret-net"],
  hgrn2: ["HGRN2", "hgrn 2", "hgrn-2"],
  bmojo: ["B'MOJO", "bmojo", "b mojo"],
  nystromformer: ["Nyströmformer", "nystromformer", "nyströmformer"],
  "gated-deltanet": ["Gated DeltaNet", "gated delta net", "gateddeltanet"],
  "eagle-finch": ["RWKV-5/6", "RWKV-6", "rwkv6", "Eagle and Finch"],
  bitnet: ["BitNet b1.58", "bitnet"],
});

finds("an id in every spelling", {
  gla: [
    "2312.06635",
    "arXiv:2312.06635",
    "arxiv 2312.06635",
    "ARXIV:2312.06635v3",
    "2312.06635v3",
    "2312.0663",
    "https://arxiv.org/abs/2312.06635",
    "https://arxiv.org/pdf/2312.06635v3.pdf",
    "http://arxiv.org/html/2312.06635v1",
    "arxiv.org/abs/2312.06635",
    "(arXiv:2312.06635)",
    "arXiv:2312.06635v6 [cs.LG] 27 Aug 2024",
    "10.48550/arXiv.2312.06635",
    "https://huggingface.co/papers/2312.06635",
  ],
  "efficient-transformers-survey": [
    "10.1145/3530811",
    "doi:10.1145/3530811",
    "https://doi.org/10.1145/3530811",
    "10.1145/35",
    "10.1145/3530811.",
  ],
  flatten: ["10.1109/ICCV51070.2023.00548", "10.1109/iccv51070.2023.00548"],
  sru: ["10.18653/v1/D18-1477", "https://doi.org/10.18653/v1/d18-1477"],
});

test("an id finds its paper alone, and a prefix all papers that have it", () => {
  assert.deepEqual(keys("2312.06635"), ["gla"]);
  const begins = (/** @type {string[]} */ column, /** @type {string} */ prefix) =>
    rows
      .filter((doc) => column[doc].startsWith(prefix))
      .map((doc) => columns.keys[doc])
      .sort();
  for (const prefix of ["2312.", "2312.0", "2405.1"])
    assert.deepEqual(keys(prefix).sort(), begins(columns.arxiv, prefix), prefix);
  for (const prefix of ["10.18653/", "10.18653/v1/2022.emnlp"])
    assert.deepEqual(keys(prefix).sort(), begins(columns.doi, prefix), prefix);
  assert.ok(begins(columns.doi, "10.18653/").length > 3);
});

test("every paper is found first by its own id", () => {
  for (const doc of rows) {
    if (columns.arxiv[doc]) assert.equal(first(columns.arxiv[doc]), columns.keys[doc]);
    if (columns.doi[doc]) assert.equal(first(columns.doi[doc]), columns.keys[doc]);
  }
});

test("an id that no paper has finds nothing", () => {
  assert.deepEqual(keys("9912.99999"), []);
  assert.deepEqual(keys("10.5555/nothing"), []);
});

test("an exact name or title finds its paper first", () => {
  const missed = [];
  for (const doc of rows)
    for (const text of [columns.names[doc], columns.titles[doc]]) {
      const found = text && search(index, text).hits[0]?.doc;
      // Two papers may have the same name (Graph Mamba, Graph-Mamba).
      if (text && ![columns.names[found], columns.titles[found]].some((other) => joined(other) === joined(text)))
        missed.push([text, columns.keys[found]]);
    }
  assert.deepEqual(missed, []);
});

test("the words before a title's colon are a name", () => {
  const missed = [];
  for (const doc of rows) {
    const head = columns.titles[doc].split(":")[0];
    if (head === columns.titles[doc]) continue;
    const found = search(index, head).hits[0].doc;
    const names = [
      columns.names[found],
      columns.titles[found],
      columns.titles[found].split(":")[0],
      ...columns.also[found].split(" | "),
    ];
    if (!names.some((name) => joined(name) === joined(head))) missed.push([head, columns.keys[found]]);
  }
  assert.deepEqual(missed, []);
  assert.equal(first("legendre memory units"), "lmu");
});

finds("of names that begin with the query, the shortest comes first", {
  "gated-deltanet": ["gated deltan", "gateddelta"],
  mamba: ["mam", "mamb"],
  flashattention: ["flash att"],
});

finds("a name without its version means the first version", {
  rwkv: ["rwkv", "RWKV"],
  mamba: ["mamba"],
  jamba: ["jamba"],
  "gated-deltanet": ["gated deltanet"],
  s4: ["s4"],
  xlstm: ["xlstm"],
  lasp: ["lasp"],
});

test("a name that begins with the query ranks above a paper that only mentions it", () => {
  const found = keys("hyen");
  assert.deepEqual(found.slice(0, 3).sort(), ["hyena", "hyenadna", "laughing-hyena"].sort());
});

finds("the initials of a title", {
  transformer: ["aiayn", "AIAYN"],
  "fast-weight-programmers": ["ltasfwp"],
  "hippo-basis": ["httyh", "HTTYH"],
  "linear-transformer": ["transformers are rnns"],
  ttt: ["ttt"],
});

finds("while the reader is still typing", {
  "gated-deltanet": ["gated delta net"],
  flashattention: ["flasha", "flash att"],
  gla: ["gated linear attention transf"],
  hedgehog: ["hedg"],
  longhorn: ["longh"],
  retnet: ["retentive netw"],
  transformer: ["attention is all"],
});

finds("a typo is forgiven", {
  mamba: ["mabma", "mmaba", "manba"],
  hyena: ["hyna", "hyenna"],
  flashattention: ["flashatention", "flahsatention", "flash atention"],
  gla: ["gated linaer attention"],
  linformer: ["linfromer", "lnformer"],
  longhorn: ["longhron", "lonhgorn"],
  hedgehog: ["hedghog"],
  performer: ["perfomer", "pefromer"],
  nystromformer: ["nistromformer"],
});

test("shorter words may have fewer typos", () => {
  assert.ok(!keys("glx").includes("gla"), "none below four letters");
  assert.ok(!keys("h4x").includes("h3"));
  assert.ok(keys("griffn").includes("griffin"), "one up to seven");
  assert.ok(!keys("grxffn").includes("griffin"), "not two up to seven");
  assert.ok(keys("hedghgo").includes("hedgehog") || keys("hedgghgo").includes("hedgehog"), "two from eight");
  assert.ok(!keys("hxdgghgo").includes("hedgehog"), "never three");
});

test("an exact word ranks above a similar one", () => {
  let mixed = 0;
  for (const query of TYPED) {
    const exact = search(index, query, ALL).hits.map((hit) => hit.exact);
    assert.deepEqual(
      exact,
      [...exact].sort((a, b) => Number(b) - Number(a)),
      query,
    );
    if (exact.length && exact[0] && !exact[exact.length - 1]) mixed++;
  }
  assert.ok(mixed > 0, "there are queries with both");
  assert.ok(
    search(index, "mamba", ALL).hits.every((hit) => hit.exact),
    "a word that exists is not taken for a typo",
  );
});

test("all words must match: more words narrow", () => {
  for (let i = 0; i < 300; i++) {
    const words = runs(fold(one(columns.titles)));
    const a = one(words),
      b = one(words);
    if (index.small.has(a) || a.length === 1) continue; // optional
    const both = search(index, `${a} ${b}`, ALL);
    assert.ok(!both.partial);
    const [left, right] = [new Set(keys(a)), new Set(keys(b))];
    // Adjacent words also match as one: "flash attention" finds FlashAttention.
    const joint = new Set(keys(a + b));
    for (const { key } of both.hits)
      assert.ok((left.has(key) && right.has(key)) || joint.has(key), `${a} ${b}: ${key}`);
  }
});

test("small words are optional, except as the last word or if all words are small", () => {
  const of = search(index, "kernels of the delta rule", ALL);
  assert.deepEqual([of.partial, of.hits.every((hit) => hit.exact)], [false, true]);
  assert.deepEqual(
    new Set(keys("kernels of the delta rule")),
    new Set([...keys("kernels delta rule"), ...keys("kernels of the delta rule")]),
  );
  assert.equal(first("attention is all you need"), "transformer");
  assert.ok(search(index, "the", ALL).count < columns.count);
});

test("an initial matches a given name", () => {
  const whole = search(index, "schmidhuber", ALL),
    short = search(index, "J. Schmidhuber", ALL);
  assert.ok(whole.count > 1);
  assert.deepEqual(
    [short.partial, new Set(short.hits.map((hit) => hit.key))],
    [false, new Set(whole.hits.map((hit) => hit.key))],
  );
});

test("a typo in a name ranks above a word that was split in two", () => {
  assert.equal(first("kimi linera"), "kimi-linear");
  assert.equal(first("titnas"), "titans");
});

test("if no paper has all words, the results are those with the most words, marked as partial", () => {
  const found = search(index, "zebra quantum mamba", ALL);
  assert.equal(found.partial, true);
  assert.equal(found.hits[0].key, "zebra-llama");
  assert.ok(found.count > 0);
  assert.ok(found.hits.every((hit) => !hit.exact));
  assert.equal(search(index, "selective mamba").partial, false);
  const nothing = search(index, "xqzv");
  assert.deepEqual([nothing.hits, nothing.count, nothing.partial], [[], 0, false]);
});

test("no paper has more of the words than a partial match", () => {
  const found = search(index, "delta rule quantum chromodynamics", ALL);
  assert.equal(found.partial, true);
  const both = new Set(keys("delta rule "));
  for (const { key } of found.hits) assert.ok(both.has(key), key);
});

test("the first author ranks above the others", () => {
  for (const name of ["songlin yang", "albert gu", "tri dao", "zhen qin"]) {
    const found = keys(name)
      .map(row)
      .filter((doc) => people(doc).some((person) => joined(person) === joined(name)));
    assert.ok(found.length > 1, name);
    const isFirst = found.map((doc) => joined(people(doc)[0]) === joined(name));
    assert.deepEqual(
      isFirst,
      [...isFirst].sort((a, b) => Number(b) - Number(a)),
      name,
    );
    assert.ok(isFirst[0], name);
  }
});

test("names of authors are found with and without accents", () => {
  const marked = [...new Set(columns.people.filter((/** @type {string} */ name) => /[^\x00-\x7f]/.test(name)))];
  assert.ok(marked.length > 10);
  for (const name of marked) assert.deepEqual(keys(fold(name)), keys(name), name);
});

test("the order does not depend on earlier searches", async () => {
  const other = await buildIndex(await readColumns(file("columns")));
  addText(other, file("text"));
  for (const query of TYPED) {
    const found = search(index, query, ALL).hits;
    assert.deepEqual(search(index, query, ALL).hits, found);
    assert.deepEqual(search(other, query, ALL).hits, found, query);
  }
});

test("the newer of two equal papers comes first", () => {
  for (const query of TYPED) {
    const { hits } = search(index, query, ALL);
    for (let i = 1; i < hits.length; i++)
      assert.ok(
        hits[i - 1].score > hits[i].score || (hits[i - 1].score === hits[i].score && hits[i - 1].doc < hits[i].doc),
        query,
      );
  }
  for (let doc = 1; doc < columns.count; doc++) assert.ok(columns.dates[doc - 1] >= columns.dates[doc]);
});

test("a limit gives the first of all results", () => {
  for (const query of [...TYPED, ""])
    for (const sort of ["relevance", "newest", "oldest", "title", "added"]) {
      const whole = keys(query, { ...ALL, sort });
      for (const limit of [1, 7, 20, 101])
        assert.deepEqual(keys(query, { sort, limit }), whole.slice(0, limit), `${query} ${sort} ${limit}`);
      assert.equal(search(index, query, { sort, limit: 1 }).count, whole.length);
    }
});

/** The papers a field finds are those that have it. @param {string} query @param {(doc: number) => boolean} has */
function field(query, has) {
  test(`the field ${query}`, () => {
    const expected = rows.filter(has).map((doc) => columns.keys[doc]);
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
field("write:delta year:2024..2025", (doc) => having("write", "delta")(doc) && year(doc) >= 2024 && year(doc) <= 2025);
field("-author:yang", (doc) => !hasAuthor(doc, "yang"));
field("-tag:delta-rule", (doc) => !having("tag", "delta-rule")(doc));
field("year:2024 -has:code", (doc) => year(doc) === 2024 && !having("has", "code")(doc));

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
  assert.deepEqual(search(index, "year:soon").problems, [{ name: "year:soon", nearest: "" }]);
  for (const right of [
    "has:code",
    "HAS:Method",
    "decay:none",
    "year:2024",
    "year:2023..2025",
    "year:..2020",
    "year:2023..",
    "venue:nowhere",
    "author:nobody",
  ])
    assert.deepEqual(search(index, right).problems, [], right);
});

test("a phrase matches its words side by side", () => {
  const found = keys('"delta rule"');
  assert.ok(found.length > 0);
  for (const key of found)
    assert.match(
      [columns.titles, columns.names, columns.also].map((column) => fold(column[row(key)])).join(" | "),
      /delta\W+rule/,
    );
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

test("explanations do not change the results, and name the words that count", () => {
  for (const query of ["mamba-2", "gated linaer attention", "songlin yang 2024", "2312.06635", ""]) {
    const plain = search(index, query, ALL).hits,
      explained = search(index, query, { ...ALL, explain: true }).hits;
    assert.deepEqual(
      explained.map(({ key, score, places, exact }) => ({ key, score, places, exact })),
      plain.map(({ key, score, places, exact }) => ({ key, score, places, exact })),
    );
    for (const { steps } of explained)
      for (const { word, term, weight } of steps ?? []) assert.ok(word && term && weight > 0);
  }
  const [hit] = search(index, "songlin yang", { explain: true }).hits;
  assert.deepEqual((hit.steps ?? []).map(({ term }) => term).sort(), ["songlin", "yang"]);
});

const ODD = [
  "\ud800",
  "\udfff",
  "mamba \ud83d",
  "\udc0d\ud83d",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty valueOf",
  "__proto__:x",
  "constructor:constructor",
  "author:__proto__",
  "decay:__proto__",
  "has:constructor",
  "tag:",
  "year:",
  "year:..",
  "year:abc",
  "year:9..1",
  "-",
  "--",
  "-:",
  ":",
  "::",
  ":x",
  '"',
  '"""',
  '"-"',
  '-"',
  '-"mamba',
  'author:"',
  "\\",
  "\0",
  "\n",
  "a\nb",
  "%00",
  "<script>alert(1)</script>",
  "' OR 1=1 --",
  "(((((",
  "[a-z]+",
  ".*",
  "$&",
  "שלום עולם",
  "‏مرحبا‎ mamba",
  "🐍🐍🐍",
  "👩‍🔬",
  "e\u0301",
  "\u0301",
  "İ",
  "ﷺ",
  "x".repeat(10_000),
  "mamba ".repeat(2_000),
  "m a m b a ".repeat(50),
  "deltarule ".repeat(12),
  "flashattention linearattention deltarule statespace gatedlinear longcontext fastweights selfattention",
  "-x ".repeat(3_000),
  '"a b" '.repeat(500),
  "author:a ".repeat(500),
  "1".repeat(9_999),
  "2312.".repeat(100),
  "10.1145/" + "x".repeat(9_000),
  "-".repeat(10_000),
  " ".repeat(10_000),
  "\u{10ffff}".repeat(300),
  "ß".repeat(3_000),
  "ﷺ".repeat(2_000),
];

/** @param {string} query */
function answers(query) {
  for (const options of [{}, { facets: true, explain: true, filters: { year: ["2024"] }, sort: "title" }]) {
    const before = performance.now();
    const found = search(index, query, options);
    assert.ok(performance.now() - before < 1_000, "in time");
    assert.ok(Array.isArray(found.hits));
    assert.equal(typeof found.partial, "boolean");
    assert.ok(found.hits.length <= 20 && found.hits.length <= found.count && found.count <= columns.count);
    assert.equal(new Set(found.hits.map((hit) => hit.key)).size, found.hits.length, "each paper occurs once");
    for (const hit of found.hits) assert.ok(hit.key && Number.isFinite(hit.score) && columns.keys[hit.doc] === hit.key);
  }
}

for (const query of ODD)
  test(`any text is a query: ${JSON.stringify(query.slice(0, 30))} (${query.length})`, () => {
    answers(query);
    assert.equal(first("mamba2"), "mamba2", "the next query works as usual");
  });

test("any text is a query: 3,000 random ones", () => {
  const pieces = [
    "mamba",
    "delta rule",
    "author:",
    "year:",
    "-",
    '"',
    ":",
    "..",
    "2024",
    "2312.06635",
    "10.1145/3530811",
    " ",
    " ",
    "has:code",
    "é",
    "ß",
    "一",
    "ا",
    "א",
    "\u0301",
    "\u200f",
    "🐍",
    "\ud800",
    "\udc00",
    "\0",
    "__proto__",
    "constructor",
    "https://arxiv.org/abs/",
    "arXiv:",
    "doi:",
    "v2",
    "'",
    "\\",
    "(",
    "flashattention",
  ];
  for (let i = 0; i < 3_000; i++) {
    const length = Math.floor(random() * 12);
    const query = Array.from({ length }, () =>
      random() < 0.7 ? one(pieces) : String.fromCharCode(Math.floor(random() * 0x10000)),
    ).join("");
    try {
      answers(query);
    } catch (error) {
      throw new Error(`the query ${JSON.stringify(query)}`, { cause: error });
    }
  }
});

test("joined words are split and all searched", () => {
  // Each is split in two: more words than anyone types.
  const query = "transformerquality ".repeat(9),
    found = search(index, query, ALL);
  assert.deepEqual(found.hits.map((hit) => hit.key).sort(), keys("transformerquality").sort());
  assert.equal(found.partial, false);
});

test("another spelling of an author's name is not a name of the paper", () => {
  const hits = search(index, "christopher re", { ...ALL, explain: true }).hits;
  assert.ok(hits.length > 5);
  assert.deepEqual(
    hits.filter((hit) => hit.tier).map((hit) => hit.key),
    [],
  );
  assert.equal(first("xu owen he"), "fox", "the spelling still finds the paper");
});

test("words of the summaries are found only with the text tier", async () => {
  const bare = await buildIndex(columns);
  const word = [...(index.textTier?.terms ?? [])].find(
    (term) => term.length > 7 && !index.terms.some((other) => other.startsWith(term)),
  );
  assert.ok(word);
  assert.ok(keys(word).length > 0);
  assert.ok(search(index, word).hits[0].exact);
  assert.ok(!search(bare, word, ALL).hits.some((hit) => hit.exact));
});

test("a word in a name counts more than a word in a summary", () => {
  const found = search(index, "hyena", ALL).hits,
    TEXT = 1 << 8;
  const isText = found.map((hit) => hit.places === TEXT);
  assert.ok(isText.includes(true), "some summaries mention it");
  assert.deepEqual(
    isText,
    [...isText].sort((a, b) => Number(a) - Number(b)),
  );
});
