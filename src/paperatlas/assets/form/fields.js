// @ts-check
// Makes the controls of a form from the JSON Schema of its values. Each control knows how to show, read and check one
// value; those of groups and lists are made of others.
import { element } from "../shared/dom.js";
import { corrected } from "./paste.js";
import { fieldPath, isGroup, resolved } from "./schema.js";

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
 */

/** @typedef {Control & { input: HTMLElement }} Row */
/** @typedef {Control & { title: HTMLElement, about: HTMLElement }} Item */

let count = 0; // for ids

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

/**
 * @param {Form} form @param {string} name @param {Schema} given @param {string[]} path that of the field in the schema
 * @param {boolean} [isNeeded] @returns {Control}
 */
export function control(form, name, given, path, isNeeded = false) {
  const found = resolved(given, form.data.schema);
  const schema = { ...found, description: form.data.help[fieldPath(path)] ?? found.description };
  if (isGroup(schema)) return group(form, name, schema, path);
  if (schema.type === "array") return list(form, name, schema, path, isNeeded);
  if (schema.type === "object") return pairs(form, name, schema);
  return labelled(form, name, schema, path, isNeeded);
}

/** The parts around an input: what it is, what is wrong, what was changed. @param {string} id @param {Schema} schema */
function around(id, schema) {
  const help = element("p", { class: "form__help", id: `${id}-help` }, ...withCode(schema.description ?? ""));
  const note = element("p", { class: "form__note", id: `${id}-note`, role: "status" });
  const error = element("p", { class: "form__error", id: `${id}-error` });
  return { help, note, error, described: `${id}-help ${id}-note ${id}-error` };
}

/** A label, what the field is for, an input, and its messages. */
function labelled(
  /** @type {Form} */ form,
  /** @type {string} */ name,
  /** @type {Schema} */ schema,
  /** @type {string[]} */ path,
  /** @type {boolean} */ isNeeded,
) {
  const id = `form-${count++}`;
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
const shown = (input, error) => (/** @type {string} */ message, /** @type {Node | undefined} */ link) => {
  error.replaceChildren(message, ...(message && link ? [" ", link] : []));
  if (message) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
};

/**
 * One input, without a label.
 * @param {Form} form @param {Schema} schema @param {string[]} path @param {Record<string, string>} attributes
 * @param {(text: string, result: import("./paste.js").Corrected) => void} onCorrected
 */
function leafOf(form, schema, path, attributes, onCorrected) {
  const { data } = form;
  const known = data.known[fieldPath(path)];
  const meaning = element("p", { class: "form__meaning" });
  const input = inputOf(schema, path, data, attributes);
  const isBox = schema.type === "boolean";
  const explain = () => {
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
  input.addEventListener("input", form.changed);
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

/** @param {string} title @param {string} name @param {Schema} schema @param {string} className */
function frame(title, name, schema, className) {
  const id = `form-${count++}`;
  const { help, note, error, described } = around(id, schema);
  const legend = element(
    "legend",
    title ? {} : { class: "unseen" },
    title || "Its fields",
    ...(name ? [" ", element("code", {}, name)] : []),
  );
  const node = element("fieldset", { class: className, "aria-describedby": described }, legend, help);
  node.tabIndex = -1;
  return { node, note, error };
}

/** A group of fields. */
export function group(
  /** @type {Form} */ form,
  /** @type {string} */ name,
  /** @type {Schema} */ schema,
  /** @type {string[]} */ path,
  title = labelOf(name, schema, form.data),
) {
  const { node, note, error } = frame(title, name, schema, "form__group");
  const fields = Object.entries(schema.properties ?? {}).map(([key, of]) => {
    const isNeeded = schema.required?.includes(key);
    return /** @type {const} */ ([key, control(form, key, of, [...path, key], isNeeded)]);
  });
  const parts = new Map(fields);
  node.append(...fields.map(([, part]) => part.node), note, error);
  return {
    node,
    read: () => Object.fromEntries(fields.map(([key, part]) => [key, part.read()])),
    write: (/** @type {Value} */ value) => {
      for (const [key, part] of fields) part.write(/** @type {Values} */ (value ?? {})[key]);
    },
    at: (/** @type {string | number} */ step) => parts.get(String(step)),
    show: shown(node, error),
    focus: () => fields[0]?.[1].focus(),
  };
}

/** A list of groups, or of texts with a line for each. @returns {Control} */
function list(
  /** @type {Form} */ form,
  /** @type {string} */ name,
  /** @type {Schema} */ schema,
  /** @type {string[]} */ path,
  /** @type {boolean} */ isNeeded,
) {
  const items = resolved(schema.items ?? {}, form.data.schema);
  const title = labelOf(name, schema, form.data);
  const { node, note, error } = frame(title, name, schema, "form__list");
  if (isNeeded) node.querySelector("legend")?.append(" ", element("span", { class: "form__needed" }, "needed"));
  const rows = isGroup(items) ? groupRows(form, items, path, node) : textRows(form, title, items, path, node, note);
  node.append(note, error);
  return { ...rows, node, show: shown(node, error) };
}

/** @param {string} text @param {() => void} onClick @param {string} [label] */
function button(text, onClick, label = text) {
  const node = element("button", { type: "button", class: "action", "aria-label": label }, text);
  node.addEventListener("click", onClick);
  return node;
}

/** Groups, each with a button that removes it, and a button that adds one. */
function groupRows(
  /** @type {Form} */ form,
  /** @type {Schema} */ schema,
  /** @type {string[]} */ path,
  /** @type {HTMLElement} */ node,
) {
  let rows = /** @type {Item[]} */ ([]);
  const place = element("div");
  const noun = String(schema.title).toLowerCase();
  /** Numbers the items, and says what is in each. */
  const number = () => {
    for (const [at, one] of rows.entries()) {
      one.title.textContent = `${schema.title} ${at + 1}`;
      one.about.textContent = inShort(one.read(), schema);
    }
  };
  const insert = (/** @type {Value} */ value, isOpen = false) => {
    const inner = group(form, "", schema, path, "");
    inner.write(value);
    const [title, about] = [element("b"), element("span")];
    const node = element("details", { class: "form__item" }, element("summary", {}, title, about), inner.node);
    node.open = isOpen;
    const row = { ...inner, node, title, about };
    const remove = button(`Remove this ${noun}`, () => {
      rows = rows.filter((one) => one !== row);
      node.remove();
      number();
      add.focus();
      form.changed();
    });
    inner.node.append(remove);
    node.addEventListener("change", number);
    rows.push(row);
    place.append(node);
    number();
    return row;
  };
  const add = button(`Add a ${noun}`, () => {
    insert({}, true).focus();
    form.changed();
  });
  node.append(place, add);
  return {
    read: () => rows.map((row) => row.read()),
    write: (/** @type {Value} */ value) => {
      rows = [];
      place.replaceChildren();
      for (const one of Array.isArray(value) ? value : []) insert(one);
    },
    at: (/** @type {string | number} */ step) => rows[Number(step)],
    focus: () => add.focus(),
  };
}

/** The needed texts of a group, to tell it from others. @param {Value} value @param {Schema} schema */
function inShort(value, schema) {
  const given = (schema.required ?? []).map((name) => /** @type {Values} */ (value ?? {})[name]);
  return given.flatMap((one) => (typeof one === "string" ? one : [])).join(" · ");
}

/** Texts with a line for each. The last line is empty: what is typed there is one more. */
function textRows(
  /** @type {Form} */ form,
  /** @type {string} */ title,
  /** @type {Schema} */ schema,
  /** @type {string[]} */ path,
  /** @type {HTMLElement} */ node,
  /** @type {HTMLElement} */ note,
) {
  let rows = /** @type {Row[]} */ ([]);
  const isLong = (schema.maxLength ?? 0) > 60;
  const place = element("ol", { class: `form__rows${isLong ? " form__rows--long" : ""}` });
  const insert = (/** @type {Value} */ value, at = rows.length) => {
    const id = `form-${count++}`;
    const error = element("p", { class: "form__error", id: `${id}-error` });
    const attributes = {
      id,
      "aria-describedby": `${id}-error`,
      "aria-label": `${title} ${at + 1}`,
      placeholder: "Add",
    };
    const leaf = leafOf(form, schema, path, attributes, (_, { texts, note: said }) => {
      const where = rows.indexOf(row);
      const others = rows.filter((one) => one !== row).map((one) => one.read());
      others.splice(where, 0, ...texts);
      write(others);
      note.textContent = said;
      rows[where + texts.length]?.focus();
    });
    const item = element("li", {}, leaf.node, leaf.meaning, error);
    const row = /** @type {Row} */ ({ ...leaf, node: item, at: () => undefined, show: shown(leaf.input, error) });
    row.write(value);
    leaf.input.addEventListener("change", tidy);
    leaf.input.addEventListener("keydown", (event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== "Enter" || !leaf.input.value) return;
      event.preventDefault(); // Enter goes to the next line, and sends nothing
      leaf.input.dispatchEvent(new Event("change"));
      rows[rows.length - 1].focus();
    });
    leaf.input.addEventListener("input", () => {
      if (rows[rows.length - 1] === row && leaf.input.value) insert("");
    });
    rows.push(row);
    place.append(item);
    return row;
  };
  /** Removes empty lines but the last. */
  const tidy = () => {
    const last = rows[rows.length - 1];
    rows = rows.filter((row) => {
      const isKept = row === last || row.read() !== "" || row.node.contains(document.activeElement);
      if (!isKept) row.node.remove();
      return isKept;
    });
    for (const [at, row] of rows.entries()) row.input.setAttribute("aria-label", `${title} ${at + 1}`);
  };
  const write = (/** @type {Value} */ value) => {
    rows = [];
    place.replaceChildren();
    for (const one of [...(Array.isArray(value) ? value : []), ""]) insert(one);
  };
  write([]);
  node.append(place);
  return {
    read: () => rows.map((row) => row.read()).filter((one) => one !== ""),
    write,
    at: (/** @type {string | number} */ step) => rows.filter((row) => row.read() !== "")[Number(step)],
    focus: () => rows[0].focus(),
  };
}

/** Pairs of texts: `a: b`, a line for each. */
function pairs(/** @type {Form} */ form, /** @type {string} */ name, /** @type {Schema} */ schema) {
  const id = `form-${count++}`;
  const { help, note, error, described } = around(id, schema);
  const input = element("textarea", { id, rows: "2", "aria-describedby": described, spellcheck: "false" });
  const label = element("label", { for: id }, labelOf(name, schema, form.data), " ", element("code", {}, name));
  const how = element("p", { class: "form__help" }, "A line for each, with a colon between the two.");
  input.addEventListener("input", form.changed);
  const lines = () => input.value.split("\n").map((line) => line.split(/:(.*)/).map((part) => part.trim()));
  return {
    node: element("div", { class: "form__field" }, label, help, how, input, note, error),
    read: () => Object.fromEntries(lines().flatMap(([key, value]) => (key ? [[key, value ?? ""]] : []))),
    write: (/** @type {Value} */ value) => {
      input.value = Object.entries(value ?? {})
        .map(([key, one]) => `${key}: ${one}`)
        .join("\n");
    },
    at: () => undefined,
    show: shown(input, error),
    focus: () => input.focus(),
  };
}
