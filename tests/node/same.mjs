// Checks whether the scripts of two folders have the same syntax tree, ignoring comments and spaces.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const [written, published] = process.argv.slice(2);
/** The tree of a script as text: the kind and the text of each node. @param {string} path */
function plain(path) {
  const found = /** @type {unknown[]} */ ([]);
  /** @param {any} node */
  const walk = (node) => {
    found.push(node.kind, node.text);
    ts.forEachChild(node, walk);
  };
  ts.forEachChild(ts.createSourceFile("script.js", readFileSync(path, "utf8"), ts.ScriptTarget.Latest), walk);
  return JSON.stringify(found);
}
const names = readdirSync(written, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
const other = names.filter((name) => plain(join(written, name)) !== plain(join(published, name)));
process.stdout.write(JSON.stringify({ names, other }));
