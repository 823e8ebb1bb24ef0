"""A title phrase, and what its words say: prefixes, demonyms, countries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from pipeline.knowledge import gazetteer
from pipeline.knowledge.lexicon import per_lexicon
from pipeline.naming.title_words import NounForm, modifiers, noun_forms, prefixes
from pipeline.text.attributes import words_of_doc


@dataclass(slots=True)
class TitlePhrase:
    """One title phrase; `start`, `end`, `head_end` are token indices, ends exclusive."""

    start: int
    end: int
    head_end: int
    noun: NounForm
    qualifier: str | None = None
    portfolios: list[tuple[int, int]] = field(default_factory=list)
    portfolio_role: str | None = None
    bodies: list[tuple[int, int]] = field(default_factory=list)
    country: str | None = None
    countries: list[str] = field(default_factory=list)  # of a plural: "los cancilleres de Perú y de Colombia"
    determiner: str | None = None
    complement: bool = False
    lower_complement: tuple[int, int] | None = None
    body_end: int = 0
    seat: tuple[int, int] | None = None  # a seat of power or a staff that the noun names: "vocera de la Casa Blanca"
    regional: bool = False  # of a part of a state: "gobernador mexiquense"
    unlisted: bool = False  # has an adjective that no lexicon knows

    @property
    def body(self) -> tuple[int, int] | None:
        """Tokens of the whole body: "Departamento" and the portfolio "Estado" are one."""
        return (self.bodies[0][0], max(self.body_end, self.bodies[0][1])) if self.bodies else None

    @property
    def organization(self) -> tuple[int, int] | None:
        """Tokens of the body the title is in, a seat of power included."""
        return self.body or self.seat

    @property
    def own_portfolio(self) -> tuple[int, int] | None:
        """Tokens of the first portfolio, if it is not inside the body ("Organización de Cooperación …")."""
        body = self.body
        if self.noun.role == "military":  # "general de cuerpo de ejército"
            return None
        return next((p for p in self.portfolios if body is None or not body[0] <= p[0] < body[1]), None)

    @property
    def plural(self) -> bool:
        """Whether the noun is plural: "los cancilleres"."""
        return self.noun.plural

    @property
    def gender(self) -> str | None:
        """Gender of the noun or its article: "la canciller" is female."""
        if self.determiner == "la" and not self.noun.plural:  # "la presidente", "la primer ministro"
            return "female"
        if self.noun.gender or self.noun.plural:
            return self.noun.gender
        return {"el": "male", "al": "male", "del": "male", "la": "female"}.get(self.determiner or "")


@per_lexicon(maxsize=1 << 14)
def country(name: str) -> str | None:
    """Return the ISO code of a country, or None for names that mostly are a town's or a person's ("Guadalupe")."""
    known = name in gazetteer.country_surfaces() or name.isupper()
    return gazetteer.country_code(name) if known else None


def countries_named(doc: Doc) -> frozenset[str]:
    """Return the ISO codes of the countries that a text names, by name or by demonym."""
    codes = set(map(country, _capitalised_words(doc)))
    codes |= {demonym(text) for text in set(words_of_doc(doc)) if text.islower()}
    return frozenset(code for code in codes if code)


def _capitalised_words(doc: Doc) -> set[str]:
    """Return the capitalised words of a text, each alone and with the word after it: "Perú", "Costa Rica"."""
    texts = words_of_doc(doc)
    gaps = [" " if spaced else "" for spaced in doc.to_array("SPACY").tolist()]
    capitals = [i for i, text in enumerate(texts) if text[:1].isupper()]
    return {texts[i] for i in capitals} | {texts[i] + gaps[i] + texts[i + 1] for i in capitals if i + 1 < len(texts)}


@per_lexicon(maxsize=1 << 15)
def demonym(word: str) -> str | None:
    """Return the ISO code of a demonym, also of those that only news agencies use so ("el presidente americano")."""
    loose = modifiers("demonym").get((word,))
    return loose.qualifier if loose is not None else gazetteer.demonym_code(word)


@per_lexicon(maxsize=1 << 14)
def without_prefixes(word: str) -> tuple[tuple[str, str | None, bool], ...]:
    """Return the word, then the word without its prefixes, with qualifier and whether it became a second rank.

    `exviceministro` gives `viceministro` and `ministro`, the latter with `former` and True.
    """
    found: list[tuple[str, str | None, bool]] = [(word, None, False)]
    stripped = True
    while stripped:
        stripped = False
        word, qualifier, second = found[-1]
        for prefix, code in prefixes():
            if word.startswith(prefix) and len(word) - len(prefix) >= 3:
                found.append((word[len(prefix) :], qualifier or code, second or code in ("vice", "deputy")))
                stripped = True
                break
    return tuple(found)


@per_lexicon(maxsize=1 << 15)
def opens_title(word: str) -> bool:
    """Whether a title may begin with the word (lower case): an office noun, with prefixes, or a word before one."""
    return (word,) in modifiers("before") or any(
        bare in noun_forms().first_words for bare, _, _ in without_prefixes(word)
    )


#: What a "vice" or "sub" makes of an office.
_SECOND_ROLES = {
    "head_of_state": "deputy_head_of_government",
    "head_of_government": "deputy_head_of_government",
    "foreign_minister": "deputy_minister",
    "minister": "deputy_minister",
    "secretary_general": "igo_official",
}


#: Traits of an office that its deputy has too.
_SECOND_TRAITS = frozenset(("candidate", "municipal"))


def second_rank(form: NounForm) -> NounForm:
    """Return the office of a deputy: a viceministro is no minister."""
    role = _SECOND_ROLES.get(form.role, form.role)
    traits = form.traits & _SECOND_TRAITS
    return replace(form, id=f"vice_{form.id}", role=role, means=frozenset(), traits=traits)
