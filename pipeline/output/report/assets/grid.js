// A table: filters, rows by pages, sorting, download. Built once a view, then brought up to date.

const PAGE = 50;
const DESCENDING_FIRST = new Set([...NUMERIC, "published", "start_date", "deadline"]);
const FORMULA = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

class Grid {
  constructor(view) {
    this.view = view;
    this.search = el("input", {
      type: "search", id: "search", placeholder: say("search_hint"), autocomplete: "off",
      input: (event) => this.change("q", event.target.value, true),
    });
    const change = (name, value) => this.change(name, value);
    this.controls = view.filters.map((name) => control(view, name, change));
    this.chips = el("div", { class: "chips" });
    this.count = el("p", { class: "count", id: "count", role: "status" });
    this.heads = view.columns.map((key) => this.head(key));
    this.body = el("tbody");
    this.pager = el("nav", { class: "pager", "aria-label": say("pages") });
    this.node = el("section", { class: "grid", "aria-labelledby": "heading" },
      el("h2", { id: "heading", tabindex: "-1" }, say(view.name)),
      notices(view.name),
      el("form", { class: "filters", role: "search", submit: (event) => event.preventDefault() },
        el("div", { class: "field" }, el("label", { for: "search" }, say("search")), this.search),
        // Open where there is room for it.
        el("details", { class: "more", open: innerWidth > 560 || this.view.filters.some((name) => state.params.has(name)) },
          el("summary", {}, say("filters")), el("div", { class: "fields" }, this.controls))),
      this.chips,
      el("div", { class: "bar" }, this.count,
        el("button", { type: "button", class: "button", id: "download", click: () => this.download() }, say("download"))),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "heading" },
        el("table", { class: "rows" }, el("thead", {}, el("tr", {}, this.heads.map((head) => head.cell))), this.body)),
      this.pager);
  }

  head(key) {
    const button = el("button", { type: "button", "data-sort": key, title: `${say("sort_by")}: ${columnName(key)}`, click: () => this.sortBy(key) }, columnName(key));
    return { key, cell: el("th", { scope: "col", class: NUMERIC.has(key) ? "number" : null }, button) };
  }

  change(name, value, quietly = false) {
    go(addressWith({ [name]: value, page: null, row: null }), quietly);
  }

  sortBy(key) {
    const [present, down] = this.order();
    const descending = present === key ? !down : DESCENDING_FIRST.has(key);
    go(addressWith({ sort: (descending ? "-" : "") + key, page: null, row: null }), true);
  }

  order() {
    const sort = state.params.get("sort") ?? "";
    const key = sort.replace(/^-/, "");
    return this.view.columns.includes(key) ? [key, sort.startsWith("-")] : [null, false];
  }

  update() {
    const params = state.params;
    if (document.activeElement !== this.search) this.search.value = params.get("q") ?? "";
    for (const input of this.node.querySelectorAll("[data-filter]")) {
      const value = params.get(input.dataset.filter) ?? "";
      if (input.type === "checkbox") input.checked = value === "1";
      else if (input.value !== value) input.value = value;
    }
    const rest = new URLSearchParams(params);
    rest.delete("row");
    // A row that opens or closes changes nothing in the table.
    if (this.last === rest.toString()) return;
    this.last = rest.toString();
    this.rows = this.sorted(this.passing());
    this.showChips();
    this.showHeads();
    this.showPage();
  }

  passing() {
    const passes = filterOf(this.view, state.params);
    return Array.from({ length: tables[this.view.table].length }, (_, row) => row).filter(passes);
  }

  sorted(rows) {
    const [key, down] = this.order();
    if (!key) return rows;
    const collator = new Intl.Collator(D.language, { numeric: true });
    const values = new Map(rows.map((row) => [row, NUMERIC.has(key) ? raw(this.view, key, row) : shown(this.view, key, row) || null]));
    const compare = NUMERIC.has(key) ? (a, b) => a - b : collator.compare;
    return rows.sort((a, b) => {
      const [x, y] = [values.get(a), values.get(b)];
      // Missing ones are last, whichever way.
      if (x === null || y === null) return (x === null) - (y === null) || a - b;
      return (down ? -compare(x, y) : compare(x, y)) || a - b;
    });
  }

  showChips() {
    const chips = [];
    for (const [name, value] of state.params) {
      if (!(name in BY_LINK) || this.view.filters.includes(name) || value === "") continue;
      const label = [say(BY_LINK[name]), entityName(name, value)].filter(Boolean).join(": ");
      chips.push(el("button", { type: "button", class: "chip", "aria-label": `${say("remove")}: ${label}`, click: () => this.change(name, null) }, label, " ×"));
    }
    const filtered = [...state.params].some(([name, value]) => !["sort", "page", "row"].includes(name) && value !== "");
    if (filtered) chips.push(el("button", { type: "button", class: "chip plain", id: "clear", click: () => { this.search.value = ""; go(`#${this.view.name}`); } }, say("clear")));
    this.chips.replaceChildren(...chips);
  }

  showHeads() {
    let [key, down] = this.order();
    if (!key && this.view.columns[0] === "published") [key, down] = ["published", true];
    for (const head of this.heads) head.cell.setAttribute("aria-sort", head.key !== key ? "none" : down ? "descending" : "ascending");
  }

  showPage() {
    const pages = Math.max(1, Math.ceil(this.rows.length / PAGE));
    const page = Math.min(pages, Math.max(1, Number.parseInt(state.params.get("page") ?? "1", 10) || 1));
    const total = tables[this.view.table].length;
    this.count.textContent = `${say("count", { shown: format(this.rows.length), total: format(total) })} ${say("rows")}`;
    const rows = this.rows.slice((page - 1) * PAGE, page * PAGE).map((row) => this.line(row));
    if (!rows.length) rows.push(el("tr", {}, el("td", { colspan: this.view.columns.length, class: "none" }, say(total ? "nothing" : "empty"))));
    this.body.replaceChildren(...rows);
    const step = (label, number) => (number >= 1 && number <= pages ? el("a", { href: addressWith({ page: number, row: null }) }, label) : el("span", { class: "off" }, label));
    this.pager.replaceChildren(...(pages > 1 ? [step(say("previous"), page - 1), el("span", {}, say("page", { page: format(page), pages: format(pages) })), step(say("next"), page + 1)] : []));
  }

  line(row) {
    const target = this.target(row);
    const line = el("tr", target ? { class: "open", click: (event) => { if (!event.target.closest("a") && !String(getSelection())) go(target); } } : {},
      this.view.columns.map((key) => this.cell(key, row, target)));
    return line;
  }

  target(row) {
    if (this.view.fields) return addressWith({ row: rowName(this.view, row) });
    return this.view.leads ? address("articles", [[this.view.leads, tables[this.view.table].get("id", row)]]) : null;
  }

  cell(key, row, target) {
    const text = shown(this.view, key, row);
    const kind = NUMERIC.has(key) ? "number" : key === "published" || key === "start_date" ? "date" : `c-${key}`;
    if (key === this.view.main) {
      const label = text || (this.view.table === "articles" ? raw(this.view, "article_id", row) : say("open_row"));
      return el("td", { class: kind }, el("a", { href: target, "data-row": rowName(this.view, row), lang: "es" }, label));
    }
    if (key === "status" && this.view.name === "agreements") {
      return el("td", { class: kind }, el("span", { class: `dot s-${raw(this.view, key, row)}` }), text, raw(this.view, "polarity", row) === "negated" ? ` (${codeName("negated")})` : "");
    }
    if (this.view.table === "articles" && ["agreements", "meetings", "statements"].includes(key)) {
      const found = raw(this.view, key, row);
      return el("td", { class: kind }, found ? el("a", { href: address(key, [["article", raw(this.view, "article_id", row)]]) }, text) : "0");
    }
    return el("td", { class: kind }, text);
  }

  download() {
    const keys = downloaded(this.view);
    const quote = (value) => {
      let text = value === null || value === undefined ? "" : String(value);
      // As in the CSV files of the output folder: what a spreadsheet would run gets an apostrophe.
      if (typeof value === "string" && FORMULA.test(text)) text = `'${text}`;
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const lines = [keys.map((key) => idName(this.view, key)), ...this.rows.map((row) => keys.map((key) => raw(this.view, key, row)))];
    const content = lines.map((line) => line.map(quote).join(",")).join("\n") + "\n";
    const file = URL.createObjectURL(new Blob(["\ufeff", content], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = file;
    link.download = `${this.view.name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(file), 10000);
  }
}

// What of a table is not in the file.
function notices(name) {
  const found = [];
  const { kept, total, oldest } = D.choice;
  if (kept < total && name !== "failures") {
    found.push(say(oldest ? "notice" : "notice_undated", { kept: format(kept), total: format(total), oldest }));
  }
  const failures = D.figures.find((figure) => figure.name === "failures").number;
  if (name === "failures" && tables.failures.length < failures) {
    found.push(say("notice_failures", { kept: format(tables.failures.length), total: format(failures) }));
  }
  return found.map((text) => el("p", { class: "notice" }, text));
}
