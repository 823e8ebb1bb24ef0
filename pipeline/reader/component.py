"""The reader: what it makes of an article, as rows that the stages of meetings, statements and agreements look at.

A *cue* is a word that commits, says or meets ("acordaron", "según", "reunión"). For each the reader tells how sure it
is, of which kind the cue is, and who takes part, out of what the stages before have found.

Reads: tokens, sentences, mentions, people, titles, organizations, places, dates, amounts.
Writes: `doc._.reading`, rows of cues by position, and `doc._.foreign_affairs`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.actors import actor_row, alliances_of
from pipeline.attributes import Row, register
from pipeline.reader.hints import find_hints, is_taken_away
from pipeline.reader.network import CUES, Floats, Network, load_network, sigmoid, softmax
from pipeline.reader.pairs import ASKED, Flags, may_be
from pipeline.reader.sureness import WHO_FLOOR, with_sure
from pipeline.reader.view import Article, Mention
from pipeline.schemas import MEETING_STATUSES, MEETING_TYPES, STATUSES, THEMES

#: Cues less likely than this are not told of.
FLOOR = 0.1
#: How likely a word of speech is at least for its speaker to be whom the next one without subject speaks for.
SPOKEN = 0.4
#: How far from the word before it a further word of a cue stands at most.
_REACH = {"agreement": 8, "statement": 1, "meeting": 1}
#: Articles of fewer sentences are as short as one of so many: they are rare, and no news.
_SHORT = 10
#: Sides of an agreement that are counted, at most.
_SIDES = 2
#: Columns of the heads that tag words.
_INSIDE, _ANCHOR = 1, 2


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
    """Each anchor with the tokens of its cue: the words around it that belong to one, each to one cue.

    The words of an agreement may stand apart: "acordaron este martes acelerar".
    """
    inside, taken = tags[:, _INSIDE] > tags[:, 0], -1
    for row, after in pairwise([*anchors, len(inside)]):
        own = [*_ahead(article, row, inside, taken), row]
        for other in range(row + 1, _limit(row, after, inside)):
            apart = article.sentence_rows[other] != article.sentence_rows[row]
            if apart or other - own[-1] > _REACH[kind]:
                break
            if inside[other]:
                own.append(other)
        taken = own[-1]
        yield row, [article.tokens[r] for r in own]


def _ahead(article: Article, row: int, inside: Flags, taken: int) -> list[int]:
    """Rows of the words of a cue right before its anchor, behind the last that is `taken`."""
    first = row
    while first - 1 > taken and inside[first - 1] and article.sentence_rows[first - 1] == article.sentence_rows[row]:
        first -= 1
    return list(range(first, row))


def _limit(row: int, after: int, inside: Flags) -> int:
    """Row before which the words of a cue end: those right before the next anchor are its own, if anything parts them
    from this one ("firmaron un convenio y han acordado")."""
    limit = after
    while limit - 1 > row and inside[limit - 1]:
        limit -= 1
    return after if limit == row + 1 else limit


def _fill(article: Article, cues: list[Row]) -> None:
    """Tell of each cue what kind of agreement, statement or meeting it is, and who takes part."""
    if not cues:
        return
    net, rows = article.network, [article.rows[c["token"]] for c in cues]
    vectors = article.vectors[rows]
    known = np.stack([article.known_of(cue["token"]) for cue in cues])
    seen = [vectors, article.sentence_vectors[[article.sentence_rows[r] for r in rows]]]
    behind = np.stack([article.vectors[article.rows_behind(row)].mean(0) for row in rows])
    fields, subjects = net.fields("field", seen, known), net.fields("subject", [*seen, behind], known)
    themes, statuses = softmax(net.head("theme", subjects)), softmax(net.head("status", fields))
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
    mentions, keys = [article.mentions[n] for n in chosen], np.array([m.key for m in article.mentions])
    factors = article.network.mention_factors(article.mention_vectors[chosen])
    found: list[list[Row]] = []
    last = None
    for cue, vector in zip(cues, vectors, strict=True):
        before = keys == last if last is not None and role == "speaker" else None
        numbers = article.pair_numbers(cue["token"], role, before)[chosen]
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
