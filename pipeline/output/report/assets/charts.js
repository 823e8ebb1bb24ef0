// The overview: key figures and charts. A mark leads to its rows; so does the table under each chart.

const WIDE_CHARTS = new Set(["country_matrix", "themes_over_time", "places_on_map"]);
const tip = el("div", { class: "tip", hidden: true, role: "tooltip" });
let drawn = null; // how wide and in which colours the charts are drawn

function overview() {
  const figures = D.figures.map((figure) => el("li", {}, el("a", { href: figure.link, "data-figure": figure.name }, el("strong", {}, format(figure.number)), " ", el("span", {}, say(figure.name)))));
  drawn = null;
  return el("section", { "aria-labelledby": "heading" },
    el("h2", { id: "heading", class: "unseen", tabindex: "-1" }, say("overview")),
    notices("overview"),
    el("ul", { class: "figures", "aria-label": say("key_figures") }, figures),
    el("div", { class: "charts" }, D.charts.map(card)));
}

function card(chart) {
  const title = say(`chart_${chart.name}`);
  const box = el("div", { class: "chart scroll", id: `chart-${chart.name}`, role: "group", "aria-label": title }, chart.spec ? "" : el("p", { class: "none" }, say("chart_empty")));
  const legendList = chart.spec && chart.legend.length
    ? el("ul", { class: "legend links" }, chart.legend.map((entry) => el("li", {}, el("a", { href: entry.link }, el("span", { class: `dot s-${entry.colour}` }), entry.label)))) : null;
  return el("figure", { class: WIDE_CHARTS.has(chart.name) ? "card full" : "card" },
    el("figcaption", {}, el("h3", {}, title), el("p", { class: "hint" }, say(`note_${chart.name}`))), legendList, box, chart.datasets.rows.length ? dataTable(chart) : null);
}

// The data of a chart with a link a row: the way without a mouse. Made when it is opened.
function dataTable(chart) {
  const details = el("details", { class: "data", id: `data-${chart.name}` }, el("summary", {}, `${say("chart_data")} (${format(chart.datasets.rows.length)})`));
  details.addEventListener("toggle", () => {
    if (details.open && !details.querySelector("table")) details.append(leftOut(chart), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say(`chart_${chart.name}`) }, linkTable(chart)));
  });
  return details;
}

function leftOut(chart) {
  return chart.left_out ? el("p", { class: "hint" }, say("chart_left_out", { count: format(chart.left_out) })) : "";
}

function linkTable(chart) {
  const cell = (key, row) => {
    if (key === "found") return el("td", { class: "number" }, el("a", { href: row.link }, format(row.found)));
    return el("td", {}, row[key] ?? (key === "time" ? say("no_date") : ""));
  };
  return el("table", { class: "rows" },
    el("thead", {}, el("tr", {}, chart.columns.map((key) => el("th", { scope: "col", class: key === "found" ? "number" : null }, columnName(key))))),
    el("tbody", {}, chart.datasets.rows.map((row) => el("tr", {}, chart.columns.map((key) => cell(key, row))))));
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// Colours by name are replaced before any data come in.
function coloured(spec) {
  return JSON.parse(JSON.stringify(spec).replace(/"@([\w-]+)"/g, (whole, name) => JSON.stringify(colour(name))));
}

function sized(spec, width) {
  const { aspect, narrowest, faceted } = spec.usermeta;
  spec.width = Math.max(width, narrowest) - (faceted ? 56 : 0);
  if (aspect) spec.height = Math.round(spec.width * aspect);
  return spec;
}

function configuration() {
  const font = getComputedStyle(document.body).fontFamily;
  const axis = { labelColor: colour("ink"), titleColor: colour("muted"), gridColor: colour("line"), domainColor: colour("line"), tickColor: colour("line"), labelFontSize: 12, titleFontWeight: "normal" };
  return { background: null, font, axis, view: { stroke: null }, header: { labelColor: colour("ink") }, text: { font } };
}

// Thousands and decimals as the language of the report has them.
function numberFormat() {
  const parts = new Intl.NumberFormat(D.language, { useGrouping: true }).formatToParts(1234567.8);
  const sign = (type, otherwise) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return { decimal: sign("decimal", "."), thousands: sign("group", ","), grouping: [3], currency: ["", ""] };
}

async function drawCharts() {
  const width = document.querySelector(".charts")?.clientWidth;
  const now = `${width} ${colour("page")}`;
  if (!width || drawn === now) return;
  drawn = now;
  delete document.documentElement.dataset.drawn;
  for (const chart of D.charts) {
    if (chart.spec) await draw(chart);
    // Another width or other colours came meanwhile: they are drawn by another call.
    if (drawn !== now) return;
  }
  document.documentElement.dataset.drawn = now;
}

async function draw(chart) {
  const box = document.getElementById(`chart-${chart.name}`);
  if (!box) return;
  const spec = sized(coloured(chart.spec), box.clientWidth);
  // Vega writes into what it is given.
  spec.datasets = structuredClone(chart.name === "places_on_map" ? { ...chart.datasets, world: D.world } : chart.datasets);
  const { view } = await window.vegaEmbed(box, spec, {
    mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false, tooltip: false, config: configuration(), formatLocale: numberFormat(), logLevel: 1,
  });
  view.addEventListener("click", (event, item) => { if (item?.datum?.link) go(item.datum.link); });
  view.addEventListener("mousemove", (event, item) => showTip(event, item?.datum, chart));
  view.addEventListener("mouseout", () => { tip.hidden = true; });
}

function showTip(event, datum, chart) {
  tip.hidden = !datum?.link;
  if (tip.hidden) return;
  const names = "label" in datum ? ["label"] : chart.columns.filter((key) => key !== "found");
  tip.replaceChildren(el("strong", {}, names.map((key) => datum[key]).filter(Boolean).join(" · ")), el("br"), format(datum.found));
  tip.style.left = `${Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${Math.max(event.clientY - tip.offsetHeight - 10, 4)}px`;
}
