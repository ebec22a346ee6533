// Prints the tokens of scripts, as TypeScript scans them. Reads file names, writes a list of tokens for each, as JSON.
import { readFileSync } from "node:fs";
import ts from "typescript";

/** @param {string} code */
function tokens(code) {
  const file = ts.createSourceFile("script.js", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const found = /** @type {string[]} */ ([]);
  // The parser knows where a slash starts a regular expression and where a template continues; a scanner does not.
  const walk = (/** @type {ts.Node} */ node) => {
    if (ts.isToken(node)) found.push(node.getText(file));
    else for (const child of node.getChildren(file)) if (!ts.isJSDoc(child)) walk(child);
  };
  walk(file);
  return found;
}
process.stdout.write(JSON.stringify(process.argv.slice(2).map((path) => tokens(readFileSync(path, "utf8")))));
