"""Whose title a phrase is when a verb says so: "Ana Paz es ministra", "fue nombrada como", "funge de", "Fue cónsul"."""

from __future__ import annotations

from spacy.tokens import Span

from pipeline.naming.title_phrase import TitlePhrase
from pipeline.naming.title_words import title_openings, title_words
from pipeline.stages.titles.model import Link, Name
from pipeline.stages.titles.surroundings import Surroundings, link_of
from pipeline.text.attributes import sentence_of
from pipeline.text.function_words import AND, OF

#: What stands before the participle of a compound tense.
_AUXILIARIES = frozenset(("ha", "había"))
#: How a subject of the sentence's own begins: "El también escritor ocupó …".
_SUBJECT_OPENERS = frozenset("el la los las un una este esta ese esa su sus".split())  # noqa: SIM905
#: Words in front of a name that is no subject.
BEFORE_NO_SUBJECT = OF | AND | {"en", "para", "ante", "con", "por", "sobre", "a", "contra"}
#: Sentences in which a subject that is not repeated may have been named.
_SENTENCES_BACK = 2
#: Tokens of the longest relative clause between a name and its verb.
_CLAUSE = 20
#: Tokens before "como" among which the verb stands, and before a verb among which its subject ends.
_VERB_REACH, _SUBJECT_REACH = 4, 4


class PredicateReader:
    """Reads the titles that are predicates of one doc."""

    def __init__(self, here: Surroundings) -> None:
        self.here = here

    def links(self, phrase: TitlePhrase, i: int) -> list[Link] | None:
        """Return the title given by the verb, "como" or "de" at token `i`; an empty list if its holder is not known.

        None if there is no such word.
        """
        copula = self.here.word(i) in title_words("copulas")
        if copula and (found := self._of_name_before(phrase, i)):
            return found
        if self._says_office(i):
            return self._of_subject(phrase, i)
        return self._of_subject_before(phrase, i) if copula else None

    def _says_office(self, i: int) -> bool:
        """Whether "como" or "de" at `i` leads to an office: "nominada como", "el cargo de", "funge de"."""
        word = self.here.word
        if word(i) == "como":
            return any(word(i - n).startswith(title_openings("holding")) for n in range(1, _VERB_REACH + 1))
        before = word(i - 1)
        return word(i) == "de" and (before in title_words("posts") or before.startswith(title_openings("acting")))

    def _before_copula(self, i: int) -> int:
        """Return the token before the copula and its auxiliaries that end at `i`."""
        while self.here.word(i) in title_words("copulas") | _AUXILIARIES:
            i -= 1
        return i

    def _of_name_before(self, phrase: TitlePhrase, copula: int) -> list[Link]:
        """Return the title of a name that the copula follows: "X, quien es ministro de …", "X fue elegido presidente".

        "quien fuera ministro" is one no longer.
        """
        here = self.here
        i = self._before_copula(copula)
        i -= here.word(i) in ("quien", "que")
        name = here.names_until.get(i + 1)
        if name is None and here.word(i) == ",":
            name = here.names_until.get(i)
        name = name or self._name_before_clause(i)
        if name is None or phrase.plural or not here.suits(phrase, name):
            return []
        if here.word(copula) in title_words("past_copulas") and not phrase.qualifier:
            phrase.qualifier = "former"
        return [link_of(phrase, name, "copula")]

    def _name_before_clause(self, i: int) -> Name | None:
        """Return the name before a relative clause that ends at `i`, or None: "Ana Paz, que llegó, | es ministra"."""
        here = self.here
        if here.word(i - 1) != "," and here.word(i) != ",":
            return None
        for j in range(i - 2, max(0, i - _CLAUSE), -1):
            if here.word(j) in ("que", "quien") and here.word(j - 1) == ",":
                return here.names_until.get(j - 1)
            if here.doc[j].is_sent_start:
                return None
        return None

    def _of_subject(self, phrase: TitlePhrase, i: int) -> list[Link]:
        """Return the title of the subject: "Ana Paz asumió el cargo de ministra"; `i` is the "de" or "como"."""
        if phrase.plural:
            return []
        near = self._subject_close_to(i)
        if near is not None and self.here.suits(phrase, near):
            return [link_of(phrase, near, "as")]  # "mientras que Ana Paz funge de directora"
        suiting = [n for n in self._subjects_until(i) if self.here.suits(phrase, n)]
        return [link_of(phrase, suiting[0], "as")] if len({n.person_id for n in suiting}) == 1 else []

    def _subjects_until(self, i: int) -> list[Name]:
        """Return the names before token `i` that may be the subject of its sentence.

        Where it names nobody they are those of a sentence before: "Ocupó el cargo de embajadora".
        """
        sentence = sentence_of(self.here.doc, i)
        named = [n for n in self._names_in(sentence) if n.end <= i]
        if not named and self.here.word(sentence.start) not in _SUBJECT_OPENERS:
            return self._names_before(sentence)
        return [n for n in named if not self._is_object(n)]

    def _subject_close_to(self, i: int) -> Name | None:
        """Return the last name that ends in the few tokens before `i`; None without one, or if it is an object."""
        ends = range(i - 1, i - 1 - _SUBJECT_REACH, -1)
        name = next((n for end in ends if (n := self.here.names_until.get(end))), None)
        return None if name is None or self._is_object(name) else name

    def _of_subject_before(self, phrase: TitlePhrase, i: int) -> list[Link]:
        """Return the title by a copula at `i` without a subject of its own: "Hasta junio fue miembro de la Junta"."""
        i = self._before_copula(i)
        if phrase.plural or not phrase.complement:
            return []
        sentence = sentence_of(self.here.doc, i)
        subjects = [n for n in self._names_in(sentence) if n.end <= i and not self._is_object(n)]
        name = None
        if subjects:  # "Ana Paz viajó mucho y fue embajadora en Chile"
            name = self._shared_subject(phrase, subjects[-1], i)
        elif i < sentence.start or self._is_expression_of_time(sentence.start, i + 1):
            name = self._subject_named_before(phrase, sentence)
        return [link_of(phrase, name, "zero_subject")] if name is not None else []

    def _shared_subject(self, phrase: TitlePhrase, subject: Name, i: int) -> Name | None:
        """Return the subject of a verb before if the word at `i` joins another verb to it and it suits, else None."""
        return subject if self.here.word(i) in ("y", "e", ",") and self.here.suits(phrase, subject) else None

    def _subject_named_before(self, phrase: TitlePhrase, sentence: Span) -> Name | None:
        """Return the last name of a sentence before that suits, an object only where nobody else does; or None."""
        suiting = [n for n in self._names_before(sentence) if self.here.suits(phrase, n)]
        own = [n for n in suiting if not self._is_object(n)] or suiting
        return own[-1] if own else None

    def _is_expression_of_time(self, start: int, end: int) -> bool:
        """Whether the tokens begin like an expression of time ("Hasta junio") and have no verb and no name."""
        if self.here.word(start) not in title_words("time_openers"):
            return False
        tokens = self.here.doc[start:end]
        return not any(token.pos_ in ("VERB", "AUX") or token.i in self.here.names_at for token in tokens)

    def _names_in(self, sentence: Span) -> list[Name]:
        return [n for n in self.here.names_at.values() if sentence.start <= n.start < sentence.end]

    def _names_before(self, sentence: Span) -> list[Name]:
        """Return the names in the sentence before, or in the one before that."""
        for _ in range(_SENTENCES_BACK):
            if sentence.start == 0:
                break
            sentence = self.here.doc[sentence.start - 1].sent
            if named := self._names_in(sentence):
                return named
        return []

    def _is_object(self, name: Name) -> bool:
        return self.here.word(name.start - 1) in BEFORE_NO_SUBJECT
