"""A grammar of title phrases: office noun, what qualifies it, portfolio, body, country.

"viceprimer ministro y ministro de Relaciones Exteriores de Kazajistán" is two phrases, "miembro del Buró Político del
Comité Central del Partido Comunista de China" is one. Only knowledge is listed (`title_words`), never whole titles.
The phrases found are candidates: whether one is somebody's title is for the titles stage to say.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import compress, count

from spacy.tokens import Doc

from pipeline.knowledge import gazetteer
from pipeline.naming.title_phrase import TitlePhrase, demonym, opens_title
from pipeline.naming.title_portfolios import PortfolioReader
from pipeline.naming.title_tokens import TITLE_DETERMINERS, TitleTokens
from pipeline.naming.title_words import (
    Modifier,
    is_adjective,
    modifiers,
    noun_forms,
    portfolios,
    title_words,
    words_of_kind,
)

_PARTICIPLES = ("do", "da", "dos", "das", "to", "ta", "so", "sa", "tos", "tas")
#: Followers of somebody or something: "la diputada kirchnerista", "el líder chavista".
_FOLLOWERS = ("ista", "istas")
#: Which offices take "en", "para" or "contra" ("embajador en la ONU", "subsecretario para Europa"), by role.
_PLACED_ROLES = frozenset("ambassador envoy igo_official spokesperson other legislator".split())  # noqa: SIM905
_PURPOSE_ROLES = _PLACED_ROLES | {
    "minister", "deputy_minister", "executive", "foreign_minister", "deputy_head_of_government",
}  # fmt: skip
#: Who is sent to a state.
_POSTED = frozenset(("ambassador", "envoy"))
_ABROAD = (["en", "el", "exterior"], ["en", "el", "extranjero"])
#: Offices that are read inside others; nobody writes more of them.
_DEEPEST = 12


def find_title_phrases(doc: Doc, *, is_name: Callable[[int], bool] | None = None) -> list[TitlePhrase]:
    """Return the title phrases of `doc` in order, not overlapping.

    `is_name(i)` says whether a person's name begins at or covers token `i`, where a phrase has to stop; without it the
    registry and the given names decide ("el portavoz del Ministerio de Petróleo Ali Hasan").
    """
    parser = _Parser(doc, is_name)
    found: list[TitlePhrase] = []
    last_end = 0
    for i in compress(count(), map(opens_title, parser.words)):
        phrase = parser.phrase(i) if i >= last_end else None
        if phrase is not None:
            found.append(phrase)
            last_end = phrase.end
    return found


class _Parser:
    """Recursive descent over the tokens of one doc.

    Each `_read` method takes the phrase as far as it is read, adds what it finds, and returns where that ends
    (exclusive token index); None when its constituent is not there.
    """

    def __init__(self, doc: Doc, is_name: Callable[[int], bool] | None) -> None:
        self.doc = doc
        self.tokens = TitleTokens(doc, is_name)
        self.portfolios = PortfolioReader(self.tokens)
        self.words = self.tokens.words
        #: Offices around the one that is read: "asesor del | jefe de gabinete del | presidente".
        self._depth = 0

    def phrase(self, i: int) -> TitlePhrase | None:
        """Return the title phrase that begins at token `i`, or None."""
        noun_at, qualifier = self._after_word_before(i)
        head = self.tokens.noun(noun_at)
        if head is None or self.tokens.is_part_of_name(i):
            return None
        head_end, noun, prefix = head
        if self.tokens.until_lately(i) is not None:
            qualifier = qualifier or "former"
        phrase = TitlePhrase(i, head_end, head_end, noun, qualifier or prefix)
        phrase.determiner = self.tokens.determiner(i)
        self._read_complements(phrase)
        phrase.seat = self._staff(phrase) or phrase.seat
        return phrase

    def _after_word_before(self, i: int) -> tuple[int, str | None]:
        """Return the token after a word like "antiguo" at `i`, and its qualifier; `i` and None for other words."""
        before = modifiers("before").get((self.words[i],))
        if before is None or i + 1 >= len(self.words):
            return i, None
        i += 1
        i += self.words[i] == "-" and i + 1 < len(self.words)
        return i, before.qualifier

    def _staff(self, phrase: TitlePhrase) -> tuple[int, int] | None:
        """Return the tokens of the staff that the noun names: "jefe del | Estado Mayor"; None for other nouns."""
        for i in range(phrase.start, phrase.head_end):
            if self.words[i : i + 2] == ["estado", "mayor"]:
                return i, phrase.end if self.tokens.is_capital(phrase.end - 1) else phrase.head_end
        return None

    # ---- complements -------------------------------------------------------------------------------------------
    def _read_complements(self, phrase: TitlePhrase) -> None:
        """Move the end of the phrase to the end of its last complement."""
        parts = (
            self._read_adjective,
            self._read_set_phrase,
            self._read_second_noun,
            self._read_acronym,
            self._read_of,
            self._read_where,
            self._read_about,
        )
        while (end := next((e for read in parts if (e := read(phrase)) is not None), None)) is not None:
            phrase.end = end

    def _read_adjective(self, phrase: TitlePhrase) -> int | None:
        """Read one adjective: a demonym, a listed one, a follower ("chavista"), an unknown one right after the noun."""
        i = phrase.end
        if i >= len(self.words) or not self._is_written_like_noun(phrase, i):
            return None
        word, lower = self.words[i], self.doc[i].is_lower
        if (code := demonym(word)) and (lower or not self.tokens.is_capital(i + 1)):
            phrase.country = phrase.country or code
            phrase.complement = True
        elif found := modifiers("adjective", "qualifier", "regional").get((word,)):
            _modify(phrase, found)
        elif lower and word.endswith(_FOLLOWERS):
            phrase.complement = True
        else:
            phrase.unlisted = phrase.end == phrase.head_end and self._is_unlisted_adjective(i)
            return i + 1 if phrase.unlisted else None
        return i + 1

    def _is_written_like_noun(self, phrase: TitlePhrase, i: int) -> bool:
        """Whether the word is in lower case, or capitalised as the noun is: "Presidente Municipal"."""
        noun = phrase.head_end - 1
        return bool(self.doc[i].is_lower) or (self.tokens.is_capital(noun) and not self.tokens.is_name(i))

    def _is_unlisted_adjective(self, i: int) -> bool:
        """Whether an adjective that no lexicon has stands at `i`: "sectorial", but no participle ("dispuesto a")."""
        token = self.doc[i]
        return bool(token.pos_ == "ADJ" and token.is_lower and not self.words[i].endswith(_PARTICIPLES))

    def _read_set_phrase(self, phrase: TitlePhrase) -> int | None:
        """Read a qualifier of several words: "en funciones", "de facto", "en el exilio"."""
        for end, found in modifiers("adjective", "qualifier").entries_at(self.words, phrase.end):
            if end - phrase.end > 1:
                _modify(phrase, found)
                return end
        return None

    def _read_second_noun(self, phrase: TitlePhrase) -> int | None:
        """Read a second noun in parentheses before "de": "secretario (ministro) | de Comunicación"."""
        i = phrase.end
        if not self._is_one_word_in_brackets(i) or (self.words[i + 1],) not in noun_forms():
            return None
        return i + 3 if self.tokens.word(i + 3) in ("de", "del") else None

    def _is_one_word_in_brackets(self, i: int) -> bool:
        return self.words[i : i + 1] == ["("] and self.words[i + 2 : i + 3] == [")"]

    def _read_acronym(self, phrase: TitlePhrase) -> int | None:
        """Read an acronym and the state of the body: "Agencia de Seguridad | (NSA) estadunidense", "(NSA) de Perú"."""
        i = phrase.end
        if not phrase.bodies or not self._is_one_word_in_brackets(i) or not self.doc[i + 1].is_upper:
            return None
        i += 3
        if i < len(self.words) and self.doc[i].is_lower and (code := demonym(self.words[i])):
            phrase.country = phrase.country or code
            return i + 1
        return self._read_state(phrase, i)

    def _read_state(self, phrase: TitlePhrase, i: int) -> int | None:
        """Read "de" at `i` and the state of a body after it: "(NSA) | de Perú"."""
        if self.tokens.word(i) not in ("de", "del") or i + 1 >= len(self.words):
            return None
        end, code = self.tokens.place(i + 1 + (self.words[i + 1] in TITLE_DETERMINERS)) or (i, None)
        phrase.country = phrase.country or code
        return end if code else None

    def _read_of(self, phrase: TitlePhrase) -> int | None:
        """Read what "de" leads to: a portfolio, a body, a country; bodies one by one make up one."""
        i = phrase.end
        if i + 1 >= len(self.words) or self.words[i] not in ("de", "del"):
            return None
        end = self._read_noun_phrase(phrase, i + 1)
        if end is not None:
            phrase.complement = True
            if phrase.bodies:
                phrase.body_end = end  # "Partido Comunista" and "China" are one body
        return end

    def _read_where(self, phrase: TitlePhrase) -> int | None:
        """Read where the office is or what it is for: "en la ONU", "para América Latina", "a la presidencia"."""
        i = phrase.end
        if i + 1 >= len(self.words) or not _takes(phrase, self.words[i]):
            return None
        if self.words[i : i + 3] == ["en", "materia", "de"]:
            return self._read_lower(i + 3)
        end = self._posts_end(i + 1) if self.words[i] == "en" and phrase.noun.role in _POSTED else None
        if end is None:
            end = self._read_elsewhere(phrase, i + 1, lower=self._may_be_lower(phrase, i))
        phrase.complement = phrase.complement or end is not None
        return end

    def _may_be_lower(self, phrase: TitlePhrase, i: int) -> bool:
        """Whether the preposition at `i` may lead to a lower-case word: "en ese país", "para la paz", not "en casa"."""
        if self.words[i] != "en" or "expert" in phrase.noun.traits:
            return True
        return not title_words("whereabouts").isdisjoint(self.words[i : i + 3])

    def _posts_end(self, i: int) -> int | None:
        """Return the end of the state at `i` that somebody is sent to, or of a second one after "y"; None without any.

        "embajador en | Alemania y Suecia".
        """
        end, code = self.tokens.place(i) or (i, None)
        if code is None:
            return None
        if self.tokens.word(end) != "y":
            return end
        further, code = self.tokens.place(end + 1) or (end, None)
        return further if code and self.tokens.word(further) in ("", ".", ",", ";") else end

    def _read_about(self, phrase: TitlePhrase) -> int | None:
        """Read what experts and commissions deal with: "relator de la ONU | sobre libertad de expresión"."""
        i = phrase.end
        if i + 1 >= len(self.words) or self.words[i] not in ("sobre", "contra"):
            return None
        noun = phrase.lower_complement
        group = noun is not None and self.words[noun[0]] in title_words("commissions")
        expert = phrase.complement and "expert" in phrase.noun.traits
        return self._read_elsewhere(phrase, i + 1) if group or expert else None

    # ---- what follows a preposition ----------------------------------------------------------------------------
    def _read_elsewhere(self, phrase: TitlePhrase, i: int, *, lower: bool = True) -> int | None:
        """Read as `_read_noun_phrase` does, but ignore the country: an ambassador in France does not act for France."""
        own = phrase.country
        end = self._read_noun_phrase(phrase, i, lower=lower)
        phrase.country = own
        return end

    def _read_noun_phrase(self, phrase: TitlePhrase, i: int, *, lower: bool = True) -> int | None:
        """Read a place, portfolio or body, with `lower` another's office or a lower-case noun, over an article."""
        i += self.words[i] in TITLE_DETERMINERS
        if i >= len(self.words):
            return None
        if (place := self.tokens.place(i)) is not None:
            return self._add_place(phrase, i, *place)
        end = self.portfolios.read(phrase, i) or self._read_body(phrase, i)
        if end is not None or not lower:
            return end
        return self._read_superior(phrase, i) or self._read_lower_complement(phrase, i)

    def _add_place(self, phrase: TitlePhrase, i: int, end: int, code: str | None) -> int:
        """Add the place of tokens `i` to `end` and its code to the phrase; return where those joined to it end."""
        if gazetteer.is_seat(self.doc[i:end].text):
            phrase.seat = phrase.seat or (i, end)
        phrase.country = phrase.country or code
        if not phrase.bodies:  # the Organización de Cooperación de Shanghái is of no state
            phrase.country = phrase.country or self.tokens.state_of_region(i, end)
        if not code:
            return self.tokens.places_end(end)
        if phrase.plural:
            phrase.countries, end = self.tokens.countries_of_plural(code, end)
        return end

    def _read_superior(self, phrase: TitlePhrase, i: int) -> int | None:
        """Read another's office: "asesor del | presidente de Perú"; with a name after it this is a title of its own."""
        if self._depth == _DEEPEST or not self.doc[i].is_lower:
            return None
        self._depth += 1
        superior = self.phrase(i)
        self._depth -= 1
        if superior is None or self.tokens.is_capital(superior.end):
            return None
        phrase.country = phrase.country or superior.country
        phrase.lower_complement = phrase.lower_complement or (i, superior.end)
        return superior.end

    def _read_body(self, phrase: TitlePhrase, i: int) -> int | None:
        """Read a capitalised body; the bodies and the country it belongs to come one by one through `_read_of`."""
        if not self.tokens.opens_body(i):
            return None
        end = self._body_end(i)
        phrase.bodies.append((i, end))
        code = next((code for word in self.words[i:end] if (code := demonym(word))), None)
        phrase.country = phrase.country or code or self.tokens.state_of_body(i, end)
        return end

    def _body_end(self, i: int) -> int:
        """Return the end of the capitalised words from `i` on, past small words that belong to names of bodies."""
        end = self.tokens.capitals_end(i)
        if self.words[end - 1] in title_words("towards") and self.tokens.word(end) == "a":
            further = end + 1 + (self.tokens.word(end + 1) in TITLE_DETERMINERS)
            end = self.tokens.capitals_end(further) if self.tokens.opens_body(further) else end
        if self.words[end : end + 3] in _ABROAD and self.tokens.is_capital(end + 2):
            end += 3  # "Instituto de los Mexicanos en el Exterior"
        while self.tokens.word(end) in ("y", "e") and self._is_more_of_body(end + 1):
            end = self.tokens.capitals_end(end + 1)
        return end

    def _is_more_of_body(self, i: int) -> bool:
        """Whether a body's name goes on after "y" with a portfolio, listed or not: "Ministerio de Paz y | Fe"."""
        if not self.tokens.opens_body(i):
            return False
        return (self.words[i],) in portfolios() or self.portfolios.unlisted_end(i - 1, i) is not None

    def _read_lower_complement(self, phrase: TitlePhrase, i: int) -> int | None:
        """Read the lower-case noun that an office belongs to: "presidente | del gremio peruano"."""
        end = self._read_lower(i, phrase)
        if end is not None:
            phrase.lower_complement = phrase.lower_complement or (i, end)
        return end

    def _read_lower(self, i: int, phrase: TitlePhrase | None = None) -> int | None:
        """Read a lower-case noun with adjectives; the phrase takes its country: "nación asiática", "diario El Sol"."""
        if i >= len(self.words) or not self.tokens.is_lower_noun(i):
            return None
        end = i + 1
        while end < len(self.words) and self._is_lower_adjective(end):
            if phrase is not None:
                phrase.country = phrase.country or demonym(self.words[end])
            end += 1
        return self._name_end(end) if self.words[i] in words_of_kind("org_noun") else end

    def _is_lower_adjective(self, i: int) -> bool:
        """Whether a demonym or another adjective in lower case stands at `i`."""
        token, word = self.doc[i], self.words[i]
        if not token.is_lower:
            return False
        return bool(demonym(word)) or is_adjective(word) or token.pos_ == "ADJ" or word.endswith(_FOLLOWERS)

    def _name_end(self, end: int) -> int:
        """Return the end of the name after a noun for bodies that ends at `end`, or `end` without a name.

        "diario | Haaretz", "portal | de denuncias Wikileaks".
        """
        if self.tokens.word(end) == "de" and self.tokens.is_capital(end + 2) and self.tokens.is_lower_noun(end + 1):
            end += 2
        return self.tokens.capitals_end(end) if self.tokens.opens_body(end) else end


def _modify(phrase: TitlePhrase, found: Modifier) -> None:
    """Add what an adjective or a qualifier says; the state of a regional one is the office's ("mexiquense")."""
    if found.kind == "regional":
        phrase.country, phrase.regional = phrase.country or found.qualifier, True
    else:
        phrase.qualifier = phrase.qualifier or found.qualifier
    phrase.complement = True


def _takes(phrase: TitlePhrase, preposition: str) -> bool:
    """Whether the office takes a complement with the preposition: "embajador en", "subsecretario para"."""
    noun = phrase.noun
    match preposition:
        case "en":
            return noun.role in _PLACED_ROLES or "specialist" in noun.traits
        case "ante":
            return noun.role in _PLACED_ROLES
        case "para":
            return noun.role in _PURPOSE_ROLES or bool(phrase.bodies)
        case "por":
            return noun.role == "legislator"
        case "a":
            return "candidate" in noun.traits
    return False
