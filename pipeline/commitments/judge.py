"""How likely a predicate with its parties is a commitment, from what is known about both (logistic regression).

The rules find what may be a commitment and name what they doubt about it; how much each word, construction and doubt
says is learned from annotated news (`lexicons/commitment_weights.csv`, made by `training/judges.py`). The weights are
written out as text and summed up: a row can be explained by its features.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipeline.commitments import grammar as g
from pipeline.commitments.constructions import has_agent
from pipeline.commitments.fields import instrument_tokens
from pipeline.commitments.inventory import Predicate, lemma_of
from pipeline.commitments.memory import Found
from pipeline.commitments.sides import Sides, is_bloc, key_of
from pipeline.lexicon import read_lexicon

#: Name of the weight that every sum begins with.
INTERCEPT = "intercept"
#: So many, or more, are counted as one number.
_MANY = 3
#: Words behind a predicate that lead to a partner, an action or a clause, and how near they stand.
_CUES, _NEAR = ("con", "entre", "a", "al", "para", "que", "sobre", "su", "sus"), 8


def probability(features: Iterable[str]) -> float:
    """How sure the features make a commitment, 0 to 1; features without a weight say nothing."""
    weights = _weights()
    total = weights.get(INTERCEPT, 0.0) + sum(weights.get(f, 0.0) for f in features)
    return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {row["id"]: float(row["weight"]) for row in read_lexicon("commitment_weights")}


def features_of(predicate: Predicate, found: Found, doubts: Sequence[str], sides: Sides) -> list[str]:
    """Names of what holds of a predicate, its parties and the sentence and article around it, without repetition."""
    return list(
        dict.fromkeys(
            [
                *_of_predicate(predicate),
                *_of_parties(predicate, found, sides),
                *(f"doubt.{d}" for d in doubts),
                *(f"doubt.{d}|{predicate.kind}" for d in doubts),
                f"doubts.{min(len(doubts), _MANY)}",
                *_of_words(predicate),
            ]
        )
    )


def _of_predicate(predicate: Predicate) -> list[str]:
    verb = predicate.anchor
    form = g.tense(verb)
    out = [
        f"rule.{predicate.rule}",
        f"kind.{predicate.kind}",
        f"status.{predicate.status}",
        f"form.{form}",
        f"rule.{predicate.rule}|{form}",
        f"person.{g.person(verb)}",
        f"number.{'plural' if g.is_plural(verb) else 'singular'}",
        f"kind.{predicate.kind}|{'plural' if g.is_plural(verb) else 'singular'}",
        f"dependency.{verb.dep_}",
        f"sure.{round(predicate.confidence, 1)}",
    ]
    marks = {"reflexive": g.is_reflexive, "passive": g.is_passive, "relative": g.is_relative, "if": g.is_hypothetical}
    out += [f"form.{name}" for name, holds in marks.items() if holds(verb)]
    out += [f"auxiliary.{a.lower_}" for a in g.auxiliaries(verb)]
    if predicate.inside:
        out += ["inside", f"inside|{predicate.kind.partition('_')[0]}"]
    if form == "participle":
        out.append(f"agent.{has_agent(verb)}")
    if predicate.action.i != verb.i:
        out += ["action", f"action.{lemma_of(predicate.action)}"]
    else:
        out.append(f"verb.{lemma_of(verb)}")
    if verb.head.i != verb.i:
        out.append(f"above.{verb.head.pos_}")
        if verb.pos_ == "NOUN":  # "tomó la decisión de", "expresó su disposición a"
            out.append(f"above.{lemma_of(verb.head)}")
    subject = g.subject_of(verb)
    if subject is None:
        out.append("subject.none")
    else:
        out.append(f"subject.{subject.lemma_.lower()}" if subject.pos_ == "NOUN" else f"subject.{subject.pos_}")
    return out


def _of_parties(predicate: Predicate, found: Found, sides: Sides) -> list[str]:
    verb = predicate.anchor
    own = {key_of(p) for p in found.parties}
    here = {key_of(p) for p in sides.foreign(verb.sent)}
    after = {key_of(p) for p in sides.foreign(verb.doc[verb.i : verb.sent.end])}
    speaker = {key_of(p) for p in sides.speaker(verb)}
    kinds = sorted({str(p["kind"]) for p in found.parties})
    out = [
        f"how.{found.how}",
        f"how.{found.how.partition('.')[0]}",
        f"how.{found.how.partition('.')[0]}|{predicate.kind}",
        f"rule.{predicate.rule}|{'joint' if found.joint else found.how.partition('.')[0]}",
        f"found.{round(found.confidence, 1)}",
        f"parties.{min(len(own), _MANY)}",
        f"parties.{min(len(own), _MANY)}|{predicate.kind}",
        *(f"party.{kind}" for kind in kinds),
        f"states.{min(len(here), _MANY)}",
        f"others.{min(len(here - own), _MANY)}",
        f"others.{min(len(here - own), _MANY)}|{predicate.kind}",
        f"others_after.{min(len(after - own), _MANY)}",
    ]
    marks = {
        "joint": found.joint,
        "bloc": any(is_bloc(p) for p in found.parties),
        "person": any(p["person_id"] for p in found.parties),
        "speaker.own": bool(speaker) and speaker == own,
        "speaker.other": bool(speaker) and speaker != own,
        "article.international": sides.international,
        "article.abroad": sides.opens_abroad,
        "article.multilateral": sides.multilateral,
        "article.pair": bool(sides.main),
        "article.main": bool(own & sides.main),
    }
    out += [name for name, holds in marks.items() if holds]
    out += [f"{name}|{predicate.kind}" for name in ("joint", "article.main", "article.international") if marks[name]]
    return out


def _of_words(predicate: Predicate) -> list[str]:
    verb = predicate.anchor
    sentence = verb.sent
    last = max(predicate.action.i, verb.i)
    before, after = verb.doc[sentence.start : predicate.first], verb.doc[last + 1 : sentence.end]
    out = [f"next.{t.lower_ if t.is_lower else t.pos_}" for t in after[:1]]
    out += [f"before.{t.lower_ if t.is_lower else t.pos_}" for t in before[-1:]]
    out += [f"after.{t.lower_}" for t in after[:_NEAR] if t.lower_ in _CUES]
    if instrument_tokens(after):
        out.append("instrument.after")
    if instrument_tokens(before):
        out.append("instrument.before")
    if any(t.text in '"“”«»' for t in sentence):
        out.append("quoted")
    out.append(f"length.{min(len(sentence) // 20, 4)}")
    return out
