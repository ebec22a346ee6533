// Reads lists of texts as JSON, one per line; writes the words of each text, and the key derived from it as a name.
import { createInterface } from "node:readline";
import { keyFromName } from "../../src/paperatlas/assets/search/columns.js";
import { words } from "../../src/paperatlas/assets/shared/analyser.js";

for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(
    `${JSON.stringify(JSON.parse(line).map((/** @type {string} */ text) => [words(text), keyFromName(text)]))}\n`,
  );
