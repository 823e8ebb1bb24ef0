// A row in its sentence: what was found there by kind, its fields, and why it is here.

const KINDS = ["person", "title", "organization", "place", "date", "amount"];

const dialog = el("dialog", { id: "detail", "aria-labelledby": "detail-title" });
let opener = null;

dialog.addEventListener("close", () => {
  if (state.params.has("row")) go(addressWith({ row: null }), true);
  // Back to the link of the row; the table may have been drawn anew since.
  const link = [...document.querySelectorAll("[data-row]")].find((one) => one.dataset.row === opener);
  (link ?? document.getElementById("heading"))?.focus();
});
// A click beside the box closes it.
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

function showDetail(grid) {
  const name = state.params.get("row");
  if (!name || !grid?.view.fields) {
    if (dialog.open) dialog.close();
    return;
  }
  const row = rowNamed(grid.view, name);
  opener = name;
  dialog.replaceChildren(...(row < 0 ? missing() : content(grid, row)));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

function missing() {
  return [headOf(say("not_found"), [])];
}

function headOf(title, steps) {
  return el("header", {}, el("h2", { id: "detail-title", lang: "es" }, title),
    el("div", { class: "steps" }, steps, el("button", { type: "button", class: "button", id: "close", click: () => dialog.close() }, say("close"))));
}

function content(grid, row) {
  const { view } = grid;
  const place = grid.rows.indexOf(row);
  const step = (label, other) => (place >= 0 && other !== undefined ? el("a", { class: "button", href: addressWith({ row: rowName(view, other) }) }, label) : null);
  const steps = [step(say("previous"), grid.rows[place - 1]), step(say("next"), grid.rows[place + 1])];
  const title = raw(view, "title", row) ?? say("untitled", { id: raw(view, "article_id", row) });
  const parts = [headOf(title, steps), source(view, row)];
  if (view.table === "articles") parts.push(rowsOfArticle(view, row));
  else parts.push(inItsText(view, row));
  parts.push(el("h3", {}, say("fields")), fieldList(view.fields.map((key) => [key, shown(view, key, row)])));
  if (view.table !== "articles") parts.push(...why(view, row));
  return parts;
}

function source(view, row) {
  const url = raw(view, "url", row);
  const facts = [raw(view, "source", row), raw(view, "published", row) ?? say("no_date"), raw(view, "article_id", row)];
  const line = el("p", { class: "source" }, facts.filter(Boolean).join(" · "));
  if (url) line.append(el("br"), webAddress(url) ? el("a", { href: url }, url) : el("span", { class: "dead" }, url));
  return line;
}

function rowsOfArticle(view, row) {
  const links = ["agreements", "meetings", "statements"].map((name) => [name, raw(view, name, row)])
    .map(([name, found]) => el("li", {}, found ? el("a", { href: address(name, [["article", raw(view, "article_id", row)]]) }, `${say(name)}: ${format(found)}`) : `${say(name)}: 0`));
  return el("div", {}, el("h3", {}, say("rows_of_article")), el("ul", {}, links));
}

function fieldList(entries) {
  return el("dl", {}, entries.filter(([, text]) => text !== "").map(([key, text]) => [el("dt", {}, columnName(key)), el("dd", {}, text)]));
}

function why(view, row) {
  const parts = [el("h3", {}, say("why"))];
  const confidence = shown(view, "confidence", row);
  if (confidence) parts.push(fieldList([["confidence", confidence]]), el("p", { class: "hint" }, say("why_confidence")));
  parts.push(fieldList([["rule", shown(view, "rule", row)]]), el("p", { class: "hint" }, say("why_rule")));
  return parts;
}

// The passage with its marks, and the legend of those that occur.
function inItsText(view, row) {
  const table = tables[view.table];
  const number = table.get("p", row);
  const heading = el("h3", {}, say("in_its_text"));
  if (number < 0) return el("div", {}, heading, el("p", {}, say("no_passage")));
  const letters = Array.from(tables.passages.get("text", number));
  const marks = marksOf(view, row, number, letters);
  const [from, to] = [table.get("s", row), table.get("e", row)];
  const cutSides = tables.passages.get("cut", number);
  const text = el("blockquote", { class: "passage", lang: "es" });
  if (cutSides & 1) text.append("… ");
  for (const [start, end, kinds] of segments(letters.length, marks, [from, to])) {
    const words = letters.slice(start, end).join("");
    const outside = start < from || start >= to ? "around" : "";
    if (!kinds.length) text.append(el("span", { class: outside || null }, words));
    else text.append(el("mark", { class: [...kinds.map((kind) => `k-${kind}`), outside].filter(Boolean).join(" "), title: kinds.map(kindName).join(", ") }, words));
  }
  if (cutSides & 2) text.append(" …");
  return el("div", {}, heading, text, legend(marks));
}

const kindName = (kind) => ({ evidence: say("evidence"), predicate: say("predicate_mark"), party: say("party_mark") })[kind] ?? codeName(kind);

function legend(marks) {
  const present = new Set(marks.map((mark) => mark.kind));
  const kinds = ["evidence", "predicate", "party", ...KINDS].filter((kind) => present.has(kind));
  return el("ul", { class: "legend", "aria-label": say("legend") }, kinds.map((kind) => el("li", {}, el("mark", { class: `k-${kind}` }, kindName(kind)))));
}

function marksOf(view, row, number, letters) {
  const table = tables[view.table];
  const [start, end] = [table.get("start", row), table.get("end", row)];
  const marks = [{ start, end, kind: "evidence" }];
  const spans = tables.passages.get("spans", number);
  for (let i = 0; i < spans.length; i += 3) marks.push({ start: spans[i], end: spans[i] + spans[i + 1], kind: KINDS[spans[i + 2]] });
  const words = table.get("predicate", row) ?? table.get("verb", row);
  if (words) marks.push(...predicate(letters, words, start, end));
  const parties = [table.get("parties", row), table.get("references", row), table.get("participants", row), table.get("speaker", row)];
  const names = new Set(parties.filter(Boolean).flatMap((list) => list.split("; ")));
  for (const name of names) {
    marks.push(...occurrences(letters, name, table.get("s", row), table.get("e", row)).map((at) => ({ start: at, end: at + Array.from(name).length, kind: "party" })));
  }
  return marks;
}

// The words of the predicate in the evidence: together, or else one after the other.
function predicate(letters, words, start, end) {
  const whole = occurrences(letters, words, start, end);
  if (whole.length) return [{ start: whole[0], end: whole[0] + Array.from(words).length, kind: "predicate" }];
  const found = [];
  let from = start;
  for (const word of words.split(" ")) {
    const [at] = occurrences(letters, word, from, end);
    if (at === undefined) continue;
    from = at + Array.from(word).length;
    found.push({ start: at, end: from, kind: "predicate" });
  }
  return found;
}

// Where `words` stand as whole words between two characters.
function occurrences(letters, words, start, end) {
  const wanted = Array.from(words);
  const isWord = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  const found = [];
  for (let at = start; wanted.length && at + wanted.length <= end; at++) {
    if (wanted.every((letter, i) => letters[at + i] === letter) && !isWord(letters[at - 1]) && !isWord(letters[at + wanted.length])) found.push(at);
  }
  return found;
}

// Stretches of the text and the kinds that lie on them; of several mentions the shortest says the kind.
function segments(length, marks, sentence) {
  const cuts = [...new Set([0, length, ...sentence, ...marks.flatMap((mark) => [mark.start, mark.end])])].filter((at) => at >= 0 && at <= length).sort((a, b) => a - b);
  const result = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const here = marks.filter((mark) => mark.start <= cuts[i] && mark.end >= cuts[i + 1]);
    const mentions = here.filter((mark) => KINDS.includes(mark.kind)).sort((a, b) => a.end - a.start - (b.end - b.start));
    const others = ["evidence", "predicate", "party"].filter((kind) => here.some((mark) => mark.kind === kind));
    result.push([cuts[i], cuts[i + 1], [...others, ...mentions.slice(0, 1).map((mark) => mark.kind)]]);
  }
  return result;
}
