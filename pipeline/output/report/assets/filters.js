// Filters: how each is set by the reader, and what it lets through.

const CHECKS = new Set(["instrument", "once"]);
// Set by links only; each is shown with a button that takes it away.
const BY_LINK = { undated: "undated", article: "filter_article", person: "filter_person", organization: "filter_organization", place: "filter_place" };
const ENTITIES = { person: "people", organization: "organizations", place: "places" };
// Those that are no column, or are said in another way.
const FILTER_TEXTS = { party: "party", with: "with", from: "from", to: "to", min: "min", instrument: "instrument_only", once: "once" };
const filterName = (name) => (name in FILTER_TEXTS ? say(FILTER_TEXTS[name]) : columnName(name));

// The values of a column with how often they occur, by name.
function choices(view, name) {
  const counts = new Map();
  const countries = name === "party" || name === "with";
  for (let row = 0; row < tables[view.table].length; row++) {
    const value = raw(view, countries ? "countries" : name, row);
    if (value === null || value === undefined) continue;
    for (const one of countries ? value.split(";") : [value]) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  const label = countries || name === "country" ? countryName : CODED.has(name) ? codeName : String;
  const collator = new Intl.Collator(D.language);
  const named = [...counts].map(([value, count]) => [value, `${label(value)} (${format(count)})`]);
  named.sort((a, b) => collator.compare(a[1], b[1]));
  if (name === "source") named.push(["-", say("source_unknown")]);
  return named;
}

function control(view, name, change) {
  const id = `filter-${name}`;
  const set = (event) => change(name, event.target.type === "checkbox" ? (event.target.checked ? "1" : "") : event.target.value);
  if (CHECKS.has(name)) {
    return el("div", { class: "field check" }, el("input", { type: "checkbox", id, "data-filter": name, change: set }), el("label", { for: id }, filterName(name)));
  }
  let input;
  if (name === "from" || name === "to") input = el("input", { type: "date", id, "data-filter": name, change: set });
  else if (name === "min") input = el("input", { type: "number", min: "0", max: "1", step: "0.05", id, "data-filter": name, change: set });
  else {
    const options = choices(view, name).map(([value, label]) => el("option", { value }, label));
    input = el("select", { id, "data-filter": name, change: set }, el("option", { value: "" }, say("any")), options);
  }
  return el("div", { class: "field" }, el("label", { for: id }, filterName(name)), input);
}

// A function that tells whether a row passes all filters of the address.
function filterOf(view, params) {
  const tests = [];
  for (const [name, value] of params) {
    const test = value === "" ? null : testOf(view, name, value);
    if (test) tests.push(test);
  }
  const words = fold(params.get("q") ?? "").split(/\s+/).filter(Boolean);
  if (words.length) {
    const texts = searchTexts(view);
    tests.push((row) => words.every((word) => texts[row].includes(word)));
  }
  return (row) => tests.every((test) => test(row));
}

function testOf(view, name, value) {
  const get = (key) => (row) => raw(view, key, row);
  if (name === "party" || name === "with") return (row) => (raw(view, "countries", row) ?? "").split(";").includes(value);
  if (name === "from") return (row) => (raw(view, "published", row) ?? "") >= value;
  if (name === "to") return (row) => (raw(view, "published", row) ?? "~") <= value;
  if (name === "min") return (row) => (raw(view, "confidence", row) ?? -1) >= Number(value);
  if (name === "undated") return (row) => raw(view, "published", row) === null;
  if (name === "instrument") return (row) => raw(view, "instrument", row) !== null;
  if (name === "source" && value === "-") return (row) => raw(view, "source", row) === null;
  if (name === "article") return (row) => raw(view, "article_id", row) === value;
  if (name === "once") return firstOfEach(view);
  if (name in ENTITIES && !view.filters.includes(name)) return inArticlesOf(view, ENTITIES[name], value);
  if (!view.filters.includes(name)) return null;
  const getter = get(name);
  return (row) => getter(row) === value;
}

// The first row, in the order of the file, of each agreement.
function firstOfEach(view) {
  view.firsts ??= (() => {
    const first = new Map();
    for (let row = 0; row < tables[view.table].length; row++) {
      const key = raw(view, "key", row);
      if (!first.has(key)) first.set(key, row);
    }
    return new Set(first.values());
  })();
  return (row) => view.firsts.has(row);
}

function inArticlesOf(view, table, id) {
  const number = entityNumber(table, id);
  const articles = new Set(number < 0 ? [] : tables[table].get("in", number));
  return (row) => articles.has(articleOf(view, row));
}

function entityNumber(table, id) {
  for (let row = 0; row < tables[table].length; row++) if (tables[table].get("id", row) === id) return row;
  return -1;
}

function entityName(name, value) {
  if (!(name in ENTITIES)) return value === "1" ? "" : value;
  const number = entityNumber(ENTITIES[name], value);
  return number < 0 ? value : tables[ENTITIES[name]].get("name", number);
}

// What is searched, folded once: without accents, in lower case.
function searchTexts(view) {
  if (!view.texts) {
    const passages = new Map();
    const folded = (number) => {
      if (!passages.has(number)) passages.set(number, fold(tables.passages.get("text", number)));
      return passages.get(number);
    };
    view.texts = Array.from({ length: tables[view.table].length }, (_, row) =>
      view.searched.map((key) => {
        if (key !== "passage") return fold(shown(view, key, row));
        const number = tables[view.table].get("p", row);
        return number < 0 ? "" : folded(number);
      }).join("\n"));
  }
  return view.texts;
}
