"""The reader: what it makes of an article, as rows that the stages of meetings, statements and agreements look at.

A *cue* is a word that commits, says or meets ("acordaron", "según", "reunión"). For each the reader tells how sure it
is, of which kind the cue is, and who takes part, out of what the stages before have found.

Reads: tokens, sentences, mentions, people, titles, organizations, places, dates, amounts.
Writes: `doc._.reading`, rows of cues by position, and `doc._.foreign_affairs`.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.actors import Actor, actor_row, alliances_of
from pipeline.attributes import Row, article_of, lower_words, register, rows_of, text_of
from pipeline.quotes import find_quotes
from pipeline.reader.candidates import Candidate, find_candidates
from pipeline.reader.hints import find_hints, is_taken_away
from pipeline.reader.knowledge import Known
from pipeline.reader.network import CUES, Floats, Network, load_network, sigmoid, softmax
from pipeline.reader.pairs import Table, may_be, mention_table, pair_numbers
from pipeline.reader.windows import read_windows
from pipeline.schemas import MEETING_STATUSES, MEETING_TYPES, STATUSES, THEMES

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Cues and participants less likely than this are not told of.
FLOOR, WHO_FLOOR = 0.1, 0.1
#: How likely a word of speech is at least for its speaker to be whom the next one without subject speaks for.
SPOKEN = 0.4
#: How sure a word is at least that an own entry asks for.
HINTED = 0.75
#: Roles that are asked for each kind of cue; the first one is who acts.
ASKED = {
    "agreement": ("party", "deadline", "amount"),
    "statement": ("speaker",),
    "meeting": ("participant", "place", "day"),
}
#: Behind the kind of the cues that are not the likeliest of their sentence.
FURTHER = ".further"
#: How many numbers `odds_of` gives for a cue of each kind.
ODDS = {"agreement": 9, "statement": 4, "meeting": 4}
#: How far from the word before it a further word of a cue stands at most.
_REACH = {"agreement": 8, "statement": 1, "meeting": 1}
#: Articles of fewer sentences are as short as one of so many: they are rare, and no news.
_SHORT = 10
#: Words of a mention, and sides of an agreement, that are looked at, at most.
_MENTION, _SIDES = 8, 2
#: Columns of the heads that tag words.
_INSIDE, _ANCHOR = 1, 2


@dataclass(frozen=True, slots=True)
class Mention:
    """Something a cue may point to: its actor, key and the parties it stands for; `row` of a date or an amount."""

    actor: Actor
    key: str
    parties: tuple[tuple[str, Row], ...] = ()
    row: str | None = None


class View:
    """A Doc as the reader sees it before the network does: words that are read, windows of them, mentions."""

    def __init__(self, doc: Doc, tokenizer: Tokenizer) -> None:
        self.doc = doc
        text = text_of(doc)
        self.offsets = doc.to_array("IDX").tolist()
        self.words = [(a, a + len(t)) for a, t in zip(self.offsets, doc, strict=True)]
        self.sentences = [(s.start, s.end) for s in doc.sents] if doc.has_annotation("SENT_START") else [(0, len(doc))]
        self._starts = [s for s, _ in self.sentences]
        reading = read_windows(tokenizer, text, article_of(doc).get("title") or "", self.sentences, self.words)
        read = [(i, p) for i, p in enumerate(reading.places) if p is not None and _is_word(text, self.words[i])]
        self.windows = reading.windows
        #: Tokens that are read, the row of each, and window and piece of each row.
        self.tokens = [i for i, _ in read]
        self.rows = {token: row for row, token in enumerate(self.tokens)}
        self.places = [place for _, place in read]

    def sentence_of(self, token: int) -> int:
        """Number of the sentence that a token stands in."""
        return bisect_right(self._starts, token) - 1

    def place_of(self, sentence: int) -> Row:
        """Number of a sentence and its characters."""
        first, last = self.sentences[sentence]
        return {"sentence": sentence, "from": self.words[first][0], "to": self.words[last - 1][1]}

    @cached_property
    def sentence_rows(self) -> list[int]:
        """Number of the sentence of each row."""
        return [self.sentence_of(token) for token in self.tokens]

    @cached_property
    def known(self) -> Known:
        """What the lexicons know of the words of the article."""
        return Known(article_of(self.doc).get("title") or "", text_of(self.doc), lower_words(self.doc))

    def known_of(self, token: int) -> Floats:
        """What the lexicons know of a cue, as numbers."""
        sentence = self.sentences[self.sentence_of(token)]
        return self.known.numbers(token, sentence, (self.words[token][1], self.words[sentence[1] - 1][1]))

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """Characters of quoted stretches."""
        return [(q.start, q.end) for q in find_quotes(text_of(self.doc))]

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands between quotation marks."""
        at = self.offsets[token]
        return any(start <= at < end for start, end in self.quotes)

    @cached_property
    def mentions(self) -> list[Mention]:
        """What cues may point to, by position: actors, dates and amounts of which a word is read."""
        found = [*map(_of_actor, find_candidates(self.doc)), *_numbers(self.doc)]
        found = [m for m in found if any(i in self.rows for i in _looked_at(m))]
        return sorted(found, key=lambda m: (m.actor.start, m.actor.end))

    @cached_property
    def table(self) -> Table:
        """What is known of each mention without a cue."""
        quoted = [self.is_quoted(m.actor.start) for m in self.mentions]
        of = [self.sentence_of(i) for i in range(len(self.doc))]
        return mention_table([m.actor for m in self.mentions], [m.key for m in self.mentions], of, quoted)

    @cached_property
    def mention_rows(self) -> list[list[int]]:
        """Rows of the words of each mention."""
        return [[self.rows[i] for i in _looked_at(m) if i in self.rows] for m in self.mentions]


class Article(View):
    """A Doc as the reader sees it, with vectors of its words."""

    def __init__(self, doc: Doc, network: Network) -> None:
        super().__init__(doc, network.tokenizer)
        self.network = network
        hidden = network.encode(self.windows) if self.places else np.zeros((1, 1, 384), np.float32)
        self.vectors: Floats = hidden[[window for window, _ in self.places], [piece for _, piece in self.places]]

    @cached_property
    def sentence_vectors(self) -> Floats:
        """Mean of the words of each sentence."""
        out = np.zeros((len(self.sentences), self.vectors.shape[1]), np.float32)
        np.add.at(out, self.sentence_rows, self.vectors)
        counts = np.bincount(self.sentence_rows, minlength=len(self.sentences)).clip(1)
        return np.asarray(out / counts[:, None], np.float32)

    @cached_property
    def mention_vectors(self) -> Floats:
        """Mean of the words of each mention."""
        return np.stack([self.vectors[rows].mean(0) for rows in self.mention_rows])


def _is_word(text: str, span: tuple[int, int]) -> bool:
    return any(c.isalnum() for c in text[slice(*span)])


def _looked_at(mention: Mention) -> range:
    actor = mention.actor
    return range(actor.start, min(actor.end, actor.start + _MENTION))


def _of_actor(candidate: Candidate) -> Mention:
    return Mention(candidate.actor, candidate.key, tuple(zip(candidate.party_keys, candidate.parties, strict=True)))


def _numbers(doc: Doc) -> Iterable[Mention]:
    """Days, terms and amounts as mentions; a time of day counts as its day."""
    for row in rows_of(doc, "dates"):
        if row["type"] != "SET" and row["value"]:
            value = str(row["value"]).partition("T")[0] if row["type"] == "TIME" else str(row["value"])
            yield from _mention(doc, row, "date", value, row["date_id"])
    for row in rows_of(doc, "amounts"):
        yield from _mention(doc, row, "amount", text_of(doc)[row["start"] : row["end"]], row["amount_id"])


def _mention(doc: Doc, row: Row, kind: str, name: str, row_id: str) -> Iterable[Mention]:
    span = doc.char_span(row["start"], row["end"], alignment_mode="expand")
    if span is not None and len(span):
        before = span[0].nbor(-1).lower_ if span.start else None
        yield Mention(Actor(span.start, span.end, name, kind, preposition=before), f"{kind[0]}:{name}", row=row_id)


def read(doc: Doc, network: Network | None = None) -> tuple[list[Row], float]:
    """Cues of `doc` by position, and how surely it tells of foreign affairs (0 to 1).

    A cue is a row: `kind` (one of `network.CUES`), `token` (its anchor), `words` (tokens of the cue), `sentence` (its
    number) with its characters `from` and `to`, `score` of the network and `sure` (0 to 1), `theme` and `status` of an
    agreement, `type` and `status` of a meeting, `direct` (0 to 1) of a statement, `hint` (id of the own entry that asks
    for it), and a list for each role, the likeliest first, of rows with `sure`.
    """
    article = Article(doc, network or load_network())
    cues, foreign = find_cues(article)
    sure = with_sure(cues, article.network.info["confidence"])
    return [{name: value for name, value in cue.items() if name not in ("evidence", "about")} for cue in sure], foreign


def with_sure(cues: Sequence[Row], confidence: Mapping[str, Sequence[float]]) -> list[Row]:
    """The cues of an article (see `find_cues`), each with how sure it is; `confidence` are weights by `names_of`."""
    named = zip(cues, names_of(cues), strict=True)
    return [{**cue, "sure": sure_of(cue, confidence[name])} for cue, name in named]


def names_of(cues: Sequence[Row]) -> list[str]:
    """Names of the weights of each cue of an article: its kind, with `FURTHER` where a likelier one is beside it."""
    firsts = firsts_of(cues)
    return [cue["kind"] if number in firsts else cue["kind"] + FURTHER for number, cue in enumerate(cues)]


def firsts_of(cues: Sequence[Row]) -> set[int]:
    """Numbers of the likeliest cue of each kind in each sentence: whether there is any, and whether there is one more,
    are two questions, and the sentence says more about the first."""
    best: dict[tuple[str, int], int] = {}
    for number, cue in enumerate(cues):
        known = best.setdefault((cue["kind"], cue["sentence"]), number)
        if cue["evidence"][0] > cues[known]["evidence"][0]:
            best[cue["kind"], cue["sentence"]] = number
    return set(best.values())


def find_cues(article: Article) -> tuple[list[Row], float]:
    """What `read` gives, with `evidence` in place of `sure`: how likely word, sentence and article hold a cue."""
    if not article.tokens:
        return [], 0.0
    net = article.network
    foreign = float(sigmoid(net.head("foreign", article.vectors.mean(0, keepdims=True)))[0, 0])
    in_sentence = sigmoid(net.head("sentence", article.sentence_vectors))
    cues = [
        {**cue, "evidence": [*cue["evidence"], foreign]}
        for number, kind in enumerate(CUES)
        for cue in _cues(article, kind, in_sentence[:, number])
    ]
    cues.sort(key=lambda c: c["token"])
    _fill(article, cues)
    agreements = [cue for cue in cues if cue["kind"] == "agreement"]
    setting, alliances = _setting(article, agreements), alliances_of(article.doc)
    for cue in agreements:
        cue["about"] = [_sides(cue, alliances), cue["theme_sure"], cue["status_sure"], *setting]
    return cues, foreign


def _setting(article: Article, agreements: Sequence[Row]) -> tuple[float, float]:
    """Logarithms of how long an article is and of how far down its first likely agreement stands, in sentences.

    News of agreements begin with them; what others tell of one in passing is more often none.
    """
    count = max(len(article.sentences), _SHORT)
    likely = [cue["sentence"] for cue in agreements if sum(cue["evidence"][:2]) >= 1]
    return math.log(count), math.log1p(min(likely, default=count))


def _sides(cue: Row, alliances: Set[str]) -> int:
    """Number of states, bodies of states and groups of states that may be parties, two at most: one is at home."""
    parties = [found["party"] for found in cue["party"]]
    sides = (
        {p["country"] for p in parties if p["kind"] == "country"}
        | {p["organization_id"] for p in parties if p["organization_id"] in alliances}
        | {p["name"] for p in parties if p["kind"] == "group"}
    )
    return min(len(sides), _SIDES)


def _cues(article: Article, kind: str, in_sentence: Floats) -> Iterable[Row]:
    """Cues of one kind; `in_sentence` is how likely each sentence holds one."""
    hints = find_hints(article.doc, kind)
    tags = softmax(article.network.head(kind, article.vectors))
    sentences = in_sentence[article.sentence_rows]
    score = np.asarray((tags[:, _ANCHOR] + sentences) / 2, np.float32)
    for row, words in _with_words(article, kind, _anchors(article, kind, tags[:, _ANCHOR], hints), tags):
        yield {
            "kind": kind,
            "token": article.tokens[row],
            "words": words,
            "score": float(score[row]),
            "evidence": [float(tags[row, _ANCHOR]), float(sentences[row])],
            "hint": hints.get(article.tokens[row]),
            **article.place_of(article.sentence_rows[row]),
        }


def odds_of(cue: Row) -> list[float]:
    """What speaks for a cue of `find_cues`: the odds (logarithms) of its evidence and of whoever is likeliest to act.

    Behind them what is known of an agreement beside: how many sides there are that deal with others, how sure theme and
    status are, how long the article is and how far down its first agreement stands.
    """
    first = cue[ASKED[cue["kind"]][0]]
    evidence = [*cue["evidence"], first[0]["sure"] if first else WHO_FLOOR]
    return [*map(_odds, evidence), *map(float, cue.get("about", ()))]


def _odds(sure: float) -> float:
    """Logarithm of the odds of a probability, kept off the ends."""
    sure = min(max(sure, 0.001), 0.999)
    return math.log(sure / (1 - sure))


def sure_of(cue: Row, weights: Sequence[float]) -> float:
    """How often a cue of `find_cues` with that evidence is right (logistic regression on cross-validated readings)."""
    sure = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, [*odds_of(cue), 1.0], strict=True))))
    return max(sure, HINTED) if cue["hint"] else sure


def _anchors(article: Article, kind: str, tagged: Floats, hints: dict[int, str]) -> list[int]:
    """Rows of anchors by position; of two words side by side the likelier one."""
    asked = {article.rows[token] for token in hints if token in article.rows}
    likely = {*np.flatnonzero(tagged >= FLOOR).tolist(), *asked}
    likely = {row for row in likely if not is_taken_away(article.doc, article.tokens[row], kind)}
    kept: list[int] = []
    for row in sorted(likely, key=lambda r: (r not in asked, -tagged[r], r)):
        if all(abs(article.tokens[row] - article.tokens[other]) > 1 for other in kept):
            kept.append(row)
    return sorted(kept)


def _with_words(article: Article, kind: str, anchors: Sequence[int], tags: Floats) -> Iterable[tuple[int, list[int]]]:
    """Each anchor with the tokens of its cue: the words around it that belong to one, up to the anchors beside it.

    The words of an agreement may stand apart: "acordaron este martes acelerar".
    """
    reach, inside = _REACH[kind], tags[:, _INSIDE] > tags[:, 0]
    for n, row in enumerate(anchors):
        limit = anchors[n + 1] if n + 1 < len(anchors) else len(inside)
        last = row
        own = [row]
        for other in range(row + 1, limit):
            if article.sentence_rows[other] != article.sentence_rows[row] or other - last > reach:
                break
            if inside[other]:
                own.append(other)
                last = other
        before = row - 1
        while before >= 0 and inside[before] and article.sentence_rows[before] == article.sentence_rows[row]:
            if n and before <= anchors[n - 1]:
                break
            own.insert(0, before)
            before -= 1
        yield row, [article.tokens[r] for r in own]


def _fill(article: Article, cues: list[Row]) -> None:
    """Tell of each cue what kind of agreement, statement or meeting it is, and who takes part."""
    if not cues:
        return
    net, rows = article.network, [article.rows[c["token"]] for c in cues]
    vectors = article.vectors[rows]
    known = np.stack([article.known_of(cue["token"]) for cue in cues])
    fields = net.fields(vectors, article.sentence_vectors[[article.sentence_rows[r] for r in rows]], known)
    themes, statuses = softmax(net.head("theme", fields)), softmax(net.head("status", fields))
    types, stages = softmax(net.head("type", fields)), softmax(net.head("stage", fields))
    direct = sigmoid(net.head("direct", fields))[:, 0]
    for n, cue in enumerate(cues):
        if cue["kind"] == "agreement":
            cue.update(_likeliest("theme", THEMES, themes[n]), **_likeliest("status", STATUSES, statuses[n]))
        elif cue["kind"] == "meeting":
            cue.update(_likeliest("type", MEETING_TYPES, types[n]), **_likeliest("status", MEETING_STATUSES, stages[n]))
        else:
            cue["direct"] = float(direct[n])
    for kind, roles in ASKED.items():
        own = [n for n, cue in enumerate(cues) if cue["kind"] == kind]
        for role in roles:
            for n, found in zip(own, _who(article, role, [cues[n] for n in own], vectors[own]), strict=True):
                cues[n][role] = found


def _likeliest(name: str, values: Sequence[str], probabilities: Floats) -> Row:
    best = int(probabilities.argmax())
    return {name: values[best], f"{name}_sure": float(probabilities[best])}


def _who(article: Article, role: str, cues: Sequence[Row], vectors: Floats) -> list[list[Row]]:
    """For each cue who or what has the role, the likeliest first; the odds of all mentions of one are joined.

    A verb without subject speaks for whoever spoke last, so statements are asked in turn.
    """
    chosen = [n for n, m in enumerate(article.mentions) if may_be(role, m.actor.kind)]
    if not cues or not chosen:
        return [[] for _ in cues]
    mentions, table = [article.mentions[n] for n in chosen], article.table[chosen]
    keys = np.array([m.key for m in mentions])
    factors = article.network.mention_factors(article.mention_vectors[chosen])
    found: list[list[Row]] = []
    last = None
    for cue, vector in zip(cues, vectors, strict=True):
        token = cue["token"]
        before = keys == last if last is not None and role == "speaker" else None
        numbers = pair_numbers(table, token, article.sentence_of(token), article.is_quoted(token), before)
        scores = article.network.pairs(role, vector[None], factors, numbers[None])[0]
        found.append(_entities(role, mentions, scores))
        if found[-1] and cue["evidence"][0] >= SPOKEN:
            last = found[-1][0]["key"]
    return found


def _entities(role: str, mentions: Sequence[Mention], scores: Floats) -> list[Row]:
    """Entities with the role: the sum of the odds of all mentions of one."""
    powers = np.exp(np.minimum(scores, 30))
    total: dict[str, float] = {}
    best: dict[str, tuple[float, Row]] = {}
    for mention, odd in zip(mentions, powers.tolist(), strict=True):
        for key, row in _meant(role, mention):
            total[key] = total.get(key, 0.0) + odd
            if key not in best or odd > best[key][0]:
                best[key] = odd, row
    found = [{**best[key][1], "key": key, "sure": value / (1 + value)} for key, value in total.items()]
    return sorted((f for f in found if f["sure"] >= WHO_FLOOR), key=lambda f: -f["sure"])


def _meant(role: str, mention: Mention) -> Iterable[tuple[str, Row]]:
    """What a mention stands for in a role: parties, else the actor, a date or an amount."""
    actor = mention.actor
    place = {"first": actor.start, "last": actor.end}
    if role == "party":
        for key, party in mention.parties:
            yield key, {"party": party, "preposition": actor.preposition, **place}
    elif mention.row is not None:
        yield mention.key, {"row": mention.row, "value": actor.name, **place}
    else:
        yield mention.key, actor_row(actor) | place


class Reader:
    """Component: leaves the cues of `read` in `doc._.reading`."""

    def __call__(self, doc: Doc) -> Doc:
        """Read `doc`, in place."""
        doc._.reading, doc._.foreign_affairs = read(doc)
        return doc


@Language.factory(
    "comunicado_reader",
    requires=["doc._.people", "doc._.places", "doc._.dates", "doc._.amounts"],
    assigns=["doc._.reading", "doc._.foreign_affairs"],
)
def make_reader(nlp: Language, name: str) -> Reader:
    """Factory of the component."""
    register()
    return Reader()
