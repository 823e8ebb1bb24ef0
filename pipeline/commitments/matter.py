"""What a commitment is about: the text of its object, its theme and topics, and how they were decided."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pipeline.commitments import grammar as g
from pipeline.commitments.evidence import object_of
from pipeline.commitments.inventory import Predicate, lemma_of
from pipeline.commitments.memory import Found
from pipeline.commitments.theme_judge import Aspects, Setting, is_clear, likeliest, object_features, theme_features
from pipeline.commitments.themes import find_theme
from pipeline.commitments.words import word_list

#: Rules of themes that the object itself did not decide.
GUESSED = ("none", "nearby", "article")
#: Themes that say less than that somebody is backed.
_VAGUE = ("multilateral_coordination", "mechanism_meeting", "general_cooperation")
#: Words for any document.
_GENERAL = ("documento", "documentos", "texto", "instrumento", "instrumentos")
#: Characters before a sentence that tell what it is about.
_BEFORE = 350
#: What a document brings about belongs to it.
_BY_WHICH = re.compile(r"\b(?:por|mediante|según|con) (?:el|la|los|las) (?:cual|cuales|que)\b|\bvirtud del cual\b")
_ADOPTIONS = ("verb.adoptar", "verb.aprobar")


class Matter(NamedTuple):
    """Theme and topics of a commitment.

    `rule` is the entry of the lexicon that decided, another reason, or "weighed" where all around it outweighs the one
    word; `aspects` are the features that the judge of themes weighs.
    """

    theme: str
    topics: tuple[str, ...]
    rule: str
    aspects: Aspects

    @property
    def features(self) -> Mapping[str, float]:
        """What the judge of themes weighs, by name."""
        return theme_features(self.aspects)


def matter_of(
    predicate: Predicate,
    found: Found,
    clause: tuple[int, int],
    article: Mapping[str, float],
    document: str | None,
    *,
    among: bool,
) -> Matter:
    """Theme and topics of a predicate; `clause` are the characters of its evidence, `among` others of its sentence.

    `article` are the shares of `themes.article_themes`, `document` is the theme of the document told of last.
    """
    doc, sentence = predicate.anchor.doc, predicate.anchor.sent
    before = doc.text[max(0, sentence.start_char - _BEFORE) : sentence.start_char]
    setting = Setting(_about(predicate, found, clause), sentence.text, before, article)
    told, topics, rule = _told(predicate, found, setting, document)
    aspects = Aspects(setting, predicate, found, (told, rule))
    clear = rule == "document" or is_clear(object_features(setting.about), among=among)
    theme = told if clear else likeliest(theme_features(aspects))[0]  # most objects are clear: nothing is weighed
    if theme == "multilateral_coordination" or predicate.rule in _ADOPTIONS:
        # "el Consejo de Seguridad de la ONU adoptó": whose coordination it is
        topics = tuple(dict.fromkeys((*topics, *find_theme(" ; ".join(p["name"] for p in found.parties))[1])))
    return Matter(theme, topics, rule if theme == told else "weighed", aspects)


def _told(
    predicate: Predicate, found: Found, setting: Setting, document: str | None
) -> tuple[str, tuple[str, ...], str]:
    """(theme, topics, rule) by the lexicon; some kinds of predicate decide by themselves."""
    theme, topics, rule = find_theme(setting.about, setting.article, (setting.sentence, setting.before))
    if document and rule in GUESSED and acts_by_itself(predicate, found):
        theme, rule = document, "document"  # "El acuerdo entrará en vigor": it is the one that was told of before
    if predicate.kind == "support" and theme in _VAGUE:
        theme, rule = "political_support", "support"
    if predicate.kind == "meeting" or (
        predicate.kind != "light" and lemma_of(predicate.action) in word_list("encounters")
    ):
        theme, rule = "mechanism_meeting", "meeting"
    return theme, topics, rule


def _about(predicate: Predicate, found: Found, clause: tuple[int, int]) -> str:
    """What a theme is sought in: the object, with the subject of a passive ("la próxima reunión se celebrará")."""
    end = clause[1]
    if predicate.kind == "sign" and _BY_WHICH.search(predicate.anchor.doc.text[slice(*clause)]):
        end = predicate.anchor.sent.end_char  # "firmaron un convenio por el cual el banco | otorgará un préstamo"
    obj = object_of(predicate, end)
    acting = found.how.startswith(("subject", "anaphor"))  # "los presidentes se comprometieron": who, and not what
    passive_verb = g.is_passive(predicate.anchor) and not acting
    subject = g.subject_of(predicate.anchor, before_only=True) if passive_verb else None
    passive = " ".join(t.text for t in g.noun_phrase(subject)) if subject is not None else ""
    about = obj if len(obj) > 3 else predicate.anchor.doc.text[slice(*clause)]
    return about if passive in about else f"{passive} {about}"


def is_general(instrument: str) -> bool:
    """ "el documento", "el texto leído": it says nothing of the kind."""
    return instrument.lower().split()[0] in _GENERAL


def acts_by_itself(predicate: Predicate, found: Found) -> bool:
    """A document that acts by itself: "El tratado entrará en vigor", "el texto insta"."""
    return predicate.kind in ("force", "stipulate") or found.how.startswith("document")
