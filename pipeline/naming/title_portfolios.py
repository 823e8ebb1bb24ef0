"""Portfolios in a title phrase: "Economía y Finanzas", "Industria, Energía y de Turismo"."""

from __future__ import annotations

from pipeline.naming.title_phrase import TitlePhrase
from pipeline.naming.title_tokens import TitleTokens
from pipeline.naming.title_words import is_adjective, portfolios


class PortfolioReader:
    """Finds portfolios among the tokens of one doc; ends are exclusive token indices."""

    def __init__(self, tokens: TitleTokens) -> None:
        self.tokens = tokens
        self.words = tokens.words

    def read(self, phrase: TitlePhrase, i: int) -> int | None:
        """Return the end of the portfolios that begin at token `i`, or None; they are added to the phrase.

        They are separate after a plural ("los ministros de Economía y de Defensa"), and one after a singular.
        """
        end = self._read_listed(phrase, i)
        while end is not None and (following := self._next_start(end)) is not None:
            stop = self._read_listed(phrase, following) or self.unlisted_end(end, following)
            if stop is None:
                break
            if phrase.plural:
                phrase.portfolios.append((i, stop))
            else:
                phrase.portfolios[-1] = (i, stop)
            end = stop
        return end

    def _read_listed(self, phrase: TitlePhrase, i: int) -> int | None:
        """Return the end of the longest portfolio of the lexicon at `i`, or None; the first is added to the phrase."""
        hit = portfolios().longest(self.words, i)
        if hit is None or self.words[i : i + 2] == ["estado", "mayor"]:
            return None
        end, role = hit
        if self.tokens.is_capital(i) and self.tokens.opens_body(end) and not self._is_name_to_come(end):
            end = self.tokens.capitals_end(end)
        if not phrase.portfolios or not phrase.plural:
            phrase.portfolio_role = phrase.portfolio_role or role
        if not phrase.portfolios:
            phrase.portfolios.append((i, end))
        return end

    def unlisted_end(self, end: int, i: int) -> int | None:
        """Return the end of a portfolio at token `i` that no lexicon has and "y" joins to one before `end`, or None.

        "Promoción y | Atracción", but not "Defensa y | Brasil".
        """
        tokens = self.tokens
        known = tokens.place(i) is not None or tokens.noun(i) is not None
        if self.words[end] == "," or i != end + 1 or known or not tokens.is_capital(end - 1):
            return None
        if not tokens.is_capital(i) or tokens.starts_other(i):
            return None
        return tokens.capitals_end(i)

    def _is_name_to_come(self, i: int) -> bool:
        """Whether capitalised words after a portfolio are a person's: "ministro de Energía | Alekséi Petrenko"."""
        tokens = self.tokens
        if tokens.after_names or is_adjective(self.words[i]) or tokens.doc[i].pos_ == "ADJ":
            return False
        return tokens.capitals_end(i) - i >= 2

    def _next_start(self, i: int) -> int | None:
        """Return where the next coordinated portfolio may begin, or None; a comma counts if an "y" comes later."""
        if i + 1 >= len(self.words) or self.words[i] not in ("y", "e", ","):
            return None
        if self.words[i] == "," and not {"y", "e"} & set(self.words[i : i + 6]):
            return None
        i += 1
        while i + 1 < len(self.words) and self.words[i] in ("de", "del", "la", "el", "los", "las"):
            i += 1
        return i
