// Where the reader is: `#view?filter=value&…`, so that an address is a bookmark.

const state = { view: "overview", params: new URLSearchParams() };

function readAddress() {
  const [view, query = ""] = location.hash.slice(1).split(/\?(.*)/s);
  state.view = Object.hasOwn(VIEWS, view) || view === "about" ? view : "overview";
  state.params = new URLSearchParams(query);
}

function address(view, params) {
  const query = new URLSearchParams([...params].filter(([, value]) => value !== "")).toString();
  return query ? `#${view}?${query}` : `#${view}`;
}

// The present address with other values; null or "" takes a parameter away.
function addressWith(changes) {
  const params = new URLSearchParams(state.params);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") params.delete(name);
    else params.set(name, value);
  }
  return address(state.view, params);
}

// `quietly`: without a new entry in the history, as for each letter typed.
function go(target, quietly = false) {
  if (quietly) {
    history.replaceState(null, "", target);
    render();
  } else location.hash = target;
}
