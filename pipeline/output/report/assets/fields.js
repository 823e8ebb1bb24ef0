// What a cell is: found in the row, its article or its passage, and said in the reader's language.

const CODED = new Set([
  "theme", "status", "polarity", "scope", "type", "kind", "speaker_kind", "role", "stage",
]);
const NUMERIC = new Set([
  "confidence", "articles", "mentions", "agreements", "meetings", "statements", "amount_value", "ordinal", "latitude",
  "longitude",
]);
const OF_ARTICLE = { published: "published", source: "source", title: "title", url: "url", article_id: "id" };

function articleOf(view, row) {
  return view.table === "articles" ? row : tables[view.table].get("article", row);
}

// The value of a cell as in the tables: text, number or null.
function raw(view, key, row) {
  const table = tables[view.table];
  if (table.columns.article || view.table === "articles") {
    if (key in OF_ARTICLE) return tables.articles.get(OF_ARTICLE[key], articleOf(view, row));
    if (key === "text") return evidence(table, row);
    if (key === "start" || key === "end") return offset(table, key, row);
  }
  if (key === "what") return [table.get("predicate", row), quoted(table, "object", row)].filter(Boolean).join(" ");
  return quoted(table, key, row);
}

function evidence(table, row) {
  const passage = table.get("p", row);
  if (passage < 0) return null;
  return cut(tables.passages.get("text", passage), table.get("start", row), table.get("end", row));
}

// A cell, or the words of the passage that it is.
function quoted(table, key, row) {
  const from = table.get(`${key}_at`, row);
  if (from === null) return table.get(key, row);
  return cut(tables.passages.get("text", table.get("p", row)), from, table.get(`${key}_to`, row));
}

function offset(table, key, row) {
  const passage = table.get("p", row);
  return passage < 0 ? null : tables.passages.get("offset", passage) + table.get(key, row);
}

// The same as people read it.
function shown(view, key, row) {
  const value = raw(view, key, row);
  if (value === null || value === undefined) return "";
  if (key === "countries") return value.split(";").map(countryName).join(", ");
  if (key === "country") return countryName(value);
  if (key === "topics") return value.split(";").map(codeName).join(", ");
  if (CODED.has(key)) return codeName(value);
  if (key === "confidence") return Number(value).toLocaleString(D.language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return NUMERIC.has(key) ? format(value) : String(value);
}
