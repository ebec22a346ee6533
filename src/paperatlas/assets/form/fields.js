// @ts-check
// Makes the controls of a form from the JSON Schema of its values. Each control knows how to show, read and check one
// value; those of groups and lists are made of others.
import { element } from "../shared/dom.js";
import { around, labelled, labelOf, leafOf, nextId, shown } from "./leaf.js";
import { fieldPath, isGroup, resolved } from "./schema.js";

/** @typedef {import("./leaf.js").Control} Control */
/** @typedef {import("./leaf.js").Form} Form */
/** @typedef {import("./schema.js").Schema} Schema */
/** @typedef {import("./yaml.js").Value} Value */
/** @typedef {import("./yaml.js").Values} Values */
/** @typedef {Control & { input: HTMLElement }} Row */
/** @typedef {Control & { title: HTMLElement, about: HTMLElement }} Item */

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

/** @param {string} title @param {string} name @param {Schema} schema @param {string} className */
function frame(title, name, schema, className) {
  const id = nextId();
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
    const id = nextId();
    const error = element("p", { class: "form__error", id: `${id}-error` });
    const attributes = {
      id,
      "aria-describedby": `${id}-error`,
      "aria-label": `${title} ${at + 1}`,
      placeholder: "Add",
    };
    const leaf = leafOf(form, schema, path, attributes, (_, { texts, note: said }) => {
      // The other lines stay: the reader is on the way to one of them.
      row.write(texts[0] ?? "");
      for (const [more, text] of texts.slice(1).entries()) insert(text, rows.indexOf(row) + 1 + more);
      note.textContent = said;
      number();
    });
    const item = element("li", {}, leaf.node, leaf.meaning, error);
    const row = /** @type {Row} */ ({ ...leaf, node: item, at: () => undefined, show: shown(leaf.input, error) });
    row.write(value);
    leaf.input.addEventListener("keydown", (event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== "Enter" || !leaf.input.value) return;
      event.preventDefault(); // Enter goes to the next line, and sends nothing
      leaf.input.dispatchEvent(new Event("change"));
      rows[rows.length - 1].focus();
    });
    leaf.input.addEventListener("input", () => {
      if (rows[rows.length - 1] === row && leaf.input.value) insert("");
    });
    place.insertBefore(item, rows[at]?.node ?? null);
    rows.splice(at, 0, row);
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
    number();
  };
  const number = () => {
    for (const [at, row] of rows.entries()) row.input.setAttribute("aria-label", `${title} ${at + 1}`);
  };
  place.addEventListener("focusout", () => setTimeout(tidy));
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
/** Pairs of texts: `a: b`, a line for each. */
function pairs(/** @type {Form} */ form, /** @type {string} */ name, /** @type {Schema} */ schema) {
  const id = nextId();
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
