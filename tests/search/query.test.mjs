// How a query is parsed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FIELDS, parse, span } from "../../src/paperatlas/assets/search/query.js";
import { edits } from "../../src/paperatlas/assets/shared/analyser.js";
import { nearest } from "../../src/paperatlas/assets/shared/nearest.js";
import { cases } from "./table.mjs";

const NOTHING = { words: [], phrases: [], without: [], fields: [], arxiv: "", doi: "", unknown: [] };

for (const [text, expected] of cases.queries)
  test(`the query ${text || "(empty)"}`, () => {
    const query = /** @type {Record<string, unknown>} */ (parse(text, [...FIELDS, "decay", "write", "training"]));
    // Everything that a case does not name is empty; a field is excluded only if the case says so.
    const whole = {
      ...NOTHING,
      ...expected,
      fields: (expected.fields ?? []).map((/** @type {any[]} */ [name, value, isLeftOut = false]) => [
        name,
        value,
        isLeftOut,
      ]),
    };
    for (const [name, value] of Object.entries(whole)) assert.deepEqual(query[name], value, name);
  });

for (const [text, from, to] of cases.spans)
  test(`the years of ${JSON.stringify(text)}`, () => assert.deepEqual(span(text), [from, to]));

for (const [one, two, most, count] of cases.edits)
  test(`${count} edits from ${JSON.stringify(one)} to ${JSON.stringify(two)}`, () => {
    assert.equal(edits(one, two, most), count);
    assert.equal(edits(two, one, most), count);
  });

test("the nearest field is suggested, if one is near", () => {
  const known = ["author", "year", "venue", "tag"];
  assert.equal(nearest("autor", known), "author");
  assert.equal(nearest("yaer", known), "year");
  assert.equal(nearest("venues", known), "venue");
  assert.equal(nearest("bibliography", known), "");
  assert.equal(nearest("author", []), "");
});

test("only known fields are fields", () => {
  assert.deepEqual(parse("decay:none", ["decay"]).fields, [["decay", "none", false]]);
  assert.deepEqual(parse("decay:none", ["author"]).unknown, ["decay"]);
});

test("the length of a query is limited", () => {
  const query = parse("word ".repeat(5_000));
  assert.ok(query.words.length <= 20);
  assert.ok(parse("x".repeat(10_000)).words.join("").length <= 1_000);
});

/** Edit distance by the textbook algorithm, with the whole table. @param {string} a @param {string} b */
function plainly(a, b) {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i || j));
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      table[i][j] = Math.min(
        table[i - 1][j] + 1,
        table[i][j - 1] + 1,
        table[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
    }
  return table[a.length][b.length];
}

test("the edit distance of any two words equals that of the textbook algorithm, up to the limit", () => {
  const all = [""];
  for (let i = 0; all[i].length < 5; i++) all.push(...[..."abc"].map((letter) => all[i] + letter));
  for (const a of all)
    for (const b of all.filter((_, i) => i % 3 === a.length % 3))
      for (const most of [1, 2, 3])
        assert.equal(edits(a, b, most), Math.min(plainly(a, b), most + 1), `${a} ${b} ${most}`);
});
