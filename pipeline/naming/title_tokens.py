"""What the grammar of titles asks about the tokens of a doc: where names, places and runs of capitals begin and end."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from pipeline.knowledge import gazetteer
from pipeline.naming.known_people import fold_person, given_names, longest_known_name, people_named
from pipeline.naming.title_phrase import country, second_rank, without_prefixes
from pipeline.naming.title_words import (
    NounForm,
    is_adjective,
    modifiers,
    noun_forms,
    state_bodies,
    title_words,
    words_of_kind,
)
from pipeline.text.attributes import lower_words, text_between, words_of_doc
from pipeline.text.function_words import ARTICLES, POSSESSIVES, SINGULAR_ARTICLES
from pipeline.text.longest import ends_from_longest

_LONGEST_PLACE = 6
#: Determiners that a title begins with: of more than one holder only "los", "las" and "sus" ("los presidentes de").
TITLE_DETERMINERS = (
    ARTICLES | POSSESSIVES | {"un", "una", "ese", "esa", "este", "esta", "nuestro", "nuestra", "dicho", "dicha"}
)
_BEFORE_TITLE = TITLE_DETERMINERS | {"al", "del", "como", "entonces", "actual", "nuevo", "nueva"}


class TitleTokens:
    """Tokens of one doc with the questions of the grammar; ends are exclusive token indices.

    `is_name(i)` says whether a person's name covers token `i`; without it the registry and given names decide.
    """

    def __init__(self, doc: Doc, is_name: Callable[[int], bool] | None) -> None:
        self.doc = doc
        self.words = lower_words(doc)
        self.forms = words_of_doc(doc)
        self.is_name = is_name or self._looks_like_a_name
        self.after_names = is_name is not None

    def word(self, i: int) -> str:
        """Return token `i` in lower case, "" beyond the end."""
        return self.words[i] if i < len(self.words) else ""

    # ---- capitals and names ------------------------------------------------------------------------------------
    def is_capital(self, i: int) -> bool:
        """Whether token `i` begins with a capital letter; beyond the end there is none."""
        return i < len(self.forms) and self.forms[i][:1].isupper()

    def opens_body(self, i: int) -> bool:
        """Whether a capitalised word that is no person's name stands at `i`."""
        return self.is_capital(i) and not self.is_name(i)

    def capitals_end(self, i: int) -> int:
        """Return where the capitalised words from `i` end, at the latest before a person's name or another body's."""
        first = i
        while self.is_capital(i) and (i == first or not self._stops(i)):
            i += 1
            if i + 1 < len(self.words) and self.words[i] == "-" and not self.doc[i - 1].whitespace_:
                i += 1
        return i

    def _stops(self, i: int) -> bool:
        """Whether the capitalised word at `i` begins a name of its own; after an acronym a person's may be unknown."""
        after_acronym = self.doc[i - 1].is_upper and len(self.doc[i - 1]) > 1 and not self.doc[i].is_upper
        if not after_acronym or self.is_name(i):
            return self.is_name(i)
        return not is_adjective(self.words[i]) and (self.is_capital(i + 1) or bool(people_named(self.doc[i].text)))

    def _looks_like_a_name(self, i: int) -> bool:
        """Whether a person's name begins at `i` by registry or given name, where nothing better is known."""
        if not self.is_capital(i):
            return False
        for end in ends_from_longest(i, len(self.words), longest_known_name(), shortest=2):
            if self.is_capital(end - 1) and people_named(text_between(self.doc, i, end)):
                return True
        return fold_person(self.forms[i]) in given_names() and self.is_capital(i + 1)

    def starts_other(self, i: int) -> bool:
        """Whether a person, an acronym or a body of its own begins at `i`: "de Defensa y Naciones Unidas"."""
        token = self.doc[i]
        acronym = token.is_upper and len(token) > 1
        return self.is_name(i) or acronym or token.lower_ in words_of_kind("org") or self._looks_like_a_name(i)

    # ---- places and states -------------------------------------------------------------------------------------
    def place(self, i: int) -> tuple[int, str | None] | None:
        """Return the end and ISO code of the longest country or region at `i`; seats of power count ("el Kremlin")."""
        if not self.opens_body(i):
            return None
        for end in ends_from_longest(i, len(self.words), _LONGEST_PLACE):
            text = text_between(self.doc, i, end)
            code = country(text) or gazetteer.capital_code(text)
            region = gazetteer.region_surfaces().get(text)
            if (code or (region is not None and region.kind != "city")) and not self._goes_on(end):
                return end, code
        return None

    def _goes_on(self, i: int) -> bool:
        """Whether a capitalised word that is no person's name follows: "China Telecom" is not China."""
        return self.after_names and self.opens_body(i)

    def places_end(self, end: int) -> int:
        """Return the end of the regions joined to one that ends at `end`: "para Asia | , Medio Oriente y Oceanía".

        A country is never among them: it may be the next actor.
        """
        while self.word(end) in (",", "y", "e"):
            further = self.place(end + 1)
            listed = self.words[end] != "," or {"y", "e"} & set(self.words[end : end + 6])
            if further is None or further[1] or not listed:
                break
            end = further[0]
        return end

    def countries_of_plural(self, code: str, end: int) -> tuple[list[str], int]:
        """Return the ISO codes of a plural's countries and their end; no code and `end` if there is only the first.

        Persons must be named after them all: "los cancilleres de Perú | y de Colombia, Ana Paz y Juan Ruiz". `code`
        and `end` are those of the first.
        """
        codes, i = [code], end
        while self.word(i) in ("y", "e", ","):
            start = i + 1
            while self.word(start) in ("de", "del", "la", "el", "los"):
                start += 1
            place = self.place(start)
            if place is None or place[1] is None:
                break
            codes.append(place[1])
            i = place[0]
        return (codes, i) if len(codes) > 1 and self._is_followed_by_name(i) else ([], end)

    def _is_followed_by_name(self, i: int) -> bool:
        """Whether a person is named at `i`, a comma aside; before names are read any capital may begin one."""
        i += self.word(i) in (",", "(")
        return i < len(self.words) and (self.is_name(i) or (not self.after_names and self.is_capital(i)))

    def state_of_region(self, i: int, end: int) -> str | None:
        """Return the ISO code of the state of a province: "el gobernador de Jalisco"; None for "Asia Central"."""
        region = gazetteer.region_surfaces().get(text_between(self.doc, i, end))
        return region.country if region is not None else None

    def state_of_body(self, i: int, end: int) -> str | None:
        """Return the ISO code of a body that only one state has ("Departamento de Estado"), or None for others."""
        texts = (text_between(self.doc, i, end + n) for n in (4, 3, 2, 0))
        return next((code for text in texts if (code := state_bodies().get(text))), None)

    # ---- nouns and what stands before them ---------------------------------------------------------------------
    def noun(self, i: int) -> tuple[int, NounForm, str | None] | None:
        """Return the office noun that begins at `i`: its end, its form and the qualifier of its prefix, or None."""
        for word, qualifier, second in without_prefixes(self.words[i]):
            for end, form in noun_forms().entries_at(self.words, i, first=word):
                if second and "undivided" in form.traits:
                    continue  # "la vicepresidenta | ejecutiva" is the vice-president of a state
                return end, second_rank(form) if second else form, qualifier
        return None

    def is_lower_noun(self, i: int) -> bool:
        """Whether a lower-case noun that is no office stands at `i`: "presidente del | gremio"."""
        token = self.doc[i]
        if not (token.is_lower and token.is_alpha and len(token) > 2) or (token.lower_,) in modifiers("stop"):
            return False
        opens_sentences = token.lower_ in words_of_kind("word") - words_of_kind("org_noun")  # "Según", not "agencia"
        if token.is_stop or opens_sentences or (token.lower_,) in noun_forms():
            return False
        return token.pos_ in ("NOUN", "PROPN", "ADJ") if token.pos_ else not token.lower_.endswith(("ar", "er", "ir"))

    def is_part_of_name(self, i: int) -> bool:
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

    def until_lately(self, i: int) -> int | None:
        """Return where "hasta ayer" or the like before a title at `i` begins, or None: "el | hasta ayer ministro"."""
        for n in (2, 3):
            if i >= n and " ".join(self.words[i - n : i]) in title_words("until_lately"):
                return i - n
        return None

    def determiner(self, i: int) -> str | None:
        """Return the article or the like before a title at `i`, or None; adverbs between them are skipped."""
        i = self.until_lately(i) or i
        word = self.words[i - 1] if i else ""
        if i > 1 and (
            word in title_words("emphatic") or (word in title_words("times") and self.words[i - 2] in SINGULAR_ARTICLES)
        ):
            word = self.words[i - 2]  # "el propio mandatario", "el también presidente", "el entonces secretario"
        return word if word in _BEFORE_TITLE else None
