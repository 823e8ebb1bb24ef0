// The tables that can be looked at: columns, filters, what is searched, what a row leads to.

const ARTICLE_FILTERS = ["source", "from", "to"];

const VIEWS = {
  agreements: {
    columns: ["published", "parties", "what", "theme", "status", "instrument", "deadline", "confidence", "source"],
    main: "what",
    filters: ["party", "with", "theme", "status", "polarity", ...ARTICLE_FILTERS, "min", "instrument", "once"],
    searched: ["what", "parties", "references", "instrument", "title", "passage"],
    fields: [
      "parties", "countries", "references", "predicate", "lemma", "object", "theme", "topics", "status", "polarity", "scope",
      "instrument", "amount", "amount_value", "amount_unit", "deadline", "plover", "cameo", "key",
    ],
    key: "agreement_id",
  },
  meetings: {
    columns: ["published", "type", "name", "status", "place", "country", "start_date", "participants", "source"],
    main: "name",
    filters: ["type", "status", "country", ...ARTICLE_FILTERS],
    searched: ["name", "place", "participants", "title", "passage"],
    fields: ["type", "name", "ordinal", "status", "place", "country", "start_date", "end_date", "participants", "plover"],
    key: "meeting_id",
  },
  statements: {
    columns: ["published", "speaker", "verb", "kind", "content", "source"],
    main: "content",
    filters: ["speaker_kind", "kind", ...ARTICLE_FILTERS],
    searched: ["speaker", "content", "title", "passage"],
    fields: ["speaker", "speaker_kind", "verb", "lemma", "kind", "content"],
    key: "statement_id",
  },
  people: { columns: ["name", "country", "role", "articles", "mentions"], main: "name", filters: ["country", "role"], leads: "person" },
  organizations: {
    columns: ["name", "acronym", "kind", "country", "articles", "mentions"], main: "name", filters: ["kind", "country"],
    leads: "organization",
  },
  places: { columns: ["name", "kind", "country", "articles", "mentions"], main: "name", filters: ["kind", "country"], leads: "place" },
  articles: {
    columns: ["published", "title", "source", "dateline_place", "agreements", "meetings", "statements"],
    main: "title",
    filters: ARTICLE_FILTERS,
    searched: ["title", "article_id", "source", "dateline_place"],
    fields: ["dateline_place", "duplicate_of", "input"],
    key: "article_id",
  },
  failures: { columns: ["source", "article_id", "stage", "error", "message"], main: null, filters: ["stage"] },
};

for (const [name, view] of Object.entries(VIEWS)) {
  view.name = name;
  view.table = name;
  view.searched ??= view.columns;
}

// Columns of the download: those of the table, codes as they are, and the article they come from.
function downloaded(view) {
  if (!view.fields) return ["id", ...view.columns].filter((key) => key !== "id" || view.leads);
  if (view.table === "articles") return ["article_id", ...view.columns, "url", ...view.fields.slice(1)];
  return [
    "article_id", "id", ...view.fields, "text", "start", "end", "confidence", "rule", "published", "source", "title", "url",
  ].filter((key) => key !== "confidence" || view.table === "agreements");
}

const idName = (view, key) => (key === "id" ? view.key ?? `${view.leads}_id` : key);

// The name of a row in an address: its article and its number there.
function rowName(view, row) {
  const own = tables[view.table].get("id", row);
  return view.table === "articles" ? own : `${raw(view, "article_id", row)}~${own}`;
}

function rowNamed(view, name) {
  for (let row = 0; row < tables[view.table].length; row++) if (rowName(view, row) === name) return row;
  return -1;
}
