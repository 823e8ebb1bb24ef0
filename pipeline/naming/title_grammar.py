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
from pipeline.naming.portfolio_grammar import PortfolioTokens
from pipeline.naming.title_phrase import TitlePhrase, demonym, opens_title
from pipeline.naming.title_tokens import DETERMINERS
from pipeline.naming.title_words import Modifier, is_adjective, modifiers, noun_forms, portfolios, words_of_kind

_PARTICIPLES = ("do", "da", "dos", "das", "to", "ta", "so", "sa", "tos", "tas")
#: Last words of names of bodies that go on with "a": "Acceso a la Información", "Apoyo a Siria".
_TOWARDS = frozenset("acceso apoyo ayuda atención asistencia protección lucha".split())  # noqa: SIM905
_REGIONAL = frozenset("estatal regional provincial departamental municipal autonómico autonómica".split())  # noqa: SIM905
#: Followers of somebody or something: "la diputada kirchnerista", "el líder chavista".
_FOLLOWERS = ("ista", "istas")
#: Lower-case words that say where: "embajador en ese país", "representante en las negociaciones".
_WHERE = frozenset("país nación territorio organismo entidad negociaciones".split())  # noqa: SIM905
#: Which offices take "en", "para" or "contra" ("embajador en la ONU", "subsecretario para Europa"), by role.
_PLACED_ROLES = frozenset("ambassador envoy igo_official spokesperson other legislator".split())  # noqa: SIM905
#: Who is sent to a state.
_POSTED = frozenset(("ambassador", "envoy"))
#: Who deals with what "sobre" says, and lower-case bodies that do.
_EXPERTS = frozenset("relator experto especialista comisionado asesor coordinador".split())  # noqa: SIM905
_COMMISSIONS = frozenset("comisión comité grupo misión panel subcomisión".split())  # noqa: SIM905
_PURPOSE_ROLES = _PLACED_ROLES | {
    "minister", "deputy_minister", "executive", "foreign_minister", "deputy_head_of_government",
}  # fmt: skip


def find_title_phrases(doc: Doc, *, is_name: Callable[[int], bool] | None = None) -> list[TitlePhrase]:
    """Title phrases of `doc` in order, not overlapping.

    `is_name(i)` says whether a person's name begins at or covers token `i`, where a phrase has to stop; without it the
    registry and the given names tell ("el portavoz del Ministerio de Petróleo Ali Hasan").
    """
    parser = _Parser(doc, is_name)
    found: list[TitlePhrase] = []
    behind = 0
    for i in compress(count(), map(opens_title, parser.words)):
        phrase = parser.phrase(i) if i >= behind else None
        if phrase is not None:
            found.append(phrase)
            behind = phrase.end
    return found


class _Parser(PortfolioTokens):
    """Recursive descent over the tokens of one doc; each method returns where its constituent ends, or None."""

    def phrase(self, i: int) -> TitlePhrase | None:
        """The title phrase that begins at token `i`."""
        start, qualifier = i, None
        before = modifiers("before").get((self.words[i],))
        if before is not None and i + 1 < len(self.words):
            i, qualifier = i + 1, before.qualifier
            if self.words[i] == "-" and i + 1 < len(self.words):
                i += 1
        head = self._noun(i)
        if head is None or self._part_of_name(start):
            return None
        head_end, noun, prefix = head
        if self._until_lately(start) is not None:
            qualifier = qualifier or "former"
        phrase = TitlePhrase(start, head_end, head_end, noun, qualifier or prefix)
        phrase.determiner = self._determiner(start)
        self._complements(phrase)
        staff = next((j for j in range(head_end - 1, start, -1) if self.words[j : j + 2] == ["estado", "mayor"]), None)
        if staff is not None:
            phrase.seat = (staff, phrase.end if self._capital(phrase.end - 1) else head_end)
        return phrase

    # ---- complements -------------------------------------------------------------------------------------------
    def _complements(self, phrase: TitlePhrase) -> None:
        parts = (self._adjective, self._set_phrase, self._aside, self._acronym, self._of, self._where, self._about)
        while True:
            end = next((e for part in parts if (e := part(phrase)) is not None), None)
            if end is None:
                return
            phrase.end = end

    def _adjective(self, phrase: TitlePhrase) -> int | None:
        i = phrase.end
        if i >= len(self.words) or not self._written_like(phrase, i):
            return None
        code = demonym(self.words[i])
        if code and (self.doc[i].is_lower or not self._capital(i + 1)):
            phrase.country = phrase.country or code
            phrase.complement = True
            return i + 1
        found = modifiers("adjective", "qualifier", "regional").get((self.words[i],))
        if found is not None:
            if found.kind == "regional":
                phrase.country, phrase.regional = phrase.country or found.qualifier, True
                found = Modifier("adjective", None)
            phrase.regional = phrase.regional or self.words[i] in _REGIONAL
            self._qualify(phrase, found)
            return i + 1
        if self.doc[i].is_lower and self.words[i].endswith(_FOLLOWERS):
            phrase.complement = True
            return i + 1
        # an adjective that no lexicon has, but no participle: "vicepresidente sectorial", "ministro dispuesto a"
        unlisted = self.doc[i].pos_ == "ADJ" and self.doc[i].is_lower and not self.words[i].endswith(_PARTICIPLES)
        phrase.unlisted = unlisted and phrase.end == phrase.head_end
        return i + 1 if phrase.unlisted else None

    def _written_like(self, phrase: TitlePhrase, i: int) -> bool:
        """Lower case, or capitalised as the noun is: "Presidente Municipal"."""
        return bool(self.doc[i].is_lower) or (self._capital(phrase.head_end - 1) and not self.is_name(i))

    def _set_phrase(self, phrase: TitlePhrase) -> int | None:
        """ "en funciones", "de facto", "en el exilio"."""
        for n in (3, 2):
            found = modifiers("adjective", "qualifier").get(tuple(self.words[phrase.end : phrase.end + n]))
            if found is not None:
                self._qualify(phrase, found)
                return phrase.end + n
        return None

    def _qualify(self, phrase: TitlePhrase, found: Modifier) -> None:
        phrase.qualifier = phrase.qualifier or found.qualifier
        phrase.complement = True

    def _aside(self, phrase: TitlePhrase) -> int | None:
        """A second noun in parentheses: "secretario (ministro) de Comunicación"."""
        i = phrase.end
        inside = self.words[i : i + 4]
        if len(inside) < 4 or (inside[0], inside[2]) != ("(", ")") or (inside[1],) not in noun_forms():
            return None
        return i + 3 if inside[3] in ("de", "del") else None

    def _acronym(self, phrase: TitlePhrase) -> int | None:
        """Past an acronym that the body's state follows: "de la Agencia de Seguridad (NSA) | estadunidense"."""
        i = phrase.end
        inside = self.words[i : i + 3]
        if not phrase.bodies or len(inside) < 3 or (inside[0], inside[2]) != ("(", ")") or not self.doc[i + 1].is_upper:
            return None
        if i + 3 < len(self.words) and self.doc[i + 3].is_lower and (code := demonym(self.words[i + 3])):
            phrase.country = phrase.country or code
            return i + 4
        if self.words[i + 3 : i + 4] not in (["de"], ["del"]) or i + 4 >= len(self.words):
            return None
        place = self._place(i + 4 + (self.words[i + 4] in DETERMINERS))
        if place is None or place[1] is None:
            return None
        phrase.country = phrase.country or place[1]
        return place[0]

    def _of(self, phrase: TitlePhrase) -> int | None:
        i = phrase.end
        if i + 1 >= len(self.words) or self.words[i] not in ("de", "del"):
            return None
        end = self._noun_phrase(phrase, i + 1)
        if end is not None:
            phrase.complement = True
            if phrase.bodies:
                phrase.body_end = end  # "Partido Comunista" and "China" are one body
        return end

    def _where(self, phrase: TitlePhrase) -> int | None:
        """ "en la ONU", "ante la OEA", "para América Latina", "a la presidencia"."""
        i = phrase.end
        if i + 1 >= len(self.words):
            return None
        word, role = self.words[i], phrase.noun.role
        allowed = (
            (word == "en" and phrase.noun.id in ("experto", "especialista"))
            or (word in ("en", "ante") and role in _PLACED_ROLES)
            or (word == "para" and (role in _PURPOSE_ROLES or bool(phrase.bodies)))
            or (word == "por" and role == "legislator")
            or (word == "a" and phrase.noun.id.endswith("candidato"))
        )
        if not allowed:
            return None
        if word == "en" and self.words[i + 1 : i + 3] == ["materia", "de"]:
            return self._lower_phrase(i + 3)
        if word == "en" and role in _POSTED and (place := self._place(i + 1)) and place[1]:
            phrase.complement = True
            return self._more_posts(place[0])  # an ambassador in France does not act for France
        own = phrase.country
        expert = phrase.noun.id.split("_")[0] in _EXPERTS
        lower = word != "en" or expert or bool(_WHERE & set(self.words[i + 1 : i + 3]))
        end = self._noun_phrase(phrase, i + 1, lower=lower)
        phrase.country = own  # an ambassador in France does not act for France
        if end is not None:
            phrase.complement = True
        return end

    def _more_posts(self, end: int) -> int:
        """ "embajador en Alemania y Suecia": a further state at the end of the list."""
        further = self._place(end + 1) if self.words[end : end + 1] == ["y"] and end + 1 < len(self.words) else None
        after = self.words[further[0] : further[0] + 1] if further and further[1] else ["?"]
        return further[0] if further and after in ([], ["."], [","], [";"]) else end

    def _about(self, phrase: TitlePhrase) -> int | None:
        """What experts and commissions deal with: "relator de la ONU sobre libertad de expresión"."""
        i = phrase.end
        if i + 1 >= len(self.words) or self.words[i] not in ("sobre", "contra"):
            return None
        group = phrase.lower_complement and self.words[phrase.lower_complement[0]] in _COMMISSIONS
        if not group and (phrase.noun.id.split("_")[0] not in _EXPERTS or not phrase.complement):
            return None
        own = phrase.country
        end = self._noun_phrase(phrase, i + 1)
        phrase.country = own
        return end

    # ---- what follows a preposition ----------------------------------------------------------------------------
    def _noun_phrase(self, phrase: TitlePhrase, i: int, *, lower: bool = True) -> int | None:
        if self.words[i] in DETERMINERS:
            i += 1
        if i >= len(self.words):
            return None
        place = self._place(i)
        if place is not None:
            end, code = place
            if gazetteer.is_seat(self.doc[i:end].text):
                phrase.seat = phrase.seat or (i, end)
            phrase.country = phrase.country or code
            if not phrase.bodies:  # the Organización de Cooperación de Shanghái is of no state
                phrase.country = phrase.country or self._state_of_region(i, end)
            if code and phrase.plural:
                phrase.countries, end = self._more_countries(code, end)
                return end
            return end if code else self._more_places(end)
        end_found = self._portfolio(phrase, i) or self._body(phrase, i)
        if end_found is None and lower and (nested := self._superior(i)) is not None:
            phrase.country = phrase.country or nested.country
            phrase.lower_complement = phrase.lower_complement or (i, nested.end)
            return nested.end
        if end_found is None and lower and (end_found := self._lower_phrase(i, phrase)) is not None:
            phrase.lower_complement = phrase.lower_complement or (i, end_found)
        return end_found

    def _superior(self, i: int) -> TitlePhrase | None:
        """Another's office inside: "asesor del presidente de Mongolia"; with a name it is a title of its own."""
        nested = self.phrase(i) if self.doc[i].is_lower else None
        return nested if nested is not None and not self._capital(nested.end) else None

    def _body(self, phrase: TitlePhrase, i: int) -> int | None:
        """A capitalised body and the bodies and country it belongs to come one by one through `_of`."""
        if not self._capital(i) or self.is_name(i):
            return None
        end = self._capitals_end(i)
        if self.words[end - 1] in _TOWARDS and self.words[end : end + 1] == ["a"]:  # "Acceso a la Información"
            further = end + 1 + (self.words[end + 1 : end + 2] != [] and self.words[end + 1] in DETERMINERS)
            end = self._capitals_end(further) if self._capital(further) and not self.is_name(further) else end
        if self.words[end : end + 3] in (["en", "el", "exterior"], ["en", "el", "extranjero"]) and self._capital(
            end + 2
        ):
            end += 3  # "Instituto de los Mexicanos en el Exterior"
        while end + 1 < len(self.words) and self.words[end] in ("y", "e") and self._more_body(end + 1):
            end = self._capitals_end(end + 1)
        phrase.bodies.append((i, end))
        for word in self.words[i:end]:
            phrase.country = phrase.country or demonym(word)
        phrase.country = phrase.country or self._state_of_body(i, end)
        return end

    def _more_body(self, i: int) -> bool:
        if not self._capital(i) or self.is_name(i):
            return False
        return (self.words[i],) in portfolios() or self._unlisted(i - 1, i) is not None

    def _lower_phrase(self, i: int, phrase: TitlePhrase | None = None) -> int | None:
        """A lower-case noun with its adjectives: "del gremio", "de la nación asiática", "de seguridad nacional"."""
        if i >= len(self.words) or not self._lower_noun(i):
            return None
        first, i = i, i + 1
        while i < len(self.words) and self.doc[i].is_lower:
            code = demonym(self.words[i])
            follower = self.words[i].endswith(_FOLLOWERS)
            if not code and not is_adjective(self.words[i]) and self.doc[i].pos_ != "ADJ" and not follower:
                break
            if phrase is not None:
                phrase.country = phrase.country or code
            i += 1
        if self.words[first] in words_of_kind("org_noun"):
            if self.words[i : i + 1] == ["de"] and i + 2 < len(self.words) and self._lower_noun(i + 1):
                i += 2 * self._capital(i + 2)  # "del portal de denuncias Wikileaks"
            if self._capital(i) and not self.is_name(i):
                return self._capitals_end(i)  # "del diario Haaretz", "de la empresa Gazprom"
        return i
