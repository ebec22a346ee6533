// @ts-check
// One field with one input: its label, what it is for, and what is said of its value.
import { element } from "../shared/dom.js";
import { corrected } from "./paste.js";
import { fieldPath } from "./schema.js";

/** @typedef {import("./schema.js").Data} Data */
/** @typedef {import("./schema.js").Schema} Schema */
/** @typedef {import("./yaml.js").Value} Value */
/** @typedef {import("./yaml.js").Values} Values */
/**
 * @typedef {object} Control
 * @property {HTMLElement} node
 * @property {() => Value} read
 * @property {(value: Value) => void} write
 * @property {(step: string | number) => Control | undefined} at the control of a part
 * @property {(message: string, link?: Node) => void} show what is wrong, or ""
 * @property {() => void} focus
 * @property {(options: Record<string, string>) => void} [offer] of a choice: other values
 */
/**
 * @typedef {object} Form what all controls share
 * @property {Data} data
 * @property {(fields: Record<string, string>) => void} fill fills in other fields, where they are empty
 * @property {() => void} changed
 * @property {(latex: string) => Node} typeset
 * @property {(() => void)[]} formulas what shows each formula again, when the library for it has come
 */

let count = 0;

/** An id that no other element of the form has. */
export const nextId = () => `form-${count++}`;

/** @param {string} name @param {Schema} schema @param {Data} data */
export function labelOf(name, schema, data) {
  const title = schema["x-formula"] || schema["x-meanings"] ? schema.title : "";
  const words = name.replaceAll("_", " ");
  return data.labels[name] ?? (title || words.charAt(0).toUpperCase() + words.slice(1));
}

/** A text with the words between backticks as code. @param {string} text */
function withCode(text) {
  const parts = text.split("`");
  return parts.map((part, at) => (at % 2 ? element("code", {}, part) : part));
}

/** The parts around an input: what it is, what is wrong, what was changed. @param {string} id @param {Schema} schema */
export function around(id, schema) {
  const help = element("p", { class: "form__help", id: `${id}-help` }, ...withCode(schema.description ?? ""));
  const note = element("p", { class: "form__note", id: `${id}-note`, role: "status" });
  const error = element("p", { class: "form__error", id: `${id}-error` });
  return { help, note, error, described: `${id}-help ${id}-note ${id}-error` };
}

/** A label, what the field is for, an input, and its messages. */
export function labelled(
  /** @type {Form} */ form,
  /** @type {string} */ name,
  /** @type {Schema} */ schema,
  /** @type {string[]} */ path,
  /** @type {boolean} */ isNeeded,
) {
  const id = nextId();
  const { help, note, error, described } = around(id, schema);
  const leaf = leafOf(form, schema, path, { id, "aria-describedby": described, "data-name": name }, (text, result) => {
    note.textContent = result.note;
    if (result.texts[0] !== text) leaf.write(result.texts[0] ?? "");
  });
  if (isNeeded) leaf.input.setAttribute("aria-required", "true");
  const label = element("label", { for: id }, labelOf(name, schema, form.data), " ", element("code", {}, name));
  if (isNeeded) label.append(" ", element("span", { class: "form__needed" }, "needed"));
  const isBox = schema.type === "boolean";
  const parts = isBox ? [leaf.node, label] : [label, help, leaf.node];
  const node = element("div", { class: isBox ? "form__field form__field--box" : "form__field" }, ...parts);
  node.append(...(isBox ? [help] : []), leaf.meaning, note, error);
  return { ...leaf, node, at: () => undefined, show: shown(leaf.input, error) };
}

/** @param {HTMLElement} input @param {HTMLElement} error */
export const shown = (input, error) => (/** @type {string} */ message, /** @type {Node | undefined} */ link) => {
  error.replaceChildren(message, ...(message && link ? [" ", link] : []));
  if (message) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
};

/**
 * One input, without a label.
 * @param {Form} form @param {Schema} schema @param {string[]} path @param {Record<string, string>} attributes
 * @param {(text: string, result: import("./paste.js").Corrected) => void} onCorrected
 */
export function leafOf(form, schema, path, attributes, onCorrected) {
  const { data } = form;
  const known = data.known[fieldPath(path)];
  const isFormula = Boolean(schema["x-formula"]);
  // A formula does not break: a long one can be scrolled, also with the keyboard.
  const scrolls = isFormula ? { tabindex: "0", role: "group", "aria-label": `${schema.title}, as pages show it` } : {};
  const meaning = element("p", { class: "form__meaning", .../** @type {Record<string, string>} */ (scrolls) });
  const input = inputOf(schema, path, data, attributes);
  const isBox = schema.type === "boolean";
  const explain = () => {
    if (isFormula) {
      const words = schema["x-formula"]?.[input.value];
      return meaning.replaceChildren(words ?? (input.value.trim() && form.typeset(input.value)));
    }
    const named = schema["x-meanings"]?.[input.value];
    const offered = input instanceof HTMLSelectElement ? input.selectedOptions[0]?.title : "";
    meaning.textContent = named ? named[1] : offered || (known && data.words[known][input.value]) || "";
  };
  const read = () => {
    if (isBox) return /** @type {HTMLInputElement} */ (input).checked;
    const text = input.value.trim();
    const isNumber = ["integer", "number"].includes(schema.type ?? "") && /^-?\d+(\.\d+)?$/.test(text);
    return isNumber ? Number(text) : text;
  };
  const write = (/** @type {Value} */ value) => {
    if (isBox) /** @type {HTMLInputElement} */ (input).checked = value === true;
    else input.value = String(value ?? "");
    explain();
  };
  input.addEventListener("change", () => {
    const result = isBox || !input.value ? null : corrected(fieldPath(path), input.value.trim(), schema, data);
    if (result) onCorrected(input.value, result);
    if (result?.fields) form.fill(result.fields);
    explain();
    form.changed();
  });
  input.addEventListener("input", () => {
    if (isFormula) explain();
    form.changed();
  });
  if (isFormula) form.formulas.push(explain);
  const offer = (/** @type {Record<string, string>} */ options) => {
    const { value } = input;
    input.replaceChildren(...optionsOf(options));
    write(value);
  };
  return { input, node: /** @type {HTMLElement} */ (input), meaning, read, write, focus: () => input.focus(), offer };
}

/** @param {Schema} schema @param {string[]} path @param {Data} data @param {Record<string, string>} attributes */
function inputOf(schema, path, data, attributes) {
  const name = path[path.length - 1];
  if (schema["x-meanings"] || schema.enum || path.join(".") === "family") {
    const names = Object.fromEntries((schema.enum ?? []).map((key) => [key, schema["x-meanings"]?.[key]?.[0] ?? key]));
    return element("select", attributes, ...optionsOf(names));
  }
  if (data.long.includes(name)) return element("textarea", { ...attributes, rows: name === "summary" ? "8" : "2" });
  if (schema.type === "boolean") return element("input", { ...attributes, type: "checkbox" });
  const list = data.known[fieldPath(path)];
  const isNumber = ["integer", "number"].includes(schema.type ?? "");
  return element("input", {
    ...attributes,
    type: "text",
    autocomplete: "off",
    ...(isNumber && { inputmode: "decimal" }),
    ...(list && { list: `form-known-${list}` }),
    ...((schema.pattern || schema["x-formula"]) && { spellcheck: "false", autocapitalize: "off" }),
  });
}

/** @param {Record<string, string>} names by value */
function optionsOf(names) {
  const options = Object.entries(names).map(([value, name]) => {
    const [short, ...rest] = name.split(": "); // of a family: its name and its meaning
    return element("option", { value, ...(rest.length && { title: rest.join(": ") }) }, short);
  });
  return [element("option", { value: "" }, "Choose"), ...options];
}
