// The data of the report: unpacked, and read column by column.

let D = null; // everything that the page was given
let T = null; // its texts: ui, columns, values
const tables = {};

async function readData() {
  const element = document.getElementById("data");
  if (element.dataset.packing !== "gzip") return JSON.parse(element.textContent);
  const packed = atob(element.textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

// A table of columns; a column is a list of values, or a dictionary and the numbers of its entries (-1: missing).
class Rows {
  constructor(columns) {
    this.columns = columns;
    const first = Object.values(columns)[0] || { v: [] };
    this.length = (first.v || first.i).length;
  }

  get(name, row) {
    const column = this.columns[name];
    if (!column) return null;
    if (column.v) return column.v[row];
    const number = column.i[row];
    return number < 0 ? null : column.d[number];
  }
}

function openStore(data) {
  D = data;
  T = data.texts;
  for (const [name, columns] of Object.entries(data.tables)) tables[name] = new Rows(columns);
}

// Characters from `start` to `end` as Python counts them: one outside the basic plane is two for JavaScript.
function cut(text, start, end) {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).slice(start, end).join("") : text.slice(start, end);
}

// A text of the interface with its {places} filled.
function say(key, values = {}) {
  return (T.ui[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

const named = (names, key) => (Object.hasOwn(names, key) ? names[key] : key);
const columnName = (key) => named(T.columns, key);
const codeName = (code) => named(T.values, code);
const countryName = (code) => named(D.countries, code);
const format = (number) => Number(number).toLocaleString(D.language);
