"""Portfolios in a title phrase: "Economía y Finanzas", "Industria, Energía y de Turismo"."""

from __future__ import annotations

from pipeline.naming.title_phrase import TitlePhrase
from pipeline.naming.title_tokens import TitleTokens
from pipeline.naming.title_words import is_adjective, longest_portfolio, portfolios


class PortfolioTokens(TitleTokens):
    """Tokens of one doc with the questions about portfolios."""

    def _portfolio(self, phrase: TitlePhrase, i: int) -> int | None:
        """ "Economía y Finanzas", "relaciones exteriores", "Industria, Energía y de Turismo"."""
        end = self._one_portfolio(phrase, i)
        if end is None:
            return None
        first = i
        while True:
            following = self._next_portfolio(end)
            if following is None:
                return end
            stop = self._one_portfolio(phrase, following) or self._unlisted(end, following)
            if stop is None:
                return end
            if phrase.plural:
                phrase.portfolios.append((first, stop))
            else:
                phrase.portfolios[-1] = (first, stop)
            end = stop

    def _one_portfolio(self, phrase: TitlePhrase, i: int) -> int | None:
        for n in range(min(longest_portfolio(), len(self.words) - i), 0, -1):
            words = tuple(self.words[i : i + n])
            end = i + n
            if words not in portfolios() or self.words[i : i + 2] == ["estado", "mayor"]:
                continue
            if self._capital(i) and self._capital(end) and not self.is_name(end) and not self._coming_name(end):
                end = self._capitals_end(end)
            if not phrase.portfolios or not phrase.plural:
                phrase.portfolio_role = phrase.portfolio_role or portfolios()[words]
            if not phrase.portfolios:
                phrase.portfolios.append((i, end))
            return end
        return None

    def _unlisted(self, i: int, following: int) -> int | None:
        """An unlisted portfolio after a listed one: "Promoción y Atracción", but not "Defensa y Brasil"."""
        known = self._place(following) is not None or self._noun(following) is not None
        if self.words[i] == "," or following != i + 1 or known or not self._capital(i - 1):
            return None
        if not self._capital(following) or self._starts_other(following):
            return None
        return self._capitals_end(following)

    def _coming_name(self, i: int) -> bool:
        """Capitalised words after a portfolio are a person's: "ministro de Energía Alekséi Petrenko"."""
        if self.after_names or is_adjective(self.words[i]) or self.doc[i].pos_ == "ADJ":
            return False
        return self._capitals_end(i) - i >= 2

    def _next_portfolio(self, i: int) -> int | None:
        """Where the next coordinated portfolio may begin; a comma counts only when an "y" comes later."""
        if i + 1 >= len(self.words) or self.words[i] not in ("y", "e", ","):
            return None
        if self.words[i] == "," and not {"y", "e"} & set(self.words[i + 1 : i + 6]):
            return None
        i += 1
        while i + 1 < len(self.words) and self.words[i] in ("de", "del", "la", "el", "los", "las"):
            i += 1
        return i
