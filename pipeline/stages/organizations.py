"""Bodies: organizations, ministries, parties, parliaments, companies, media, by capitalised names and acronyms.

"La Organización Panamericana de la Salud (OPS) y el Ministerio de Minas peruano" gives the igo OPS with two mentions
and a ministry of PE. Lower-case "el gobierno" is no name, and summits are meetings. Three sources, in this order where
they overlap: the lexicon of known bodies, a grammar of capitalised body names ("Comité Central del Partido ..."), and
what the tagger calls ORG.

Reads: `doc.text`, `doc.ents`, person mentions. Writes: `doc._.organizations` and mentions of kind organization.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.attributes import Row, mentions_of, set_mentions
from pipeline.gazetteer import (
    country_code,
    country_surfaces,
    demonym_code,
    demonym_codes,
    find_place,
    fold,
    region_surfaces,
)
from pipeline.lexicon import Entry, read_lexicon, split_cell
from pipeline.surfaces import SurfaceIndex, Word, starts_sentence, words_of

_CONNECTORS = (
    ("de", "los"), ("de", "las"), ("de", "la"), ("de", "el"), ("de",), ("del",),
    ("para", "la"), ("para", "el"), ("para", "los"), ("para", "las"), ("para",),
    ("sobre", "la"), ("sobre", "el"), ("sobre", "los"), ("sobre",), ("contra", "la"), ("contra", "el"), ("contra",),
    ("por", "la"), ("por", "el"), ("a", "los"), ("a", "las"), ("a", "la"), ("y", "la"), ("y", "el"), ("y",), ("e",),
    ("do",), ("da",), ("of",),
)  # fmt: skip
_AND = frozenset(("y", "e"))
#: A city of this size is what its name means, even where the tagger thinks of its football club.
_BIG_CITY = 100_000
_BEFORE_NAMES = frozenset(
    ("el", "la", "los", "las", "del", "al", "su", "dicho", "dicha", "este", "esta", "de", "en", "con", "ante", "según")
)
_ROMAN = re.compile(r"[IVXLCDM]+")
_ORDINALS = re.compile(
    r"\d+|[ivx]+|primer[ao]?|segund[ao]|tercer[ao]?|cuart[ao]|quint[ao]|sext[ao]|septim[ao]|octav[ao]|noven[ao]|decim[ao]"
)
_FUNCTION_WORDS = frozenset(("de", "del", "la", "el", "los", "las", "y", "e", "para", "a", "en"))
_INSIDE_NAMES = _FUNCTION_WORDS | {"do", "da", "of", "the", "and", "for", "contra", "sobre", "por", "con", "al", "sin"}
_HEADS_OF_GOVERNMENT = frozenset(("jefe", "jefa", "titular"))
#: Lower-case adjectives that end a body's name like a demonym does: "Ejecutivo europeo".
_ADJECTIVE = re.compile(
    r"(?:estatal|privad|públic|mixt|local|internacional|multinacional|nacional|oficial|semioficial|"
    r"energétic|petroler|gasífer|miner|aeronáutic|ferroviari|opositor|gobernante|oficialista)(?:es|[oa]?s?)"
)
_WORLD_ADJECTIVES = frozenset(("europeo", "europea", "comunitario", "comunitaria"))
#: What may follow "y el" or "a la" within a name: "América Latina y el Caribe", "Acceso a la Información".
_AFTER_ARTICLE = frozenset(
    (
        "Caribe",
        "Información",
        "Cultura",
        "Ciencia",
        "Agricultura",
        "Alimentación",
        "Infancia",
        "Familia",
        "Tecnología",
        "Delito",
        "Desarrollo",
        "Cooperación",
        "Educación",
        "Paz",
        "Seguridad",
        "Vivienda",
        "Mujer",
        "Salud",
    )
)
_OFFICIAL = frozenset(("republica", "reino", "federacion", "confederacion", "estado", "estados"))


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention: characters, what made it, the lexicon entry if any, and the kind and country it suggests."""

    start: int
    end: int
    rule: str
    entry: Entry | None = None
    kind: str = "other"
    acronym: bool = False
    key: str = ""


@cache
def _lexicon() -> SurfaceIndex[tuple[Entry, bool]]:
    """Known surfaces -> (entry, whether the surface is the acronym)."""
    index: SurfaceIndex[tuple[Entry, bool]] = SurfaceIndex()
    for entry in read_lexicon("organizations"):
        for surface in (entry["name"], *split_cell(entry["variants"])):
            index.add(surface, (entry, surface.isupper() and " " not in surface))
        if entry["acronym"]:
            index.add(entry["acronym"], (entry, True))
    return index


@cache
def _entries_by_surface() -> Mapping[str, Entry]:
    entries: dict[str, Entry] = {}
    for entry in read_lexicon("organizations"):
        for surface in (entry["name"], *split_cell(entry["variants"])):
            entries.setdefault(fold(surface), entry)
    return entries


@cache
def _heads() -> SurfaceIndex[Entry]:
    """Nouns that begin a body's name -> entry of organization_words.csv."""
    index: SurfaceIndex[Entry] = SurfaceIndex()
    for entry in read_lexicon("organization_words"):
        if entry["alone"] not in ("never", "announces"):
            index.add(entry["word"], entry)
    return index


@cache
def _no_bodies() -> frozenset[str]:
    """Abbreviations that are no bodies ("PIB") and nouns of events and texts ("Cumbre", "Tratado"), folded."""
    entries = read_lexicon("organization_words")
    return frozenset(fold(e["word"]) for e in entries if e["alone"] == "never" and e["traits"] != "place")


@cache
def _with_trait(trait: str) -> frozenset[str]:
    """Folded words of organization_words.csv with a trait.

    `list`: their names hold lists ("Ministerio de Salud, Trabajo y Familia"); `person`: named after persons; `seat`:
    name their seat after "en"; `session`: numbered ones are meetings; `text`: texts and events, in whose names a body's
    name is not the body.
    """
    return frozenset(fold(e["word"]) for e in read_lexicon("organization_words") if trait in split_cell(e["traits"]))


@cache
def _months() -> frozenset[str]:
    return frozenset(fold(form) for e in read_lexicon("date_months") for form in split_cell(e["forms"]))


@cache
def _announcers() -> Mapping[str, str]:
    """Common nouns that announce a body's name ("petrolera"), folded -> kind of body, "" for weaker ones ("grupo")."""
    return {fold(e["word"]): e["kind"] for e in read_lexicon("organization_words") if e["alone"] == "announces"}


@cache
def _regions() -> SurfaceIndex[str]:
    """Countries and regions: "Federación de Rusia" and "Comunidad de Madrid" are no bodies."""
    index: SurfaceIndex[str] = SurfaceIndex()
    for surface in (*country_surfaces(), *region_surfaces()):
        index.add(surface, surface)
    return index


@cache
def _countries() -> SurfaceIndex[str]:
    index: SurfaceIndex[str] = SurfaceIndex()
    for surface, code in country_surfaces().items():
        index.add(surface, code)
    return index


def find_organizations(doc: Doc, *, use_entities: bool = True) -> tuple[list[Row], list[Row]]:
    """Organizations of `doc` and their mentions, both by first position.

    Rows have the columns of the organizations table but `article_id`, mentions are as for `attributes.set_mentions`.
    `use_entities=False` leaves the tagger's ORG aside.
    """
    text = doc.text
    found = _without_overlap(_candidates(doc, text, use_entities=use_entities))
    found = _with_acronyms(text, [_with_company_form(text, mention) for mention in found])
    tagged = frozenset(e.start_char for e in doc.ents if e.label_ == "ORG") if use_entities else frozenset()
    found = _without_unexplained_acronyms(text, found, tagged)
    return _rows(text, found)


# ----------------------------------------------------------------------------------------------------------- mentions
def _candidates(doc: Doc, text: str, *, use_entities: bool) -> list[_Found]:
    words = words_of(text)
    people = _people_starts(doc)
    found: list[_Found] = []
    at = 0
    while at < len(words):
        known, built = _known(words, at), _by_grammar(text, words, at, people)
        if known and built and built[0] > known[0] and known[1].kind == "igo" and words[known[0]].text in _AND:
            built = None  # "Unión Europea y Cooperación": the lexicon knows where a union of states ends
        best = _longest(known, built)
        if best is None:
            at += 1
            continue
        end, mention = best
        found.append(mention)
        at = end
    found = [m for m in found if not _is_in_person(doc, m)]
    found += _announced(text, words, people)
    found += _coreferent_heads(text, words, found)
    if use_entities:
        found += _entities(doc, text)
    return [*found, *_acronyms(text, words)]


def _longest(*options: tuple[int, _Found] | None) -> tuple[int, _Found] | None:
    """The option that reaches furthest; the first of equals."""
    best = None
    for option in options:
        if option and (best is None or option[0] > best[0]):
            best = option
    return best


def _people_starts(doc: Doc) -> frozenset[int]:
    """Characters where a person's name begins: "Ministerio de Minas Juan Paz" ends before Juan."""
    starts = {m["start"] for m in mentions_of(doc, "person")}
    return frozenset(starts | {ent.start_char for ent in doc.ents if ent.label_ == "PER"})


def _is_in_person(doc: Doc, mention: _Found) -> bool:
    """ "Abdel Fatah al Burhan" is a person, not the party."""
    spans = [m for m in mentions_of(doc, "person") if not m["rule"].startswith("title")]
    return any(m["start"] <= mention.start and mention.end <= m["end"] for m in spans)


def _announced(text: str, words: list[Word], people: frozenset[int]) -> Iterator[_Found]:
    """Names behind a common noun that announces them: "la petrolera angoleña Sonda", "las firmas Sonda y Llano"."""
    for at, word in enumerate(words):
        kind = _announcers().get(fold(word.text)) if word.text.islower() else None
        if not kind:
            continue
        start = at + 1
        while start < len(words) and start - at <= 3 and words[start].text.islower() and _is_adjective(words[start]):
            start += 1
        while start < len(words):
            end = _name_end(words, start, people)
            if end == start or _names_a_place(text[words[start].start : words[end - 1].end], words[start:end]):
                break
            yield _Found(words[start].start, words[end - 1].end, "announced", None, kind)
            joined = end + 1 < len(words) and words[end].text in (*_AND, ",") and word.text.endswith("s")
            start = end + 1 if joined else len(words)


def _is_adjective(word: Word) -> bool:
    """Whether a word may stand between the noun and the name: a demonym or "estatal", "privada"."""
    return bool(demonym_codes(word.text)) or word.text in _WORLD_ADJECTIVES or bool(_ADJECTIVE.fullmatch(word.text))


def _name_end(words: list[Word], start: int, people: frozenset[int]) -> int:
    """End of the capitalised words from `start`; `start` where there is no name or a person's."""
    end = start
    while end < len(words) and words[end].capital and (end == start or words[end].gap == " "):
        if words[end].start in people or "\n" in words[end].gap:
            return start
        end += 1
    first = words[start].text if end > start else ""
    blocked = fold(first) in _no_bodies() or fold(first) in _months() or len(first) == 1
    return start if blocked or (end - start == 1 and fold(first) in _FUNCTION_WORDS) else end


def _known(words: list[Word], at: int) -> tuple[int, _Found] | None:
    hit = _lexicon().longest(words, at)
    if hit is None:
        return None
    end, (entry, acronym) = hit
    if end == at + 1 and not words[at].acronym and _continues_name(words, at):
        return None
    if not any(c.isupper() for c in words[at].text) or _is_in_text_name(words, at) or _is_in_place_name(words, at):
        return None
    mention = _Found(
        words[at].start, words[end - 1].end, f"organizations:{entry['id']}", entry, entry["kind"], acronym, entry["id"]
    )
    return end, mention


def _continues_name(words: list[Word], at: int) -> bool:
    """Whether a capitalised word right in front makes "Fatah" a piece of another name ("Abdel Fatah")."""
    before = words[at - 1] if at else None
    if before is None or not before.capital or before.acronym or words[at].gap != " ":
        return False
    opens = at == 1 or not (words[at - 2].text.isalnum() or words[at - 2].text in "),")
    return not opens and before.text.lower() not in _BEFORE_NAMES and not _heads().longest(words, at - 1)


def _is_in_text_name(words: list[Word], at: int) -> bool:
    """ "Carta de las Naciones Unidas", "Convención Marco de la ONU": a body's name in that of a text or event."""
    back = at - 1
    while back >= 0 and words[back].text in ("de", "del", "la", "las", "los"):
        back -= 1
    if back < 0 or back == at - 1 or not words[back].capital:
        return False
    return any(fold(words[i].text) in _with_trait("text") for i in (back, back - 1) if i >= 0 and words[i].capital)


def _is_in_place_name(words: list[Word], at: int) -> bool:
    """ "Palacio de La Moneda" is a building, "la provincia de Granma" no newspaper."""
    return at > 1 and words[at - 1].text in ("de", "del") and fold(words[at - 2].text) in _with_trait("place")


def _by_grammar(text: str, words: list[Word], at: int, people: frozenset[int]) -> tuple[int, _Found] | None:
    """A body by its head noun and what follows; None when the noun stands alone and may not."""
    hit = _heads().longest(words, at) if words[at].capital else None
    if hit is None or not words[at].text[1:].islower():
        return None
    head_end, head = hit
    if fold(words[at].text).endswith("secretaria") and "í" not in words[at].text:
        # "la Secretaria de Energía" is a person
        return None
    if _is_event(words, at) or _regions().longest(words, at):
        return None
    if head["alone"] == "demonym":
        end = _government_end(words, at, head_end)
    else:
        end = _demonym_end(words, _grow(words, head_end, fold(head["word"]), people))
    if end == head_end and (head["alone"] != "yes" or not _is_definite(text, words, at)):
        return None
    if _is_division(words, head_end, end, head):
        return None
    return end, _Found(words[at].start, words[end - 1].end, f"organization_words:{head['id']}", None, head["kind"])


def _government_end(words: list[Word], at: int, head_end: int) -> int:
    """End of "Gobierno peruano"; "Gobierno de Perú" is the state's, and "jefe del Gobierno peruano" an office."""
    in_title = at > 1 and fold(words[at - 2].text) in _HEADS_OF_GOVERNMENT
    return head_end if in_title else _demonym_end(words, head_end)


def _is_event(words: list[Word], at: int) -> bool:
    """ "el VI Congreso", "la 2ª Comisión Mixta": a numbered session is a meeting."""
    if at == 0 or fold(words[at].text) not in _with_trait("session"):
        return False
    before = words[at - 1].text
    return bool(_ROMAN.fullmatch(before) or _ORDINALS.fullmatch(fold(before)))


def _is_definite(text: str, words: list[Word], at: int) -> bool:
    """ "la Cancillería informó": with an article, so that no headline word or first word is taken."""
    return at > 0 and words[at - 1].text.lower() in _BEFORE_NAMES and not starts_sentence(text, words[at].start)


def _is_division(words: list[Word], head_end: int, end: int, head: Entry) -> bool:
    """ "Departamento de Potosí", "Comunidad de Madrid": a part of a country, not a body."""
    if head["id"] not in ("departamento", "comunidad"):
        return False
    rest = [w.text for w in words[head_end:end]]
    while rest and rest[0].islower():
        rest = rest[1:]
    place = find_place(" ".join(rest)) if rest else None
    return place is not None and place.kind in ("city", "region")


def _grow(words: list[Word], end: int, head: str, people: frozenset[int]) -> int:
    """End of the name whose head noun ends at `end`: capitalised words and connectors that lead to one."""
    while end < len(words):
        word = words[end]
        if "\n" in word.gap:
            break
        if _continues(words, end, head, people):
            end += 1
            continue
        step = _connected(words, end, head, people) or _hyphenated(words, end) or _listed(words, end, head)
        if not step:
            break
        end = step
    return end


def _continues(words: list[Word], at: int, head: str, people: frozenset[int]) -> bool:
    """Whether the capitalised word at `at` belongs to the name before it."""
    word = words[at]
    if not word.capital or (word.start in people and head not in _with_trait("person")):
        return False
    if word.text.lower() in _FUNCTION_WORDS:
        return False
    if word.acronym and not words[at - 1].acronym:
        # "el Ministerio de Salud MINSA" names it twice
        return False
    return not (len(word.text) == 1 and at + 1 < len(words) and words[at + 1].text == ".")


def _connected(words: list[Word], at: int, head: str, people: frozenset[int]) -> int:
    """End after a connector and the capitalised word behind it, 0 when there is none that belongs to the name."""
    connectors = (*_CONNECTORS, ("en",)) if head in _with_trait("seat") else _CONNECTORS
    for connector in connectors:
        after = at + len(connector)
        if tuple(w.text for w in words[at:after]) == connector and after < len(words):
            if any("\n" in w.gap for w in words[at : after + 1]):
                return 0
            return after + 1 if _may_follow(words, after, connector, people, head) else 0
    return 0


def _may_follow(words: list[Word], at: int, connector: tuple[str, ...], people: frozenset[int], head: str) -> bool:
    word = words[at]
    if not word.capital or (word.start in people and head not in _with_trait("person")):
        return False
    country = _countries().longest(words, at)
    if connector[0] in _AND or connector == ("a", "la"):
        # "el Banco Central y Petrobras", "la Corte Suprema y el Congreso", "Filipinas y España" are two names
        other = _lexicon().longest(words, at) or _heads().longest(words, at) or country
        return not other and not word.acronym and (connector[-1] not in ("la", "el") or word.text in _AFTER_ARTICLE)
    # "Consejo de Ministros de la República Italiana": the state is named for itself
    return not (country and country[0] - at > 1 and fold(word.text) in _OFFICIAL)


def _hyphenated(words: list[Word], at: int) -> int:
    """End after "-Italia" in "Consejo de Negocios Perú-Italia"."""
    if words[at].text in ("-", "–") and at + 1 < len(words) and words[at + 1].capital:
        return at + 2 if not words[at].gap and not words[at + 1].gap else 0
    return 0


def _listed(words: list[Word], at: int, head: str) -> int:
    """End of ", Ganadería y Pesca" in "Ministerio de Agricultura, Ganadería y Pesca": a list that ends with "y"."""
    if head.split()[0] not in _with_trait("list") or words[at].text != ",":
        return 0
    position = at
    while position + 1 < len(words) and words[position].text == "," and words[position + 1].capital:
        item = words[position + 1]
        if country_code(item.text) or item.acronym or _heads().longest(words, position + 1):
            return 0
        position += 2
        while position < len(words) and words[position].capital and not words[position].acronym:
            position += 1
    ends = position + 1 < len(words) and words[position].text in _AND and words[position + 1].capital
    return position + 2 if ends and not _countries().longest(words, position + 1) else 0


def _demonym_end(words: list[Word], end: int) -> int:
    """End including a demonym right behind the name ("Cancillería peruana"), else `end`."""
    if end == len(words) or "\n" in words[end].gap or not words[end].text.islower():
        return end
    plural = re.search(r"[^é]s$", words[end].text) is not None
    if plural and not any(w.text.endswith("s") for w in words[max(0, end - 2) : end]):
        return end  # "los ministros de Gobierno peruanos"
    return end + 1 if demonym_code(words[end].text) or words[end].text in _WORLD_ADJECTIVES else end


def _coreferent_heads(text: str, words: list[Word], found: Iterable[_Found]) -> Iterator[_Found]:
    """ "el Consejo" after "el Consejo de Seguridad": the bare head of a name given before is a mention of it."""
    first: dict[str, _Found] = {}
    for mention in found:
        head = text[mention.start : mention.end].split()[0]
        if head[1:].islower() and mention.end - mention.start > len(head):
            first.setdefault(head, mention)
    taken = {i for m in first.values() for i in (m.start,)}
    for at, word in enumerate(words):
        antecedent = first.get(word.text)
        if antecedent is None or word.start <= antecedent.end or word.start in taken:
            continue
        follows = words[at + 1].text if at + 1 < len(words) else "."
        alone = not follows[:1].isupper() and follows not in ("de", "del", "para", "-")
        if alone and _is_definite(text, words, at) and _heads().longest(words, at):
            key = antecedent.key or f"={antecedent.start}"
            yield replace(antecedent, start=word.start, end=word.end, rule="coreferent_head", key=key)


def _entities(doc: Doc, text: str) -> Iterator[_Found]:
    """What the tagger calls ORG and the text supports."""
    for ent in doc.ents:
        if ent.label_ == "ORG":
            start, end = _trimmed(text, ent.start_char, ent.end_char)
            if end - start > 1 and _is_credible(text, start, end):
                yield _Found(start, end, "ner")


def _is_credible(text: str, start: int, end: int) -> bool:
    """Whether a tagged name looks like a body: no event, text, place or piece of a longer name.

    A bare capitalised word ("Interior", "Number") must be a made-up name ("TeleSUR"), an acronym, come back later, or
    follow a noun that announces a body ("la petrolera Sonda").
    """
    surface = text[start:end]
    words = words_of(surface)
    first = words[0]
    if any(fold(w.text) in _months() for w in words) or not any(c.isupper() for c in first.text):
        return False
    if _ROMAN.fullmatch(first.text) or fold(first.text) in _no_bodies() or fold(surface) in _no_bodies():
        return False
    if _is_piece(text, start) or _follows_text_name(text, start) or _names_a_place(surface, words):
        return False
    if len(words) > 1:
        return all(w.capital or not w.text.isalpha() or w.text in _INSIDE_NAMES for w in words[1:])
    name = first.text
    if any(c.isdigit() for c in surface) or _heads().longest(words, 0) or demonym_codes(name):
        return False
    made_up = any(c.isupper() for c in name[1:])
    return made_up or _is_announced(text, start) or len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) > 1


def _follows_text_name(text: str, start: int) -> bool:
    """As `_is_in_text_name`, for a tagger's span: "Convención Marco de las | Naciones Unidas sobre el Clima"."""
    before = words_of(text[max(0, start - 60) : start])
    return bool(before) and _is_in_text_name([*before, before[0]], len(before))


def _is_piece(text: str, start: int) -> bool:
    """Whether a capitalised word or "de" + capital adjoins, so that the tagger cut a name: "Cruz de la Sierra"."""
    before = re.search(r"([^\W\d_]+) $", text[:start])
    return bool(before and before.group(1)[0].isupper() and not starts_sentence(text, before.start(1)))


def _names_a_place(surface: str, words: list[Word]) -> bool:
    """Whether the name is a known place or only strings known places together ("México - Chile")."""
    if country_code(surface) or demonym_codes(surface) or _regions().longest(words, 0) == (len(words), surface):
        return True
    if all(_countries().longest(words, i) for i, w in enumerate(words) if w.capital):
        return True
    place = None if surface.isupper() else find_place(surface)
    return place is not None and (place.kind != "city" or place.population >= _BIG_CITY)


def _is_announced(text: str, start: int) -> bool:
    """Whether a lower-case noun in front says that a body's name follows: "la petrolera", "el diario español"."""
    before = re.findall(r"[^\W\d_]+", text[max(0, start - 40) : start])[-2:]
    return any(fold(word) in _announcers() for word in before)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Range without article, quotes and marks at its edges."""
    article = re.match(r"(?:[\s\"'«“(¿¡—–-]|(?:el|la|los|las)\s)*", text[start:end])
    start += article.end() if article else 0
    while end > start and text[end - 1] in " \t\n\"'»”),;:.—–-" and not re.search(r"(?:[A-Z]\.){2,}$", text[start:end]):
        end -= 1
    return start, end


def _acronyms(text: str, words: list[Word]) -> Iterator[_Found]:
    """Unknown acronyms with an article: "la CGT", "del INE", outside of headlines in capitals."""
    for at, word in enumerate(words):
        if not (word.acronym and 3 <= len(word.text) <= 7 and word.text.isalpha() and at):
            continue
        if fold(word.text) in _no_bodies() or _ROMAN.fullmatch(word.text) or country_code(word.text):
            continue
        neighbours = [w.acronym for w in words[max(0, at - 2) : at] + words[at + 1 : at + 3]]
        if words[at - 1].text in ("el", "la", "del", "al") and not any(neighbours):
            yield _Found(word.start, word.end, "acronym", None, "other", True)


def _without_overlap(found: Iterable[_Found]) -> list[_Found]:
    """Lexicon and grammar first, then the tagger; the longer of two that overlap."""
    rank = {"announced": 1, "ner": 1, "acronym": 2, "coreferent_head": 2}
    chosen: list[_Found] = []
    for mention in sorted(found, key=lambda m: (rank.get(m.rule, 0), m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in chosen):
            chosen.append(mention)
    return sorted(chosen, key=lambda m: m.start)


# ----------------------------------------------------------------------------------------------------------- entities
_IN_BRACKETS = re.compile(r"\s*[\"“”»']?\s*\(\s*([^\W\d_][\w.\-]{1,11})\s*[,;)]")


_COMPANY_FORM = re.compile(
    r"(?P<more> [A-ZÁÉÍÓÚÑ]\w+)?,? (?:S\. ?A\.(?: de C\. ?V\.)?|C\. ?A\.|Inc|Corp|Ltd|LLC|AG|GmbH)(?!\w)"
)


def _with_company_form(text: str, mention: _Found) -> _Found:
    """The mention with "Inc" or "S.A." behind it; "YPFB Andina S.A." is another firm than YPFB."""
    match = _COMPANY_FORM.match(text, mention.end)
    if match is None or mention.kind not in ("company", "bank", "other"):
        return mention
    if match["more"]:
        return _Found(mention.start, match.end(), "company_form", None, "company")
    return replace(mention, end=match.end(), kind="company" if mention.kind == "other" else mention.kind)


def _with_acronyms(text: str, found: list[_Found]) -> list[_Found]:
    """Tie "(OPS)" behind a full form to it, and every later "OPS" too."""
    tied: dict[str, _Found] = {}
    for mention in found:
        match = None if mention.acronym else _IN_BRACKETS.match(text, mention.end)
        acronym = match.group(1) if match else ""
        if acronym and _abbreviates(acronym, text[mention.start : mention.end]):
            tied.setdefault(acronym, mention)
    result = [m for m in found if text[m.start : m.end] not in tied or text[m.start : m.end].count(" ")]
    for acronym, owner in tied.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(acronym)}(?![\w-])", text):
            mention = replace(
                owner, start=match.start(), end=match.end(), rule="acronym_in_brackets", acronym=True,
                key=owner.key or f"={owner.start}",
            )  # fmt: skip
            if all(mention.end <= m.start or mention.start >= m.end for m in result):
                result.append(mention)
    return sorted(result, key=lambda m: m.start)


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the word in brackets may abbreviate the name: capitals or a made word with initials of it ("Comce")."""
    if country_code(acronym) or demonym_code(acronym) or fold(acronym) in _no_bodies():
        return False
    initials = {fold(w)[:1] for w in name.split() if w[:1].isupper()}
    letters = [c for c in acronym if c.isupper()]
    if not letters or fold(acronym)[:1] not in initials:
        return False
    return len(letters) > 1 or (acronym[1:].islower() and len(acronym) <= 12 and len(name.split()) > 2)


def _without_unexplained_acronyms(text: str, found: list[_Found], tagged: frozenset[int]) -> list[_Found]:
    """Drop two-letter and word-like acronyms ("PE", "MAS") of bodies that the article never spells out.

    Of three letters or more they stay where the tagger says ORG (`tagged`: where its spans start).
    """
    spelled_out = {m.key for m in found if m.entry and not m.acronym}

    def is_explained(mention: _Found) -> bool:
        if mention.entry is None or not mention.acronym or not mention.rule.startswith("organizations:"):
            return True
        if text[mention.start : mention.end] != mention.entry["acronym"] or mention.entry["acronym_alone"] != "no":
            return True
        if mention.kind == "media" and text[mention.start - 1 : mention.start] == "(":
            return True  # "MADRID (AP)"
        return mention.key in spelled_out or (mention.end - mention.start > 2 and mention.start in tagged)

    return [mention for mention in found if is_explained(mention)]


def _rows(text: str, found: list[_Found]) -> tuple[list[Row], list[Row]]:
    groups: dict[str, list[_Found]] = {}
    key_at: dict[int, str] = {}
    for mention in found:
        key = mention.key or _name_key(text[mention.start : mention.end])
        if key.startswith("="):
            key = key_at.get(int(key[1:]), _name_key(text[mention.start : mention.end]))
        key_at[mention.start] = key
        groups.setdefault(key, []).append(mention)
    organizations: list[Row] = []
    mentions: list[Row] = []
    for key, members in groups.items():
        row = _organization(text, key, members)
        organizations.append(row)
        mentions += [
            {"entity_id": row["organization_id"], "start": m.start, "end": m.end, "rule": m.rule} for m in members
        ]
    return organizations, sorted(mentions, key=lambda m: m["start"])


def _name_key(surface: str) -> str:
    """Key under which forms of one name meet: "Ministerio del Petróleo", "Ministerio de Petróleo"."""
    entry = _entries_by_surface().get(fold(surface))
    if entry:
        return entry["id"]
    words = [w for w in re.split(r"\W+", fold(surface)) if w and w not in _FUNCTION_WORDS and not demonym_code(w)]
    return "-".join(words) or fold(surface)


def _organization(text: str, key: str, members: list[_Found]) -> Row:
    surfaces = [text[m.start : m.end] for m in members]
    entry = next((m.entry for m in members if m.entry), None) or _entries_by_surface().get(fold(surfaces[0]))
    full = [s for m, s in zip(members, surfaces, strict=True) if not m.acronym and m.rule != "coreferent_head"]
    acronyms = [s for m, s in zip(members, surfaces, strict=True) if m.acronym]
    name = entry["name"] if entry else max(full or surfaces, key=len)
    return {
        "organization_id": entry["id"] if entry else key.replace("ñ", "n"),
        "name": name,
        "acronym": (entry["acronym"] if entry and entry["acronym"] else acronyms[0] if acronyms and full else None),
        "kind": entry["kind"] if entry else _kind(members, name),
        "country": (entry["country"] or None) if entry else _country(text, members),
        "n_mentions": len(members),
        "start": members[0].start,
        "end": members[0].end,
    }


def _kind(members: list[_Found], name: str) -> str:
    known = next((m.kind for m in members if m.kind != "other"), None)
    if known:
        return known
    if re.search(r"\b(?:S\.?A\.?|Inc|Ltd|Corp|LLC|C\.A\.|AG)\.?$", name):
        return "company"
    words = words_of(name)
    head = _heads().longest(words, 0) if words else None
    return head[1]["kind"] if head else "other"


def _country(text: str, members: list[_Found]) -> str | None:
    """State of a body by the demonym or country in or right behind its name."""
    for mention in members:
        words = words_of(text[mention.start : mention.end + 30])
        inside = [w for w in words if w.end <= mention.end - mention.start]
        codes = [demonym_code(w.text) for w in words[: len(inside) + 1] if w.text[:1].isalpha()]
        code = next((c for c in codes if c), None)
        if code:
            return code
        for at in range(len(inside)):
            hit = _countries().longest(inside, at)
            if hit:
                return hit[1]
    return None


# ---------------------------------------------------------------------------------------------------------- component
class Organizations:
    """Component: keeps the organizations of a Doc and their mentions."""

    def __init__(self, *, use_entities: bool = True) -> None:
        self.use_entities = use_entities

    def __call__(self, doc: Doc) -> Doc:
        """Find the organizations of `doc` and keep them in it."""
        doc._.organizations, mentions = find_organizations(doc, use_entities=self.use_entities)
        set_mentions(doc, "organization", mentions)
        return doc


@Language.factory("comunicado_organizations", default_config={"use_entities": True}, assigns=["doc._.organizations"])
def make_organizations(nlp: Language, name: str, use_entities: bool) -> Organizations:
    """Factory of the component."""
    return Organizations(use_entities=use_entities)
