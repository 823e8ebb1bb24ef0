"""What a run of capitalised words may be, with how sure one can be: the evidence that the names stage weighs.

Each rule looks at one run in its context and gives a `Guess` (label, strength 0-100, rule) or nothing. Strengths only
order the rules among themselves; the tagger's own opinion stands at `TAGGER`.
"""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline import gazetteer
from pipeline.attributes import article_of
from pipeline.offices.phrase import country
from pipeline.offices.words import is_adjective, modifiers, speech_forms, words_of_kind
from pipeline.persons.capitals import is_capital
from pipeline.persons.context import (
    TAGGER,
    Context,
    Guess,
    cannot_be_person,
    has_body_word,
    is_called_like_body,
    is_roman,
    known_place,
    tagged,
)
from pipeline.persons.described_country import is_after_peer
from pipeline.persons.known import (
    KIN,
    PARTICLES,
    fold,
    given_names,
    in_office,
    known_media,
    known_openers,
    longest_known_name,
    people_named,
)


def guess(context: Context, start: int, end: int) -> Guess | None:
    """The strongest reading of one run, None when nothing is known about it."""
    best: Guess | None = None
    for ceiling, rule in _RULES:
        if best is not None and best.strength >= ceiling:
            break
        found = rule(context, start, end)
        if found is not None and (best is None or found.strength > best.strength):
            best = found
    return best


def registry_inside(context: Context, start: int, end: int) -> Guess | None:
    """The longest full name of the registry inside the run: "Estados Unidos Barack Obama"."""
    doc = context.doc
    openers = [i for i in range(start, end) if (fold(doc[i].text).split() or [""])[0] in known_openers()]
    for n in range(min(longest_known_name(), len(doc) - start), 1, -1) if openers else ():
        for i in openers:
            j = i + n
            if (
                j <= len(doc)
                and _unbroken(doc, i, j)
                and is_capital(doc[i])
                and is_capital(doc[j - 1])
                and people_named(doc[i:j].text)
            ):
                return Guess(i, j, "PER", 96, "registry")
    return None


def _unbroken(doc: Doc, start: int, end: int) -> bool:
    """Whether no sentence ends and no quote or line break stands inside the tokens."""
    return not any(t.is_sent_start or t.is_space or t.is_quote for t in doc[start + 1 : end])


def _place(context: Context, start: int, end: int) -> Guess | None:
    text = context.doc[start:end].text
    if country(text):
        return Guess(start, end, "LOC", 92, "country")
    if text in gazetteer.region_surfaces():
        return Guess(start, end, "LOC", 78, "region")
    if gazetteer.capital_code(text) or text in gazetteer.city_surfaces():
        return Guess(start, end, "LOC", 70, "city")
    if context.word(start) in words_of_kind("loc") and end - start > 1:
        return Guess(start, end, "LOC", 60, "place_word")
    return None


def _organization(context: Context, start: int, end: int) -> Guess | None:
    words = context.words[start:end]
    if is_called_like_body(context, start, end):
        return None
    if words[0] in words_of_kind("org") or (len(words) > 1 and words[0] in words_of_kind("org_first")):
        return Guess(start, end, "ORG", 80, "body_word")
    if has_body_word(words):
        return Guess(start, end, "ORG", 72, "body_word_inside")
    return None


def _named_thing(context: Context, start: int, end: int) -> Guess | None:
    """What is named after somebody: "la fragata Reina Sofía", 'el aeropuerto "General Ana Paz"'."""
    before = _named_after(context, start)
    if before not in words_of_kind("named_after"):
        return None
    label = "MISC" if before in words_of_kind("named_thing") else "LOC"  # a frigate, an avenue
    return Guess(start, end, label, 82 if before == context.word(start - 1) else 93, "named_after")


def _named_after(context: Context, start: int) -> str:
    """The noun in front of a name, over an office and a quote: "aeropuerto" of 'aeropuerto civil "General | Paz"'."""
    i = start - 1
    if not context.word(i):
        return ""
    while i in context.heads:
        i -= 1
    if i >= 0 and context.doc[i].is_quote:
        i -= 1
        while is_adjective(context.word(i)):
            i -= 1
    return context.word(i)


def _agency(context: Context, start: int, end: int) -> Guess | None:
    """A news agency, paper or station: "según Reuters" speaks like a person."""
    return Guess(start, end, "ORG", 91, "agency") if fold(context.doc[start:end].text) in known_media() else None


def _thing(context: Context, start: int, end: int) -> Guess | None:
    if context.word(start) in words_of_kind("misc"):
        return Guess(start, end, "MISC", 68, "thing_word")
    return None


def _acronym(context: Context, start: int, end: int) -> Guess | None:
    token = context.doc[start]
    if (
        end - start == 1
        and token.is_upper
        and 2 <= len(token.text) <= 7
        and token.is_alpha
        and not is_roman(token.text)
    ):
        return Guess(start, end, "ORG", 50, "acronym")
    return None


def _registry(context: Context, start: int, end: int) -> Guess | None:
    if is_roman(context.doc[start:end].text) or not people_named(context.doc[start:end].text):
        return None
    if end - start > 1:
        return Guess(start, end, "PER", 95, "registry")
    return Guess(start, end, "PER", 55, "registry_surname")


def _ruler(context: Context, start: int, end: int) -> Guess | None:
    """A surname of somebody in office that year in a country of the text: "Correa era el único que faltaba"."""
    text = context.doc[start:end].text
    if end - start > 1 or fold(text) in given_names() or known_place(text) or cannot_be_person(context, start, end):
        return None
    published = article_of(context.doc).get("published")
    year = int(published[:4]) if published else None
    if context.word(end) in ("de", "del") or in_office(text, year=year, countries=context.countries) is None:
        return None
    return Guess(start, end, "PER", TAGGER + 7, "in_office")


def _title_before(context: Context, start: int, end: int) -> Guess | None:
    if cannot_be_person(context, start, end) and not _has_surname_behind(context, start, end):
        return None
    if start in context.ending:
        if end - start == 1 and gazetteer.demonym_code(context.words[start]):
            return None  # "el Presidente Chino"
        if context.doc[start:end].text in gazetteer.region_surfaces() or not _ends_before_name(context, start, end):
            return None
        return Guess(start, end, "PER", 90, "title_before")
    phrase = context.ending.get(start - 1)
    if _other_name(context, start, end) and not (phrase and phrase.noun.use == "alone" and phrase.determiner):
        return None
    comma = _comma_before(context, start) in context.ending
    known = end - start > 1 or _registry(context, start, end) or _has_surname_behind(context, start, end)
    if comma and known and not known_place(context.doc[start:end].text):
        return Guess(start, end, "PER", 86, "title_before")
    return None


def _comma_before(context: Context, start: int) -> int:
    """Index of the comma or bracket before a name, also over an epithet (", el prorruso | Ana Paz"); -1 for none."""
    i = start - 1
    if context.word(i - 1) in ("el", "la") and context.doc[i].is_lower and context.word(i) not in PARTICLES:
        i -= 2
    return i if context.word(i) in (",", "(") else -1


def _has_surname_behind(context: Context, start: int, end: int) -> bool:
    """A given name, month or not, and "de" with a surname: "Julio | de Vido", "Lourdes | de la Guardia"."""
    if end - start > 1 or fold(context.doc[start].text) not in given_names() or context.word(end) not in ("de", "del"):
        return False
    i = end + 1
    while context.word(i) in ("la", "las", "los"):
        i += 1
    return i < len(context.doc) and is_capital(context.doc[i])


def _ends_before_name(context: Context, start: int, end: int) -> bool:
    """Whether the title is complete before the run: "director del equipo | Pachuca" is not, "rey | Saúd" is."""
    phrase = context.ending[start]
    if phrase.end == phrase.head_end or (phrase.lower_complement is None and not _other_name(context, start, end)):
        return True
    if tagged(context, start, end) == "PER" and end - start > 1:
        return True
    return bool(_given_name(context, start, end) or _registry(context, start, end))


def _other_name(context: Context, start: int, end: int) -> bool:
    """Whether the tagger calls the run something else than a person and nothing else speaks for one."""
    if tagged(context, start, end) not in ("ORG", "LOC", "MISC"):
        return False
    return not (_given_name(context, start, end) or _registry(context, start, end))


def _honorific(context: Context, start: int, end: int) -> Guess | None:
    if (context.word(start - 1),) not in modifiers("honorific") or cannot_be_person(context, start, end):
        return None
    if context.doc[start - 1].text in ("San", "Santa"):
        return None
    return Guess(start, end, "PER", 85, "honorific")


def _apposition(context: Context, start: int, end: int) -> Guess | None:
    """ "Xu Feihong, embajador de China": a title after a comma or in parentheses."""
    if context.word(end) not in (",", "(") or cannot_be_person(context, start, end):
        return None
    i = end + 1
    while context.word(i) in ("el", "la", "un", "una", "actual", "nuevo", "nueva", "entonces"):
        i += 1
    phrase = context.starting.get(i)
    if phrase is None or phrase.plural or known_place(context.doc[start:end].text):
        return None
    if _other_name(context, start, end) and not (phrase.noun.use == "alone" and phrase.complement):
        return None
    if end - start > 1 or _registry(context, start, end):
        return Guess(start, end, "PER", 76, "apposition")
    return None


def _peer(context: Context, start: int, end: int) -> Guess | None:
    """ "su homólogo marroquí, Tarik Amrani", "su par de Noruega, Odd Lien": who is somebody's peer is a person."""
    if end - start < 2 or cannot_be_person(context, start, end) or known_place(context.doc[start:end].text):
        return None
    return Guess(start, end, "PER", 84, "peer") if is_after_peer(context.doc, start) else None


def _of_country(context: Context, start: int, end: int) -> Guess | None:
    """A further holder of a plural title: "los cancilleres de Perú, Ana Paz, y de Chile, Odd Lien"."""
    i = start - 1
    if end - start < 2 or context.word(i) != "," or cannot_be_person(context, start, end):
        return None
    for n in range(1, 6):
        if i - n > 0 and country(context.doc[i - n : i].text) and context.word(i - n - 1) in ("de", "del", ";", "y"):
            sentence = context.doc[start].sent if context.doc.has_annotation("SENT_START") else context.doc[:]
            plural = any(p.plural and sentence.start <= p.start < start for p in context.starting.values())
            return Guess(start, end, "PER", 76, "listed") if plural else None
    return None


def _kin(context: Context, start: int, end: int) -> Guess | None:
    """ "su esposa, Liu Min", "el hijo del rey, Tarik Amrani": who is somebody's relative is a person."""
    i = start - 1 - (context.word(start - 1) == ",")
    if context.word(i) not in KIN or context.word(i - 1) not in ("su", "sus", "la", "el", "mi"):
        return None
    if cannot_be_person(context, start, end) or known_place(context.doc[start:end].text):
        return None
    return Guess(start, end, "PER", 83, "kin")


def _listed(context: Context, start: int, end: int) -> Guess | None:
    """The second of a list after a plural title: "los cancilleres Ana Paz y Tarik Amrani"."""
    if end - start < 2 or context.word(start - 1) not in ("y", "e"):
        return None
    i = start - 2
    while i > 0 and i not in context.ending and (is_capital(context.doc[i]) or context.words[i] in PARTICLES):
        i -= 1
    phrase = context.ending.get(i)
    if phrase is None or not phrase.plural or start - i > 7 or cannot_be_person(context, start, end):
        return None
    if known_place(context.doc[start:end].text) or known_place(context.doc[i : start - 1].text):
        return None
    return Guess(start, end, "PER", 74, "listed")


def _given_name(context: Context, start: int, end: int) -> Guess | None:
    words = [w for w in context.words[start:end] if w not in PARTICLES and w not in ("-", '"')]
    if not 2 <= len(words) <= 6 or fold(context.doc[start].text) not in given_names():
        return None
    if is_adjective(context.word(start - 1)) and context.word(start - 2) in words_of_kind("org_noun"):
        return None  # "la compañía estatal Temir Zholy"
    if cannot_be_person(context, start, end) or any(t.is_upper and len(t) > 3 for t in context.doc[start:end]):
        return None
    return Guess(start, end, "PER", 75, "given_name")


#: The rules with the highest strength each can give, strongest first, so that the rest need not be asked.
_RULES = (
    (95, _registry),
    (93, _named_thing),
    (92, _place),
    (91, _agency),
    (90, _title_before),
    (85, _honorific),
    (84, _peer),
    (83, _kin),
    (80, _organization),
    (76, _apposition),
    (76, _of_country),
    (75, _given_name),
    (74, _listed),
    (68, _thing),
    (TAGGER + 7, _ruler),
    (50, _acronym),
)


def speaks(context: Context, start: int, end: int) -> bool:
    """Whether the name speaks: "dijo Haddad", "Haddad afirmó", "según Haddad"."""
    before, after = context.word(start - 1), context.word(end)
    return before in speech_forms() or after in speech_forms() or before == "según"
