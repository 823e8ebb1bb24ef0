"""Statements: who said what, directly or in reported speech.

"Vera declaró que habrá tregua" is one indirect statement of Vera's, "«Es un éxito», dijo el canciller"
a direct one, "según la cancillería" an indirect one without verb.

Reads: tokens, sentences, parts of speech where there are any, mentions, people, titles, organizations, places.
Writes: `doc._.statements`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import zip_longest

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.actors import DETERMINERS, Actor, find_actors
from pipeline.attributes import Row, lower_words, register, row_id, text_of
from pipeline.quotes import Quote, find_quotes
from pipeline.speech.before import fullest
from pipeline.speech.deeds import is_deed
from pipeline.speech.markers import markers
from pipeline.speech.references import issuer_named, resolved_speaker
from pipeline.speech.scenes import Memory, Scene, agrees, can_speak, in_relative_clause, is_same_actor, scene_of
from pipeline.speech.speakers import speakers_of
from pipeline.speech.verbs import Speech, find_reported, find_speech

_FIRST_PERSON = re.compile(
    r"\b(?:yo|me|nos|nosotros|nosotras|estoy|tengo|soy|quiero|creo|espero|puedo|voy|he|hemos|somos|\w+ré)\b",
    re.IGNORECASE,
)
_CUTS = frozenset((",", ";", "y", "e", "pero", "mientras", "aunque", "–", "—", "-"))
_CUT_REACH = 9
_SOURCES = frozenset(("person", "organization", "institution", "media", "group", "anaphor", "country"))
#: Characters of a connective at most, and words of a clause at least.
_CONNECTIVE, _CLAUSE_WORDS = 25, 5
#: Part of what was said that stands between marks at least, for it to be direct.
_MOSTLY = 0.6
_SPEAKER_KINDS = {"institution": "organization", "media": "organization", "anaphor": "organization", "place": "country",
                  "name": "unknown"}  # fmt: skip


def find_statements(doc: Doc) -> list[Row]:
    """Statement rows of `doc`, by position.

    A row has the columns of the `statements` table but article_id, text and sentence; `start` and `end` are the
    characters of the content, end exclusive. It reads what the stages of names left in `doc`.
    """
    quotes, actors, memory = find_quotes(text_of(doc)), find_actors(doc), Memory()
    ends = {a.end: a for a in actors if not a.governed and can_speak(a)}
    rows: list[Row] = []
    for sentence in _sentences(doc):
        scene = scene_of(doc, sentence, actors, quotes, memory)
        found = [*_by_verb(scene), *_reported(scene, ends), *_according(scene)]
        rows += [row for _, row in sorted(found, key=lambda pair: pair[0])]
        if not found:
            _remember_subject(scene)
    for number, row in enumerate(rows, 1):
        row["statement_id"] = row_id("s", number)
    return rows


def _sentences(doc: Doc) -> list[Span]:
    return list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]]


def _remember_subject(scene: Scene) -> None:
    """ "Vera saludó el pacto. «Es un hito», dijo.": the subject of the sentence before may speak next."""
    for actor in scene.actors:
        if not actor.governed and actor.kind in ("person", "organization") and not actor.plural:
            titled = any(a.start == actor.end and is_same_actor(a, actor) for a in scene.actors)
            if titled or in_relative_clause(scene, actor):
                continue  # "el exministro | Juan Paz viajó": the name comes next
            after = scene.doc[actor.end] if actor.end < scene.sentence.end else None
            if after is not None and (after.pos_ in ("VERB", "AUX", "ADV", "PRON") or after.text == ","):
                scene.memory.remember([actor])
            return


def _by_verb(scene: Scene) -> Iterator[tuple[int, Row]]:
    """Statements made with a verb, each with the verb's first token."""
    starts = frozenset(actor.start for actor in scene.actors)
    found = list(find_speech(scene.doc, scene.sentence, scene.quotes, starts))
    for speech, following in zip_longest(found, found[1:]):
        speakers = speakers_of(scene, speech)
        if not speakers:
            continue
        content, kind = _content(scene, speech, _clause_end(scene, speech, following))
        if content is None or is_deed(scene, speech, speakers):
            continue
        if _are_media(speakers) and _passes_on(scene, speech):
            kind = "indirect"  # «…», dijo Paz, informa la agencia: not the agency's words
        scene.previous = (speech, speakers)
        scene.memory.medium = next((a for a in speakers if a.kind == "media" and a.entity_id), scene.memory.medium)
        if speech.entry["class"] != "report" and not (_are_media(speakers) and speech.frame == "par"):
            scene.memory.remember(speakers)
        for actor in speakers:
            yield speech.start, _row(scene, actor, speech, content, kind)


def _reported(scene: Scene, ends: Mapping[int, Actor]) -> Iterator[tuple[int, Row]]:
    """Statements told inside a quote of somebody else; `ends`: who can have told them, by the token behind."""
    for speech, actor in find_reported(scene.doc, scene.sentence, scene.quotes, ends):
        verb = scene.doc[speech.start]
        quote = next(q for q in scene.quotes if q.start <= verb.idx < q.end)
        end = min(quote.inner_end, scene.sentence.end_char)
        content = _trimmed(text_of(scene.doc), scene.doc[speech.at].idx + len(scene.doc[speech.at]), end)
        spoken = speech.entry["class"] != "opinion"  # «"Lima creyó que …", dijo Paz» tells no words of Lima's
        if content is not None and spoken and agrees(actor, speech):
            yield speech.start, _row(scene, resolved_speaker(scene, actor), speech, content, "indirect", "quoted")


def _are_media(speakers: tuple[Actor, ...]) -> bool:
    return all(actor.kind == "media" for actor in speakers)


def _passes_on(scene: Scene, speech: Speech) -> bool:
    """A newspaper that tells what others said; in «"Es tarde", opinó el diario» it speaks itself."""
    return scene.previous is not None or speech.entry["class"] == "report" or speech.entry["lemma"] == "informar"


def _row(
    scene: Scene, actor: Actor, speech: Speech, content: tuple[int, int], kind: str, frame: str | None = None
) -> Row:
    doc = scene.doc
    verb = doc[speech.start : speech.end]
    inside = scene.sentence.start <= actor.start < scene.sentence.end
    edges = [verb.start_char, verb.end_char, *content]
    if inside:
        edges += [doc[actor.start].idx, doc[actor.end - 1].idx + len(doc[actor.end - 1])]
    return {
        "statement_id": None,
        "speaker": actor.name,
        "person_id": actor.person_id,
        "speaker_kind": _SPEAKER_KINDS.get(actor.kind, actor.kind),
        "verb": verb.text,
        "lemma": speech.entry["lemma"],
        "kind": kind,
        "content": text_of(doc)[content[0] : content[1]],
        "start": min(edges),
        "end": max(edges),
        "rule": f"{speech.entry['id']}/{frame or speech.frame}",
    }


def _content(scene: Scene, speech: Speech, end: int) -> tuple[tuple[int, int] | None, str]:
    """Characters of what was said, up to `end` at most, and whether in the speaker's own words."""
    doc = scene.doc
    if speech.frame == "par":
        return _around(scene, speech)
    first = doc[speech.at] if speech.at < scene.sentence.end else None
    if first is None:
        return None, "indirect"
    quote = _quote_from(scene, first.idx + 1 if first.text in (":", ",") else first.idx)
    if speech.frame in ("quote", "label") and quote is not None:
        before = text_of(doc)[scene.sentence.start_char : doc[speech.start].idx]
        aside = re.search(r"\bque, (?:según|como) $", before) and text_of(doc)[quote.inner_start].islower()
        return (quote.inner_start, quote.inner_end), "indirect" if aside else "direct"
    begin = speech.at + 1 if speech.frame == "que" or first.lower_ == "que" else speech.at
    if begin >= scene.sentence.end:
        return None, "indirect"
    content = _trimmed(text_of(doc), doc[begin].idx, end)
    if content is not None and speech.frame == "que" and (said := _mostly_quoted(scene, doc[begin].idx, content[1])):
        return (said.inner_start, said.inner_end), "direct"
    return content, "indirect"


def _mostly_quoted(scene: Scene, start: int, end: int) -> Quote | None:
    """A quote that begins at `start` and covers nearly all: «que "es un paso"», not «que "algunos" se oponen»."""
    quote = next((q for q in scene.quotes if q.start == start), None)
    return quote if quote is not None and quote.end - start >= _MOSTLY * (end - start) else None


def _clause_end(scene: Scene, speech: Speech, following: Speech | None) -> int:
    """Where the next statement of the sentence cuts in: "dijo que vendrá | y agregó …"."""
    if following is not None:
        for token in reversed(scene.doc[max(speech.at + 1, following.start - _CUT_REACH) : following.start]):
            if token.lower_ == "que" and scene.doc[token.i - 1].lower_ != "mientras":
                break
            if token.lower_ in _CUTS:
                return int(token.idx)
    return int(scene.sentence.end_char)


def _quote_from(scene: Scene, position: int) -> Quote | None:
    return next((q for q in scene.quotes if position <= q.start < scene.sentence.end_char), None)


def _around(scene: Scene, speech: Speech) -> tuple[tuple[int, int] | None, str]:
    """Content of a verb in parenthesis: the quote it follows, else the words before it, else those after."""
    doc, verb = scene.doc, scene.doc[speech.start]
    quote = next((q for q in reversed(scene.quotes) if q.end <= verb.idx), None)
    if quote is not None and not re.search(r"\w\w", text_of(doc)[quote.end : verb.idx].replace("según", "")):
        opening = scene.sentence.start_char
        if quote.end - quote.start < _MOSTLY * (quote.end - opening) and _is_own_clause(scene, quote):
            return _trimmed(text_of(doc), opening, verb.idx), "indirect"
        return (quote.inner_start, quote.inner_end), "direct"
    following = _quote_from(scene, verb.idx)
    if following is not None and len(text_of(doc)[verb.idx : following.start].split()) <= 6:
        return (following.inner_start, following.inner_end), "direct"
    before = _trimmed(text_of(doc), scene.sentence.start_char, verb.idx)
    after = _trimmed(text_of(doc), doc[speech.end - 1].idx + len(doc[speech.end - 1]), scene.sentence.end_char)
    goes_on = after is not None and (scene.previous is not None or not _is_clause(scene, speech.start))
    rest = text_of(doc)[slice(*after)] if after is not None and goes_on else ""
    if (
        after is not None
        and rest[:1].islower()
        and len(rest.split()) >= _CLAUSE_WORDS
        and _ends_with_comma(scene, speech)
    ):
        before = None  # "El alza, dijo, se debe a la sequía"
    content = _longer(text_of(doc), before, after)
    return content, "direct" if content and _in_own_words(scene, *content) else "indirect"


def _ends_with_comma(scene: Scene, speech: Speech) -> bool:
    """The verb alone is the parenthesis: "…, dijo, …"."""
    return speech.end < scene.sentence.end and scene.doc[speech.end].text in (",", "-", "–", "—")


def _is_clause(scene: Scene, end: int) -> bool:
    """A finite verb stands before the token, outside of relative clauses."""
    relative = False
    for token in scene.doc[scene.sentence.start : end]:
        relative = relative or token.lower_ in ("que", "quien", "donde", "cuyo", "cuya")
        if token.pos_ in ("VERB", "AUX") and token.morph.get("VerbForm") == ["Fin"] and not relative:
            return True
    return False


def _is_own_clause(scene: Scene, quote: Quote) -> bool:
    """«El alza "es mínima", afirmó»: what leads up to the quote is the speaker's too, not another's verb or quote."""
    before = text_of(scene.doc)[scene.sentence.start_char : quote.start]
    return scene.previous is None and not re.search(r"[:»”\"]", before)


def _longer(text: str, before: tuple[int, int] | None, after: tuple[int, int] | None) -> tuple[int, int] | None:
    """What was said stands before the verb in parenthesis; only a connective may ("De hecho, dijo, …")."""
    if before is None or after is None:
        return before or after
    is_clause = before[1] - before[0] > _CONNECTIVE or len(text[slice(*after)].split()) < _CLAUSE_WORDS
    return before if is_clause else after


def _in_own_words(scene: Scene, start: int, end: int) -> bool:
    """Speech printed without marks is in the first person; a sentence that begins with a quote is one too."""
    if any(q.start == scene.sentence.start_char for q in scene.quotes):
        return True
    span = scene.doc.char_span(start, end, alignment_mode="expand")
    persons = [t for t in span or () if t.pos_ in ("VERB", "AUX") and "1" in t.morph.get("Person")]
    return bool(persons) or bool(_FIRST_PERSON.search(text_of(scene.doc)[start:end]))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    closing = '»”"' if piece.count('"') % 2 else "»”"  # the end of a quote that began before
    start += len(piece) - len(piece.lstrip(f" \n\t,.;:-–—{closing}"))
    end -= len(piece) - len(piece.rstrip(" \n\t,.;:-–—"))
    return (start, end) if end > start else None


@cache
def _markers() -> Mapping[str, list[list[str]]]:
    """Phrases like "según" and "a juicio de", also with "del", by first word, the longest first."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for phrase in sorted((p.split() for p in markers("according")), key=len, reverse=True):
        found[phrase[0]].append(phrase)
        if phrase[-1] == "de":
            found[phrase[0]].append([*phrase[:-1], "del"])
    return found


def _marker_at(lower: list[str], i: int) -> list[str] | None:
    """The phrase that begins at token `i`."""
    return next((words for words in _markers().get(lower[i], ()) if lower[i : i + len(words)] == words), None)


def _according(scene: Scene) -> Iterator[tuple[int, Row]]:
    """ "según el canciller", "a juicio de los analistas": a statement without a verb."""
    doc, lower, begin = scene.doc, lower_words(scene.doc), scene.sentence.start
    for i in [i for i, word in enumerate(lower[begin : scene.sentence.end], begin) if word in _markers()]:
        words = _marker_at(lower, i)
        if words is None:
            continue
        token = doc[i]
        if any(q.closed and q.start <= token.idx < q.end for q in scene.quotes):
            continue
        actor = _actor_at(scene, _past_figures(doc, token.i + len(words)))
        if actor is None:
            continue
        if actor.kind == "person" and actor.person_id is not None:
            scene.memory.remember([actor])  # «…», según Vera. "Añadió que …"
        scene.memory.latest = actor
        yield token.i, _according_row(scene, token.i, token.i + len(words), actor)


def _past_figures(doc: Doc, at: int) -> int:
    """ "según cifras de la | cancillería": whose figures they are."""
    words = [token.lower_ for token in doc[at : at + 3]]
    if words and words[0] in DETERMINERS:
        at, words = at + 1, words[1:]
    return at + 2 if len(words) > 1 and words[0] in markers("figures") and words[1] in ("de", "del") else at


def _actor_at(scene: Scene, at: int) -> Actor | None:
    for token in scene.doc[at : min(scene.sentence.end, at + 4)]:
        actor = next((a for a in scene.actors if a.start == token.i), None)
        if actor is not None:
            return _source(scene, fullest(scene, actor))
        if not (token.lower_ in DETERMINERS or token.pos_ in ("ADJ", "NOUN", "PROPN", "DET")):
            return None
    return None


def _source(scene: Scene, actor: Actor) -> Actor | None:
    """Who stands behind "según": a speaker, or who issued the document ("según un informe de la agencia")."""
    if actor.kind in _SOURCES:
        return resolved_speaker(scene, actor)
    if actor.kind != "document":
        return None
    issuer = issuer_named(scene, actor)
    if issuer is None and actor.definite and actor.end - actor.start == 1 and scene.memory.latest in _bodies(scene):
        issuer = scene.memory.latest  # "…, según el reporte": of the body that spoke last
    return issuer if issuer is not None and issuer.kind in _SOURCES else None


def _bodies(scene: Scene) -> list[Actor]:
    known = (scene.memory.body, scene.memory.medium)
    return [actor for actor in known if actor is not None]


def _according_row(scene: Scene, start: int, end: int, actor: Actor) -> Row:
    doc, marker = scene.doc, scene.doc[start:end]
    close = doc[actor.end - 1].idx + len(doc[actor.end - 1])
    before = _trimmed(text_of(doc), scene.sentence.start_char, marker.start_char)
    after = _trimmed(text_of(doc), close, scene.sentence.end_char)
    content = _longer(text_of(doc), before, after)
    edges = [marker.start_char, close, *(content or ())]
    return {
        "statement_id": None,
        "speaker": actor.name,
        "person_id": actor.person_id,
        "speaker_kind": _SPEAKER_KINDS.get(actor.kind, actor.kind),
        "verb": marker.text,
        "lemma": marker.text.lower(),
        "kind": "indirect",
        "content": text_of(doc)[content[0] : content[1]] if content else "",
        "start": min(edges),
        "end": max(edges),
        "rule": "according",
    }


class Statements:
    """Component: leaves the rows of `find_statements` in `doc._.statements`."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the statements of `doc`, in place."""
        doc._.statements = find_statements(doc)
        return doc


@Language.factory("comunicado_statements", requires=["token.pos", "doc._.people"], assigns=["doc._.statements"])
def make_statements(nlp: Language, name: str) -> Statements:
    """Factory of the component."""
    register()
    return Statements()
