// Any text is a query.
import assert from "node:assert/strict";
import { test } from "node:test";
import { search } from "../../src/paperatlas/assets/search/engine.js";
import { columns, first, index, one, random } from "./catalogue.mjs";

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
