// Texts as JSON on the way in, a line each; the words of each on the way out, and the address it would have.
import { createInterface } from "node:readline";
import { keyFromName } from "../../docs/assets/search/columns.js";
import { words } from "../../docs/assets/shared/analyser.js";

for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(
    `${JSON.stringify(JSON.parse(line).map((/** @type {string} */ text) => [words(text), keyFromName(text)]))}\n`,
  );
