// @ts-check
// Numbers and matrices, and what the formulas of methods do with them. What has one row and one column is a number.

/** @typedef {{ rows: number, columns: number, data: Float64Array }} Matrix */
/** @typedef {number | Matrix} Value */

/** @param {number} rows @param {number} columns @param {(row: number, column: number) => number} of @returns {Value} */
export function made(rows, columns, of) {
  if (rows === 1 && columns === 1) return of(0, 0);
  const data = new Float64Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) data[at++] = of(row, column);
  return { rows, columns, data };
}

/** @param {Value} x @returns {Matrix} */
export const matrix = (x) => (typeof x === "number" ? { rows: 1, columns: 1, data: Float64Array.of(x) } : x);

/** @param {number} size */
const identity = (size) => made(size, size, (row, column) => Number(row === column));

/**
 * The numbers that a function makes of others. A loop is many times faster than `map` of a typed array.
 * @param {Float64Array} data @param {(x: number, at: number) => number} of
 */
export function mapped(data, of) {
  const found = new Float64Array(data.length);
  for (let at = 0; at < found.length; at++) found[at] = of(data[at], at);
  return found;
}

/** @param {(x: number) => number} of */
const each = (of) => (/** @type {Value} */ x) =>
  typeof x === "number" ? of(x) : { rows: x.rows, columns: x.columns, data: mapped(x.data, of) };

/** @param {(x: number, y: number) => number} of @returns {(x: Value, y: Value) => Value} */
const both = (of) => (x, y) => {
  if (typeof y === "number") return typeof x === "number" ? of(x, y) : each((one) => of(one, y))(x);
  if (typeof x === "number") return each((one) => of(x, one))(y);
  const data = new Float64Array(x.data.length);
  for (let at = 0; at < data.length; at++) data[at] = of(x.data[at], y.data[at]);
  return { rows: x.rows, columns: x.columns, data };
};

export const plus = both((x, y) => x + y);
export const times = both((x, y) => x * y);

/** @param {Value} x @param {Value} y @returns {Value} */
function product(x, y) {
  if (typeof x === "number" || typeof y === "number") return times(x, y);
  const { rows, columns: inner } = x;
  const { columns } = y;
  const data = new Float64Array(rows * columns);
  const [left, right] = [x.data, y.data];
  for (let row = 0; row < rows; row++)
    for (let at = 0; at < inner; at++) {
      const by = left[row * inner + at];
      if (by)
        for (let column = 0; column < columns; column++)
          data[row * columns + column] += by * right[at * columns + column];
    }
  return rows === 1 && columns === 1 ? data[0] : { rows, columns, data };
}

/** By elimination, with the largest number of each column first. @param {Value} x @returns {Value} */
function inverse(x) {
  if (typeof x === "number") return 1 / x;
  const size = x.rows;
  const rows = Array.from({ length: size }, (_, row) =>
    mapped(new Float64Array(2 * size), (_, at) => (at < size ? x.data[row * size + at] : Number(at - size === row))),
  );
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column; row < size; row++)
      if (Math.abs(rows[row][column]) > Math.abs(rows[best][column])) best = row;
    [rows[column], rows[best]] = [rows[best], rows[column]];
    const pivot = rows[column];
    const first = pivot[column];
    for (let at = 0; at < 2 * size; at++) pivot[at] /= first;
    for (const row of rows) {
      const factor = row[column];
      if (row !== pivot && factor) for (let at = 0; at < 2 * size; at++) row[at] -= factor * pivot[at];
    }
  }
  return made(size, size, (row, column) => rows[row][size + column]);
}

/** @param {ArrayLike<number>} scores */
export function shares(scores) {
  const raised = Float64Array.from(scores);
  const most = raised.reduce((x, y) => Math.max(x, y), -Infinity);
  for (let at = 0; at < raised.length; at++) raised[at] = Math.exp(raised[at] - most);
  const all = raised.reduce((x, y) => x + y, 0);
  return mapped(raised, (one) => one / all);
}

/** @param {Value} x */
const lengthOf = (x) => Math.sqrt(matrix(x).data.reduce((all, one) => all + one * one, 0));

/** @param {Value} x @param {number} by */
const divided = (x, by) => each((one) => one / by)(x);

/** @param {Value} x */
const rmsNorm = (x) => divided(x, lengthOf(x) / Math.sqrt(matrix(x).data.length));

/** @param {Value} x */
function layerNorm(x) {
  const { data } = matrix(x);
  const mean = data.reduce((all, one) => all + one, 0) / data.length;
  return rmsNorm(each((one) => one - mean)(x));
}

/** @param {Value} x */
const transpose = (x) =>
  typeof x === "number" ? x : made(x.columns, x.rows, (row, column) => x.data[column * x.columns + row]);

/** Side by side. @param {Value[]} parts */
function row(...parts) {
  const all = parts.map(matrix);
  const { rows } = all[0];
  const columns = all.reduce((count, part) => count + part.columns, 0);
  const data = new Float64Array(rows * columns);
  let from = 0;
  for (const part of all) {
    for (let at = 0; at < rows; at++)
      data.set(part.data.subarray(at * part.columns, (at + 1) * part.columns), at * columns + from);
    from += part.columns;
  }
  return rows * columns === 1 ? data[0] : { rows, columns, data };
}

/** One below the other. @param {Value[]} parts */
function stack(...parts) {
  const all = parts.map(matrix);
  const data = Float64Array.from(all.flatMap((part) => [...part.data]));
  return { rows: data.length / all[0].columns, columns: all[0].columns, data };
}

/** The products of all pairs of elements. @param {Value} x @param {Value} y */
function otimes(x, y) {
  const [a, b] = [matrix(x), matrix(y)];
  return made(a.rows * b.rows, a.columns * b.columns, (row, column) => {
    const one = a.data[Math.floor(row / b.rows) * a.columns + Math.floor(column / b.columns)];
    return one * b.data[(row % b.rows) * b.columns + (column % b.columns)];
  });
}

/** @param {Value} x */
const diag = (x) =>
  typeof x === "number" ? x : made(x.rows, x.rows, (row, column) => (row === column ? x.data[row] : 0));

const sigmoid = (/** @type {number} */ x) => 1 / (1 + Math.exp(-x));

/** By the names that programs use. @type {Record<string, (...parts: any[]) => Value>} */
export const OPERATIONS = {
  "+": plus,
  "-": both((x, y) => x - y),
  negative: each((x) => -x),
  product,
  odot: times,
  oslash: both((x, y) => x / y),
  "/": both((x, y) => x / y),
  otimes,
  transpose,
  inverse,
  power: both((x, y) => x ** y),
  root: each(Math.sqrt),
  size: each(Math.abs),
  norm: lengthOf,
  row,
  stack,
  at: (x, at) => matrix(x).data[(at - 1) * matrix(x).columns],
  identity,
  exp: each(Math.exp),
  log: each(Math.log),
  sigmoid: each(sigmoid),
  tanh: each(Math.tanh),
  relu: each((x) => Math.max(x, 0)),
  elu: each((x) => (x > 0 ? x : Math.expm1(x))),
  silu: each((x) => x * sigmoid(x)),
  softplus: each((x) => Math.log1p(Math.exp(x))),
  cos: each(Math.cos),
  sin: each(Math.sin),
  max: both(Math.max),
  real: (x) => x,
  imaginary: each(() => 0),
  softmax: (x) => (typeof x === "number" ? 1 : { ...x, data: shares(x.data) }),
  unit: (x) => divided(x, lengthOf(x)),
  "layer-norm": layerNorm,
  "rms-norm": rmsNorm,
  diag,
};
