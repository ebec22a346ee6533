// @ts-check
// What the JSON Schema of a paper says of a field.

/** @typedef {import("./yaml.js").Value} Value */
/**
 * @typedef {object} Schema
 * @property {string} [$ref]
 * @property {Schema[]} [anyOf]
 * @property {string} [type]
 * @property {string} [title]
 * @property {string} [description]
 * @property {string} [const]
 * @property {string[]} [enum]
 * @property {string} [default]
 * @property {string} [pattern]
 * @property {string} [patternErrorMessage]
 * @property {number} [maxLength]
 * @property {number} [minItems]
 * @property {Schema} [items]
 * @property {Record<string, Schema>} [properties]
 * @property {string[]} [required]
 * @property {boolean | Schema} [additionalProperties]
 * @property {Record<string, Schema>} [definitions]
 * @property {string} [x-rule] the rule that rejects a text of another form
 * @property {Record<string, [string, string]>} [x-meanings] the name and the meaning of each value
 * @property {Record<string, string>} [x-formula] words that may replace the formula
 */
/**
 * @typedef {object} Data the file from which the form is made; see src/paperatlas/pages/form.py
 * @property {Schema} schema
 * @property {string[]} order
 * @property {[string, string[]][]} groups
 * @property {number} open
 * @property {Record<string, string>} labels
 * @property {Record<string, string>} help
 * @property {string[]} long
 * @property {string[]} ids
 * @property {Record<string, string>} known
 * @property {Record<string, Record<string, string | null>>} words
 * @property {Record<string, string>} names
 * @property {Record<string, Record<string, string>>} families
 * @property {Record<string, [number, number]>} meetings
 * @property {Record<string, { [id: string]: any, date: string, methods?: string[] }>} papers
 * @property {string[]} cite_keys
 * @property {any} style
 * @property {Record<string, number>} hues
 * @property {Record<string, { ground: string, missing: string, values: Record<string, string> }>} pictures
 */

/**
 * The data in a text of JSON. Its objects have no names but their own: `constructor` is no paper.
 * @param {string} text
 */
export const parsed = (text) =>
  JSON.parse(text, (_, value) =>
    value && typeof value === "object" && !Array.isArray(value) ? Object.assign(Object.create(null), value) : value,
  );

/**
 * A schema without references, and without the choice of having no value.
 * @param {Schema} schema @param {Schema} root
 */
export function resolved(schema, root) {
  const { anyOf, ...own } = schema;
  const found = anyOf ? { ...anyOf.find(({ type }) => type !== "null"), ...own } : { ...own };
  const name = found.$ref?.split("/").pop();
  if (!name) return /** @type {Schema} */ (found);
  const { $ref, ...more } = found;
  return /** @type {Schema} */ ({ ...root.definitions?.[name], ...more });
}

/** @param {Schema} schema */
export const isGroup = (schema) => schema.type === "object" && Boolean(schema.properties);

/** The path of a field without the numbers of items: `builds_on.paper`. @param {(string | number)[]} path */
export const fieldPath = (path) => path.filter((step) => typeof step === "string").join(".");

/** Whether a text has the form that its field demands. @param {Schema} schema @param {string} text */
export const fits = (schema, text) => !schema.pattern || new RegExp(schema.pattern, "u").test(text);
