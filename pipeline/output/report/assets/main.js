// The page: head, sections, and what the address says is shown.

let grid = null;
let shownView = null;

const main = el("main", { id: "content", tabindex: "-1" });

function frame() {
  const [first, last] = D.period;
  const count = D.figures.find((figure) => figure.name === "articles").number;
  const articles = count === 1 ? say("one_article") : say("several_articles", { count: format(count) });
  const links = ["overview", ...Object.keys(VIEWS), "about"].map((name) => el("a", { href: `#${name}`, "data-view": name }, say(name)));
  const theme = el("button", { type: "button", class: "button", id: "theme", title: say("theme_hint"), click: switchTheme });
  document.getElementById("page").replaceChildren(
    el("a", { class: "skip", href: "#content", click: (event) => { event.preventDefault(); main.focus(); } }, say("skip")),
    el("header", { class: "head" }, el("div", {}, el("h1", {}, say("title")),
      el("p", { class: "hint" }, say(first ? "subtitle" : "subtitle_undated", { articles, first, last }))), theme),
    el("nav", { class: "sections scroll", "aria-label": say("sections") }, links),
    main, el("footer", { class: "hint" }, say("made_by", { version: D.versions.comunicado })), dialog, tip);
  nameTheme();
}

function about() {
  const entry = (key, ...more) => [el("h3", {}, say(`about_${key}`)), ...more.map((text) => el("p", {}, text))];
  return el("section", { class: "about", "aria-labelledby": "heading" }, el("h2", { id: "heading", tabindex: "-1" }, say("about")),
    entry("agreement", say("about_agreement_text")), entry("status", say("about_status_text")),
    entry("confidence", say("why_confidence")), entry("rule", say("why_rule")), entry("errors", say("about_errors_text")),
    entry("file", say("about_file_text")), notices("about"), entry("keys", say("about_keys_text")),
    entry("licences", say("about_licences_text", { vega: D.versions.vega })));
}

function render() {
  readAddress();
  if (shownView !== state.view) {
    const first = shownView === null;
    shownView = state.view;
    tip.hidden = true;
    grid = state.view in VIEWS ? new Grid(VIEWS[state.view]) : null;
    main.replaceChildren(grid ? grid.node : state.view === "about" ? about() : overview());
    for (const link of document.querySelectorAll("[data-view]")) {
      if (link.dataset.view === state.view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.title = `${say(state.view)} – ${say("title")}`;
    if (!first) {
      scrollTo(0, 0);
      document.getElementById("heading").focus({ preventScroll: true });
    }
  }
  grid?.update();
  if (state.view === "overview") drawCharts();
  showDetail(grid);
  document.documentElement.dataset.shown = location.hash; // whoever waits for the page sees what it shows by now
}

const KEPT_THEME = "comunicado-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

function switchTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEPT_THEME, theme);
  } catch { /* a browser may keep nothing for files */ }
  nameTheme();
}

// What the reader chose the last time, in this or another report.
function recallTheme() {
  try {
    const theme = localStorage.getItem(KEPT_THEME);
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch { /* nothing was kept */ }
}

function nameTheme() {
  document.getElementById("theme").textContent = say(isDark() ? "to_light" : "to_dark");
  drawCharts();
}

async function start() {
  recallTheme();
  openStore(await readData());
  frame();
  render();
  addEventListener("hashchange", render);
  dark.addEventListener("change", nameTheme);
  let waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(drawCharts, 150);
  });
  document.documentElement.dataset.ready = "true";
}

start().catch((error) => {
  const page = document.getElementById("page");
  const reason = typeof DecompressionStream === "undefined" ? page.dataset.tooOld : page.dataset.damaged;
  page.replaceChildren(el("p", { class: "notice", role: "alert" }, reason));
  throw error;
});
