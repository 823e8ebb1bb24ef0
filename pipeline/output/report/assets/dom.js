// Elements are built from text alone: nothing of the data is ever read as HTML.

const SAFE_ATTRIBUTES = new Set([
  "class", "id", "role", "type", "value", "name", "for", "title", "tabindex", "scope", "colspan", "min", "max", "step",
  "placeholder", "autocomplete", "download", "rel", "lang", "dir", "selected", "checked", "open", "hidden", "disabled", "translate",
]);

function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name === "href") setAddress(element, value);
    else if (SAFE_ATTRIBUTES.has(name) || /^(aria|data)-/.test(name)) element.setAttribute(name, value === true ? "" : value);
    else throw new Error(`attribute ${name}`);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// A place in this report, or a page of the web; anything else (javascript:, data:, file:) is no link.
function setAddress(element, address) {
  if (address.startsWith("#")) element.setAttribute("href", address);
  else if (webAddress(address)) {
    element.setAttribute("href", webAddress(address));
    element.setAttribute("rel", "noopener noreferrer nofollow");
    element.setAttribute("target", "_blank");
  }
}

function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

const fold = (text) => String(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
