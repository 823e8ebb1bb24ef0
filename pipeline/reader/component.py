"""The reader: what it makes of an article, as rows that the stages of meetings, statements and agreements look at.

A *cue* is a word that commits, says or meets ("acordaron", "según", "reunión"). For each the reader tells how sure it
is, of which kind the cue is, and who takes part, out of what the stages before have found.

Reads: tokens, sentences, mentions, people, titles, organizations, places, dates, amounts.
Writes: `doc._.cues`, rows of cues by position, and `doc._.foreign_affairs`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge.lexicon import Lexicon, using
from pipeline.reader import thresholds
from pipeline.reader.actors import actor_row, alliances_of
from pipeline.reader.cues import cues_of
from pipeline.reader.network import Floats, Network, join_odds, load_network, load_network_from, sigmoid, softmax
from pipeline.reader.pair_features import ASKED, may_be
from pipeline.reader.passages import REREAD
from pipeline.reader.second_pass import CHOICES, SecondReading, mix, mix_odds, reread
from pipeline.reader.sureness import with_sure
from pipeline.reader.view import EncodedArticle, Mention
from pipeline.schemas import Row
from pipeline.text.component import Component

#: Articles of fewer sentences are as short as one of so many: they are rare, and no news.
_SHORT = 10
#: Sides of an agreement that are counted, at most.
_SIDES = 2
#: What is left of the work in the cues, and not told of.
_WORK = frozenset(("evidence", "about", "choices"))


def read(doc: Doc, network: Network | None = None) -> tuple[list[Row], float]:
    """Return the cues of `doc` by position, and how surely it tells of foreign affairs (0 to 1).

    A cue is a row: `kind` (one of `network.CUES`), `token` (its anchor), `words` (tokens of the cue), `sentence` (its
    number) with its characters `from` and `to`, `score` of the network and `sure` (0 to 1), `theme` and `status` of an
    agreement, `type` and `status` of a meeting, `direct` (0 to 1) of a statement, `hint` (id of the own entry that asks
    for it), and a list for each role, the likeliest first, of rows with `sure`.
    """
    article = EncodedArticle(doc, network or load_network())
    confidence = article.network.info["confidence"]
    cues, foreign = find_cues(article, confidence)
    sure = with_sure(cues, confidence)
    return [{name: value for name, value in cue.items() if name not in _WORK} for cue in sure], foreign


def find_cues(
    article: EncodedArticle, confidence: Mapping[str, Sequence[float]] | None = None
) -> tuple[list[Row], float]:
    """Return what `read` gives, with `evidence` in place of `sure`: how likely word, sentence and article hold a cue.

    `confidence` (see `sureness.with_sure`) chooses which cues are read again; without it, all agreements and meetings.
    """
    if not article.tokens:
        return [], 0.0
    net = article.network
    foreign = float(sigmoid(net.head("foreign", article.vectors.mean(0, keepdims=True)))[0, 0])
    cues: list[Row] = [{**cue, "evidence": [*cue["evidence"], foreign]} for cue in cues_of(article)]
    cues.sort(key=lambda c: c["token"])
    _fill(article, cues)
    setting, alliances = _setting(article, cues), alliances_of(article.doc)
    concluded = [_conclude(cue, None, setting, alliances) for cue in cues]
    for number in _to_reread(concluded, confidence):
        concluded[number] = _conclude(cues[number], reread(article, cues[number]), setting, alliances)
    return concluded, foreign


def _to_reread(cues: Sequence[Row], confidence: Mapping[str, Sequence[float]] | None) -> list[int]:
    """Return the numbers of the cues that are read again.

    They are those that may come out, and those that an own entry asks for.
    """
    asked = [number for number, cue in enumerate(cues) if cue["kind"] in REREAD]
    if confidence is None:
        return asked
    sure = with_sure(cues, confidence)
    return [number for number in asked if sure[number]["sure"] >= thresholds.REREAD]


def _conclude(cue: Row, second: SecondReading | None, setting: Sequence[float], alliances: Set[str]) -> Row:
    """Return a cue with what is told of it in the end; `second` is what the second reading says, if there is one."""
    whole = {**cue, **_choose(cue, second)}
    if cue["kind"] == "agreement":
        whole["about"] = [_count_sides(whole, alliances), whole["theme_sure"], whole["status_sure"], *setting]
    return whole


def _setting(article: EncodedArticle, cues: Sequence[Row]) -> tuple[float, float]:
    """Return logarithms of how long an article is and of how far down its first likely agreement stands, in sentences.

    News of agreements begin with them; what others tell of one in passing is more often none.
    """
    count = max(len(article.sentences), _SHORT)
    likely = [c["sentence"] for c in cues if c["kind"] == "agreement" and sum(c["evidence"][:2]) >= 1]
    return math.log(count), math.log1p(min(likely, default=count))


def _count_sides(cue: Row, alliances: Set[str]) -> int:
    """Return the number of states, bodies of states and groups of states that may be parties, two at most.

    One alone is at home: a matter of that country.
    """
    parties = [holder["party"] for holder in cue["party"]]
    sides = (
        {p["country"] for p in parties if p["kind"] == "country"}
        | {p["organization_id"] for p in parties if p["organization_id"] in alliances}
        | {p["name"] for p in parties if p["kind"] == "group"}
    )
    return min(len(sides), _SIDES)


def _fill(article: EncodedArticle, cues: list[Row]) -> None:
    """Tell of each cue how likely it is which kind of agreement, statement or meeting, and who takes part."""
    if cues:
        vectors = article.vectors[[article.rows[cue["token"]] for cue in cues]]
        _fill_choices(article, cues, vectors)
        _fill_roles(article, cues, vectors)


def _fill_choices(article: EncodedArticle, cues: list[Row], vectors: Floats) -> None:
    """Set `choices` of each cue, probabilities by field, and `direct` of statements; `vectors` are (cues, width)."""
    net, rows = article.network, [article.rows[cue["token"]] for cue in cues]
    known = np.stack([article.known_of(cue["token"]) for cue in cues])
    seen = [vectors, article.sentence_vectors[[article.sentence_rows[r] for r in rows]]]
    behind = np.stack([article.vectors[article.rows_behind(row)].mean(0) for row in rows])
    fields, subjects = net.fields("field", seen, known), net.fields("subject", [*seen, behind], known)
    likely = {name: softmax(net.head(name, fields)) for name in ("status", "type", "stage")}
    likely["theme"] = softmax(net.head("theme", subjects))
    direct = sigmoid(net.head("direct", fields))[:, 0]
    for number, cue in enumerate(cues):
        cue["choices"] = {name: likely[head][number] for name, (head, _) in CHOICES.get(cue["kind"], {}).items()}
        if cue["kind"] == "statement":
            cue["direct"] = float(direct[number])


def _fill_roles(article: EncodedArticle, cues: list[Row], vectors: Floats) -> None:
    """Set a list of each cue for each role of its kind: who or what has it; `vectors` are (cues, width)."""
    for kind, roles in ASKED.items():
        numbers = [number for number, cue in enumerate(cues) if cue["kind"] == kind]
        own = [cues[number] for number in numbers]
        for role in roles:
            for cue, holders in zip(own, _role_holders(article, role, own, vectors[numbers]), strict=True):
                cue[role] = holders


def _choose(cue: Row, second: SecondReading | None) -> Row:
    """Return the choices and roles of a cue, by the first reading and the second one, if there is one."""
    answers: Row = {}
    for name, first in cue["choices"].items():
        both = mix(first, second.choices[name]) if second else first
        answers |= _likeliest_value(name, CHOICES[cue["kind"]][name][1], both)
    for role in ASKED[cue["kind"]]:
        holders = _weigh(cue[role], second.who[role]) if second else cue[role]
        answers[role] = [holder for holder in holders if holder["sure"] >= thresholds.WHO]
    return answers


def _weigh(holders: Sequence[Row], second: Mapping[str, float]) -> list[Row]:
    """Return those who may have a role, by both readings, the likeliest first.

    Whom the second one does not see is left out: two dozen others are named nearer to the cue.
    """
    seen = [holder for holder in holders if holder["key"] in second]
    weighed = [{**holder, "sure": mix_odds(holder["sure"], second[holder["key"]])} for holder in seen]
    return sorted(weighed, key=lambda holder: -holder["sure"])


def _likeliest_value(name: str, values: Sequence[str], probabilities: Floats) -> Row:
    best = int(probabilities.argmax())
    return {name: values[best], f"{name}_sure": float(probabilities[best])}


def _role_holders(article: EncodedArticle, role: str, cues: Sequence[Row], vectors: Floats) -> list[list[Row]]:
    """Return for each cue who or what has the role, the likeliest first; the odds of all mentions of one are joined.

    A verb without subject speaks for whoever spoke last, so statements are asked in turn.
    """
    chosen = [number for number, mention in enumerate(article.mentions) if may_be(role, mention.actor.kind)]
    if not cues or not chosen:
        return [[] for _ in cues]
    mentions, keys = [article.mentions[n] for n in chosen], np.array([m.key for m in article.mentions])
    factors = article.network.mention_factors(article.mention_vectors[chosen])
    holders: list[list[Row]] = []
    last: str | None = None
    for cue, vector in zip(cues, vectors, strict=True):
        before = keys == last if last is not None and role == "speaker" else None
        numbers = article.pair_numbers(cue["token"], role, before)[chosen]
        scores = article.network.pairs(role, vector[None], factors, numbers[None])[0]
        holders.append(_entities(role, mentions, scores))
        last = _speaker_of(cue, holders[-1]) or last
    return holders


def _speaker_of(cue: Row, holders: Sequence[Row]) -> str | None:
    """Return the key of whom the next word of speech without subject speaks for; None where it is not likely."""
    likely = bool(holders) and holders[0]["sure"] >= thresholds.WHO and cue["evidence"][0] >= thresholds.SPOKEN
    return str(holders[0]["key"]) if likely else None


def _entities(role: str, mentions: Sequence[Mention], scores: Floats) -> list[Row]:
    """Return the entities with the role, each as its likeliest mention has it.

    The odds of all mentions of one are added up.
    """
    both = zip(mentions, scores.tolist(), strict=True)
    scored = [(key, score, row) for mention, score in both for key, row in _meanings(role, mention)]
    sure = join_odds((key, score) for key, score, _ in scored)
    best: dict[str, tuple[float, Row]] = {}
    for key, score, row in scored:
        if key not in best or score > best[key][0]:
            best[key] = score, row
    return sorted(({**best[key][1], "key": key, "sure": sure[key]} for key in best), key=lambda row: -row["sure"])


def _meanings(role: str, mention: Mention) -> Iterable[tuple[str, Row]]:
    """Yield what a mention stands for in a role: parties, else the actor, a date or an amount."""
    actor = mention.actor
    place = {"first": actor.start, "last": actor.end}
    if role == "party":
        for key, party in mention.parties:
            yield key, {"party": party, "preposition": actor.preposition, **place}
    elif mention.row is not None:
        yield mention.key, {"row": mention.row, "value": actor.name, **place}
    else:
        yield mention.key, actor_row(actor) | place


class Reader(Component):
    """Component: leaves the cues of `read` in `doc._.cues`.

    `model`: a file of weights other than the package's. They are read at the first Doc, once a process, and are never
    pickled or saved: a saved pipeline keeps the path.
    """

    def __init__(self, *, model: str | None = None, lexicon: Lexicon | None = None) -> None:
        super().__init__(lexicon)
        self.model = model

    def weights(self) -> Network:
        """Return the weights. Raises ReaderError when there is no reader in the file."""
        return load_network_from(self.model) if self.model else load_network()

    def __call__(self, doc: Doc) -> Doc:
        """Read `doc`, in place."""
        with using(self.lexicon):
            doc._.cues, doc._.foreign_affairs = read(doc, self.weights())
        return doc


@Language.factory(
    "comunicado_reader",
    requires=[
        "doc._.people",
        "doc._.titles",
        "doc._.organizations",
        "doc._.places",
        "doc._.dates",
        "doc._.amounts",
        "doc._.mentions",
    ],
    assigns=["doc._.cues", "doc._.foreign_affairs"],
    default_config={"model": None, "lexicon": None},
)
def make_reader(nlp: Language, name: str, model: str | None = None, lexicon: Lexicon | None = None) -> Reader:
    """Return the component, the factory of `comunicado_reader`; `model` is a file other than the package's."""
    return Reader(model=model, lexicon=lexicon)
