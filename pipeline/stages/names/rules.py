"""What a run of capitalised words may be, and how sure that is: the evidence that the names stage weighs.

Each rule looks at one run in its context and gives a `Guess` (label, strength 0-100, rule) or nothing. Strengths only
order the rules among themselves; the tagger's own opinion stands at `TAGGER`.
"""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.knowledge import gazetteer
from pipeline.knowledge.lexicon import per_lexicon
from pipeline.naming.capitals import has_capital
from pipeline.naming.known_people import (
    PARTICLES,
    fold_person,
    given_names,
    in_office,
    known_media,
    known_openers,
    longest_known_name,
    may_rule,
    people_named,
)
from pipeline.naming.peers import is_after_peer
from pipeline.naming.title_phrase import country
from pipeline.naming.title_words import is_adjective, modifiers, title_words, words_of_kind
from pipeline.stages.names.context import (
    TAGGER,
    Context,
    Guess,
    cannot_be_person,
    has_body_word,
    is_called_like_body,
    known_place,
    label_of_run,
)
from pipeline.text.attributes import article_of, sentence_of
from pipeline.text.roman import looks_roman
from pipeline.text.speech_verbs import speech_forms

#: Most tokens of the first of two names after a plural title.
_LONGEST_FIRST = 6


def guess(context: Context, start: int, end: int) -> Guess | None:
    """Return the strongest reading of one run, None when nothing is known about it."""
    best: Guess | None = None
    for ceiling, rule in _RULES:
        if best is not None and best.strength >= ceiling:
            break
        found = rule(context, start, end)
        if found is not None and (best is None or found.strength > best.strength):
            best = found
    return best


def registry_inside(context: Context, start: int, end: int) -> Guess | None:
    """Return the longest full name of the registry inside the run: "Estados Unidos Barack Obama"."""
    openers = [i for i in range(start, end) if _may_open_name(context.forms[i])]
    for n in range(min(longest_known_name(), len(context.forms) - start), 1, -1) if openers else ():
        for i in openers:
            if i + n <= len(context.forms) and _is_registered(context, i, i + n):
                return Guess(i, i + n, "PER", 96, "registry")
    return None


@per_lexicon(maxsize=1 << 15)
def _may_open_name(form: str) -> bool:
    """Whether a name of the registry can begin with the word."""
    return has_capital(form) and (fold_person(form).split() or [""])[0] in known_openers()


def _is_registered(context: Context, start: int, end: int) -> bool:
    """Whether the words are a name of the registry; the first has its capital."""
    if not has_capital(context.forms[end - 1]) or not people_named(context.text(start, end)):
        return False
    return _is_unbroken(context.doc, start, end)


def _is_unbroken(doc: Doc, start: int, end: int) -> bool:
    """Whether the tokens have no end of a sentence, quote or line break inside."""
    return not any(t.is_sent_start or t.is_space or t.is_quote for t in doc[start + 1 : end])


def _place(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as a country, region or known city, or as a name that begins with a noun of places."""
    strength, rule = _strength_of_place(context.text(start, end))
    if not rule and context.word(start) in words_of_kind("loc") and end - start > 1:
        strength, rule = 60, "place_word"
    return Guess(start, end, "LOC", strength, rule) if rule else None


@per_lexicon(maxsize=1 << 14)
def _strength_of_place(text: str) -> tuple[int, str]:
    """Return strength and rule of a place's name; the rule is empty if it is not one."""
    if country(text):
        return 92, "country"
    if text in gazetteer.region_surfaces():
        return 78, "region"
    if gazetteer.capital_code(text) or text in gazetteer.city_surfaces():
        return 70, "city"
    return 0, ""


def _organization(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as a body by a word that only names of bodies have, which is surer at the beginning than inside."""
    words = context.words[start:end]
    if words[0] in words_of_kind("org") or (len(words) > 1 and words[0] in words_of_kind("org_first")):
        found = Guess(start, end, "ORG", 80, "body_word")
    elif has_body_word(words):
        found = Guess(start, end, "ORG", 72, "body_word_inside")
    else:
        return None
    return None if is_called_like_body(context, start, end) else found


def _named_thing(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as a thing or a place named after somebody.

    "la fragata Reina Sofía", 'el aeropuerto "General Ana Paz"'.
    """
    before = _noun_before(context, start)
    if before not in words_of_kind("named_after"):
        return None
    label = "MISC" if before in words_of_kind("named_thing") else "LOC"  # a frigate, an avenue
    return Guess(start, end, label, 82 if before == context.word(start - 1) else 93, "named_after")


def _noun_before(context: Context, start: int) -> str:
    """Return the noun before a name, skipping an office and an opening quote.

    "aeropuerto" for 'aeropuerto civil "General | Paz"'.
    """
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
    """Read a run as a news agency, paper or station: "según Reuters" speaks like a person."""
    return Guess(start, end, "ORG", 91, "agency") if fold_person(context.text(start, end)) in known_media() else None


def _thing(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as an event, a law or another thing by its first word."""
    if context.word(start) in words_of_kind("misc"):
        return Guess(start, end, "MISC", 68, "thing_word")
    return None


def _acronym(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as a body whose name is in capitals, of two to seven letters."""
    form = context.forms[start]
    if end - start == 1 and form.isupper() and 2 <= len(form) <= 7 and form.isalpha() and not looks_roman(form):
        return Guess(start, end, "ORG", 50, "acronym")
    return None


def _registry(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as an office holder of the registry, by name or, less sure, by surname."""
    text = context.text(start, end)
    if not people_named(text) or looks_roman(text):
        return None
    if end - start > 1:
        return Guess(start, end, "PER", 95, "registry")
    return Guess(start, end, "PER", 55, "registry_surname")


def _ruler(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as the surname of somebody who held office that year in a country that the text names.

    "Correa era el único que faltaba".
    """
    text = context.text(start, end)
    if end - start > 1 or not may_rule(text) or fold_person(text) in given_names() or known_place(text):
        return None
    if context.word(end) in ("de", "del") or cannot_be_person(context, start, end):
        return None
    published = article_of(context.doc).get("published")
    year = int(published[:4]) if published else None
    if in_office(text, year=year, countries=context.countries) is None:
        return None
    return Guess(start, end, "PER", TAGGER + 7, "in_office")


def _title_before(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as a person right after a title, or after a title and a comma."""
    after_title = start in context.ending
    if not after_title and _comma_before(context, start) not in context.ending:
        return None
    if cannot_be_person(context, start, end) and not _has_surname_after(context, start, end):
        return None
    named = _holds_title if after_title else _holds_title_before_comma
    return Guess(start, end, "PER", 90 if after_title else 86, "title_before") if named(context, start, end) else None


def _holds_title(context: Context, start: int, end: int) -> bool:
    """Whether the run right after a title is its holder's name."""
    if end - start == 1 and gazetteer.demonym_code(context.words[start]):
        return False  # "el Presidente Chino"
    return context.text(start, end) not in gazetteer.region_surfaces() and _ends_before_name(context, start, end)


def _holds_title_before_comma(context: Context, start: int, end: int) -> bool:
    """Whether the run after a title and a comma is its holder's name: it is known or has several words."""
    phrase = context.ending.get(start - 1)
    if _is_called_otherwise(context, start, end) and not (phrase and phrase.noun.use == "alone" and phrase.determiner):
        return False
    known = end - start > 1 or _registry(context, start, end) or _has_surname_after(context, start, end)
    return bool(known) and not known_place(context.text(start, end))


def _comma_before(context: Context, start: int) -> int:
    """Return the token of the comma or bracket before a name, or before its epithet; -1 if there is none.

    ", el prorruso | Ana Paz".
    """
    i = start - 1
    if context.word(i - 1) in ("el", "la") and context.form(i).islower() and context.word(i) not in PARTICLES:
        i -= 2
    return i if context.word(i) in (",", "(") else -1


def _has_surname_after(context: Context, start: int, end: int) -> bool:
    """Whether "de" and a surname follow a given name, which may be that of a month too.

    "Julio | de Vido", "Lourdes | de la Guardia".
    """
    if (
        end - start > 1
        or context.word(end) not in ("de", "del")
        or fold_person(context.forms[start]) not in given_names()
    ):
        return False
    i = end + 1
    while context.word(i) in ("la", "las", "los"):
        i += 1
    return has_capital(context.form(i))


def _ends_before_name(context: Context, start: int, end: int) -> bool:
    """Whether the title is complete before the run: "director del equipo | Pachuca" is not, "rey | Saúd" is."""
    phrase = context.ending[start]
    if phrase.end == phrase.head_end:
        return True
    if phrase.lower_complement is None and not _is_called_otherwise(context, start, end):
        return True
    if label_of_run(context, start, end) == "PER" and end - start > 1:
        return True
    return bool(_given_name(context, start, end) or _registry(context, start, end))


def _is_called_otherwise(context: Context, start: int, end: int) -> bool:
    """Whether the tagger calls the run something other than a person and nothing else speaks for one."""
    if label_of_run(context, start, end) not in ("ORG", "LOC", "MISC"):
        return False
    return not (_given_name(context, start, end) or _registry(context, start, end))


def _honorific(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as a person after an honorific: "el señor Ruiz"."""
    if (context.word(start - 1),) not in modifiers("honorific") or cannot_be_person(context, start, end):
        return None
    if context.forms[start - 1] in ("San", "Santa"):
        return None
    return Guess(start, end, "PER", 85, "honorific")


def _apposition(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as a person whose title follows a comma or stands in parentheses: "Xu Feihong, embajador de China"."""
    if context.word(end) not in (",", "("):
        return None
    i = end + 1
    while context.word(i) in ("el", "la", "un", "una", "actual", "nuevo", "nueva", "entonces"):
        i += 1
    phrase = context.starting.get(i)
    if phrase is None or phrase.plural or known_place(context.text(start, end)):
        return None
    if cannot_be_person(context, start, end):
        return None
    if _is_called_otherwise(context, start, end) and not (phrase.noun.use == "alone" and phrase.complement):
        return None
    if end - start > 1 or _registry(context, start, end):
        return Guess(start, end, "PER", 76, "apposition")
    return None


def _peer(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as a person who is somebody's peer.

    "su homólogo marroquí, Tarik Amrani", "su par de Noruega, Odd Lien".
    """
    if end - start < 2 or not is_after_peer(context.doc, start) or cannot_be_person(context, start, end):
        return None
    return None if known_place(context.text(start, end)) else Guess(start, end, "PER", 84, "peer")


def _of_country(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as a further holder of a plural title: "los cancilleres de Perú, Ana Paz, y de Chile, Odd Lien"."""
    i = start - 1
    if end - start < 2 or context.word(i) != "," or cannot_be_person(context, start, end):
        return None
    for n in range(1, 6):
        if i - n > 0 and country(context.text(i - n, i)) and context.word(i - n - 1) in ("de", "del", ";", "y"):
            sentence = sentence_of(context.doc, start)
            plural = any(p.plural and sentence.start <= p.start < start for p in context.starting.values())
            return Guess(start, end, "PER", 76, "listed") if plural else None
    return None


def _kin(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as a person who is somebody's relative: "su esposa, Liu Min", "el hijo del rey, Tarik Amrani"."""
    i = start - 1 - (context.word(start - 1) == ",")
    if context.word(i) not in title_words("kin") or context.word(i - 1) not in ("su", "sus", "la", "el", "mi"):
        return None
    if cannot_be_person(context, start, end) or known_place(context.text(start, end)):
        return None
    return Guess(start, end, "PER", 83, "kin")


def _second_of_list(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as the second of a list after a plural title: "los cancilleres Ana Paz y Tarik Amrani"."""
    if end - start < 2 or context.word(start - 1) not in ("y", "e"):
        return None
    first = _first_of_list(context, start - 1)
    if first is None or cannot_be_person(context, start, end):
        return None
    if known_place(context.text(start, end)) or known_place(context.text(first, start - 1)):
        return None
    return Guess(start, end, "PER", 74, "listed")


def _first_of_list(context: Context, end: int) -> int | None:
    """Return where the name that ends before token `end` begins if a plural title stands before it, else None."""
    i = end - 1
    while i > 0 and i not in context.ending and (has_capital(context.forms[i]) or context.words[i] in PARTICLES):
        i -= 1
    phrase = context.ending.get(i)
    return i if phrase is not None and phrase.plural and end - i <= _LONGEST_FIRST else None


def _given_name(context: Context, start: int, end: int) -> Guess | None:
    """Read a run as a person of two to six words by a given name at the head."""
    if end - start < 2 or fold_person(context.forms[start]) not in given_names():
        return None
    if not 2 <= sum(w not in PARTICLES and w not in ("-", '"') for w in context.words[start:end]) <= 6:
        return None
    if is_adjective(context.word(start - 1)) and context.word(start - 2) in words_of_kind("org_noun"):
        return None  # "la compañía estatal Temir Zholy"
    if cannot_be_person(context, start, end) or any(
        len(form) > 3 and form.isupper() for form in context.forms[start:end]
    ):
        return None
    return Guess(start, end, "PER", 75, "given_name")


#: The rules with the highest strength each can give, strongest first, so that the weaker ones need not be tried.
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
    (74, _second_of_list),
    (68, _thing),
    (TAGGER + 7, _ruler),
    (50, _acronym),
)


def speaks(context: Context, start: int, end: int) -> bool:
    """Whether the name speaks: "dijo Haddad", "Haddad afirmó", "según Haddad"."""
    before, after = context.word(start - 1), context.word(end)
    return before in speech_forms() or after in speech_forms() or before == "según"
