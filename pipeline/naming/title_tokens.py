"""What the grammar of titles asks about the tokens of a doc: where names, places and runs of capitals begin and end."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from pipeline.knowledge import gazetteer
from pipeline.naming.known_people import fold_person, given_names, longest_known_name, people_named
from pipeline.naming.title_phrase import country, second_rank, without_prefixes
from pipeline.naming.title_words import (
    NounForm,
    first_words,
    is_adjective,
    modifiers,
    noun_forms,
    state_bodies,
    words_of_kind,
)
from pipeline.text.attributes import lower_words, text_between, words_of_doc

_LONGEST_PLACE = 6
_ARTICLES = frozenset("el la los las su sus".split())  # noqa: SIM905
DETERMINERS = _ARTICLES | frozenset("ese esa este esta nuestro nuestra dicho dicha un una".split())  # noqa: SIM905
_EMPHATIC = frozenset("propio propia mismo misma citado citada mencionado mencionada".split())  # noqa: SIM905
_TIMES = frozenset("entonces actual también todavía aún ahora hoy".split())  # noqa: SIM905
_UNTIL_LATELY = frozenset((("hasta", "ayer"), ("hasta", "ahora"), ("hasta", "hoy"), ("hasta", "hace", "poco")))
#: "La vicepresidenta ejecutiva" is the vice-president of a state, no deputy of a "presidenta ejecutiva".
_NO_SECOND = frozenset(("presidente_ejecutivo",))
_DEFINITE = frozenset("el la al del".split())  # noqa: SIM905
_BEFORE_TITLE = DETERMINERS | {"al", "del", "como", "entonces", "actual", "nuevo", "nueva"}


class TitleTokens:
    """Tokens of one doc with the questions of the grammar.

    `is_name(i)` says whether a person's name covers token `i`; without it registry and given names tell.
    """

    def __init__(self, doc: Doc, is_name: Callable[[int], bool] | None) -> None:
        self.doc = doc
        self.words = lower_words(doc)
        self.forms = words_of_doc(doc)
        self.is_name = is_name or self._looks_like_a_name
        self.after_names = is_name is not None

    def _place(self, i: int) -> tuple[int, str | None] | None:
        """Longest country or region at `i` with its code; seats of power count ("jefe del Kremlin")."""
        if not self._capital(i) or self.is_name(i):
            return None
        for n in range(min(_LONGEST_PLACE, len(self.words) - i), 0, -1):
            text = text_between(self.doc, i, i + n)
            code = country(text) or gazetteer.capital_code(text)
            region = gazetteer.region_surfaces().get(text)
            if (code or (region is not None and region.kind != "city")) and not self._goes_on(i + n):
                return i + n, code
        return None

    def _more_places(self, end: int) -> int:
        """Further regions: "para Asia, Medio Oriente y Oceanía"; never a country, which may be the next actor."""
        while self.words[end : end + 1] in ([","], ["y"], ["e"]):
            further = self._place(end + 1) if end + 1 < len(self.words) else None
            listed = self.words[end] != "," or {"y", "e"} & set(self.words[end + 1 : end + 6])
            if further is None or further[1] or not listed:
                break
            end = further[0]
        return end

    def _more_countries(self, code: str, end: int) -> tuple[list[str], int]:
        """Further countries of a plural, of persons named after all of them: "de Perú y de Colombia, Ana Paz y …"."""
        codes, i = [code], end
        while i + 1 < len(self.words) and self.words[i] in ("y", "e", ","):
            start = i + 1
            while start + 1 < len(self.words) and self.words[start] in ("de", "del", "la", "el", "los"):
                start += 1
            place = self._place(start)
            if place is None or place[1] is None:
                break
            codes.append(place[1])
            i = place[0]
        following = i + (i < len(self.words) and self.words[i] in (",", "("))
        unread = not self.after_names and self._capital(following)  # any capital may be a name that nobody knows
        named = following < len(self.words) and (self.is_name(following) or unread)
        return (codes, i) if len(codes) > 1 and named else ([], end)

    def _state_of_region(self, i: int, end: int) -> str | None:
        """State of a province: "el gobernador de Jalisco"; none for "Asia Central"."""
        region = gazetteer.region_surfaces().get(text_between(self.doc, i, end))
        return region.country if region is not None else None

    def _goes_on(self, i: int) -> bool:
        """Whether a capitalised word that is no person's name follows: "China Telecom" is not China."""
        return self.after_names and self._capital(i) and not self.is_name(i)

    def _state_of_body(self, i: int, end: int) -> str | None:
        """State of a body that only one state has: "portavoz del Departamento de Estado"."""
        texts = (text_between(self.doc, i, end + n) for n in (4, 3, 2, 0))
        return next((code for text in texts if (code := state_bodies().get(text))), None)

    def _capitals_end(self, i: int) -> int:
        first = i
        while i < len(self.words) and self._capital(i) and (i == first or not self._stops(i)):
            i += 1
            if i + 1 < len(self.words) and self.words[i] == "-" and not self.doc[i - 1].whitespace_:
                i += 1
        return i

    def _stops(self, i: int) -> bool:
        after_acronym = self.doc[i - 1].is_upper and len(self.doc[i - 1]) > 1 and not self.doc[i].is_upper
        if not after_acronym or self.is_name(i):
            return self.is_name(i)
        return not is_adjective(self.words[i]) and (self._capital(i + 1) or bool(people_named(self.doc[i].text)))

    def _lower_noun(self, i: int) -> bool:
        token = self.doc[i]
        if not (token.is_lower and token.is_alpha and len(token) > 2) or (token.lower_,) in modifiers("stop"):
            return False
        opens_sentences = token.lower_ in words_of_kind("word") - words_of_kind("org_noun")  # "Según", not "agencia"
        if token.is_stop or opens_sentences or (token.lower_,) in noun_forms():
            return False
        return token.pos_ in ("NOUN", "PROPN", "ADJ") if token.pos_ else not token.lower_.endswith(("ar", "er", "ir"))

    def _capital(self, i: int) -> bool:
        return i < len(self.forms) and self.forms[i][:1].isupper()

    def _looks_like_a_name(self, i: int) -> bool:
        """Whether a person's name begins at `i` by registry or given name, for want of better knowledge."""
        if not self._capital(i):
            return False
        for n in range(min(longest_known_name(), len(self.words) - i), 1, -1):
            if self._capital(i + n - 1) and people_named(text_between(self.doc, i, i + n)):
                return True
        return fold_person(self.forms[i]) in given_names() and self._capital(i + 1)

    def _starts_other(self, i: int) -> bool:
        """Whether a person, an acronym or a body of its own begins at `i`: "de Defensa y Naciones Unidas"."""
        token = self.doc[i]
        acronym = token.is_upper and len(token) > 1
        return self.is_name(i) or acronym or token.lower_ in words_of_kind("org") or self._looks_like_a_name(i)

    def _part_of_name(self, i: int) -> bool:
        """Whether the noun is inside a capitalised name ("Avenida Presidente Masaryk") or a person's own name."""
        if self.after_names and self.is_name(i):
            return True
        if i == 0 or not self.forms[i].istitle():
            return False
        previous = self.words[i - 1]
        if (previous,) in modifiers("honorific"):
            return False
        if previous in words_of_kind("named_after"):
            return True
        if not self.forms[i - 1].istitle() or previous in _BEFORE_TITLE:
            return False
        return not self.doc[i - 1].is_sent_start

    def _until_lately(self, i: int) -> int | None:
        """Where "hasta ayer", "hasta hace poco" before a title begins: "el | hasta ayer ministro"."""
        for n in (2, 3):
            if i >= n and tuple(self.words[i - n : i]) in _UNTIL_LATELY:
                return i - n
        return None

    def _determiner(self, i: int) -> str | None:
        i = self._until_lately(i) or i
        word = self.words[i - 1] if i else ""
        if i > 1 and (word in _EMPHATIC or (word in _TIMES and self.words[i - 2] in _DEFINITE)):
            word = self.words[i - 2]  # "el propio mandatario", "el también presidente", "el entonces secretario"
        return word if word in _BEFORE_TITLE or word in ("los", "las") else None

    def _noun(self, i: int) -> tuple[int, NounForm, str | None] | None:
        """The office noun that begins at `i`: its end, its form and the qualifier of its prefix."""
        for word, qualifier, second in without_prefixes(self.words[i]):
            for n in range(first_words().get(word, 0), 0, -1):
                form = noun_forms().get((word, *self.words[i + 1 : i + n]))
                if form is not None and i + n <= len(self.words) and not (second and form.id in _NO_SECOND):
                    return i + n, second_rank(form) if second else form, qualifier
        return None
