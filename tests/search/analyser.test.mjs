// Splitting a text into words, tested with the shared cases.
import assert from "node:assert/strict";
import { test } from "node:test";
import { numbers, readNames } from "../../src/paperatlas/assets/search/columns.js";
import { fold, joined, parts, words } from "../../src/paperatlas/assets/shared/analyser.js";
import { cases, file } from "./table.mjs";

for (const [text, expected] of cases.words)
  test(`the words of ${JSON.stringify(text)}`, () => assert.deepEqual(words(text), expected));

for (const [text, expected] of cases.parts)
  test(`the parts of ${JSON.stringify(text)}`, () => assert.deepEqual(parts(text), expected));

test("small words come with the columns", async () => {
  const { small } = await readNames(file("names"));
  assert.deepEqual(small, cases.small);
});

for (const [list, text] of cases.numbers) test(`numbers as text: ${list}`, () => assert.deepEqual(numbers(text), list));

test("different spellings of a name are equal when joined", () => {
  for (const text of ["Mamba-2", "mamba 2", "MAMBA2", "mamba‑2", " Mamba_2!"]) assert.equal(joined(text), "mamba2");
});

test("folding twice changes nothing", () => {
  for (const [text] of cases.words) assert.equal(fold(fold(text)), fold(text));
});

test("lone surrogates are not letters and cause no error", () => {
  assert.deepEqual(words("\ud83d mamba\udc0d2 \ud83d\udc0d"), ["mamba", "2", "mamba2"]);
  assert.deepEqual(parts("\ud83dFlashAttention\udc0d"), ["flash", "attention"]);
});
