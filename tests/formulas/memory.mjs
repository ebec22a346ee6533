// Answers and states of memories, for programs and choices that pytest passes as JSON.
import { readFileSync } from "node:fs";
import { Memory } from "../../src/paperatlas/assets/memory/recall.js";
import { inWords } from "../../src/paperatlas/assets/memory/words.js";

/** @param {any} memory @param {number} count */
function words(memory, count) {
  const shares = memory.recall(count).map((/** @type {any} */ { share }) => share);
  const sizes = memory.state(count).map((/** @type {any} */ { kept }) => [kept.rows, kept.columns]);
  return inWords(shares, sizes, memory.numbers(count), memory.numbers(count + 1) - memory.numbers(count), false);
}

const asked = JSON.parse(readFileSync(0, "utf8"));
const found = asked.map(({ program, choice, settings, counts }) => {
  const memory = new Memory(program, choice, settings);
  return counts.map((count) => ({
    scale: memory.scale,
    words: words(memory, count),
    recalled: memory.recall(count).map(({ answer, share }) => ({ answer: [...answer], share })),
    numbers: memory.numbers(count),
    shown: memory.state(count).map(({ key, kept }) => [key, kept.rows, kept.columns, [...kept.data]]),
  }));
});
process.stdout.write(JSON.stringify(found));
