"""The recogniser's network without spaCy's Docs: rows for words, their neighbours, the decisions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.models.architecture import FloatArray, IntArray, Tok2Vec, read_tok2vec
from pipeline.models.embedding import Mixer, RowCache
from pipeline.models.encoder import encode
from pipeline.models.ner.consistency import Entity
from pipeline.models.ner.decoding import Decoder
from pipeline.models.ner.features import Described, Evidence

#: Columns that say of a word where it stands and what the lexicons know; see `pipeline/models/ner/features.py`.
_PLACE, _CODE = "LEMMA", "DEP"
#: Columns that carry evidence on the word alone.
_EVIDENCE = ["TAG", "MORPH"]
#: Words, and places or codes, whose rows are kept at once; a row has some 1,200 bytes.
_MOST_WORDS, _MOST_CODES = 16_000, 2_000
#: Words with place and code whose rows are kept; a row has some 400 bytes.
_MOST_SEEN = 32_000


class NameNetwork:
    """A trained recogniser, computed article by article."""

    def __init__(self, tok2vec: Tok2Vec, decoder: Decoder, vocab: Vocab, evidence: Evidence) -> None:
        embed = tok2vec.embed
        self._of_word = tuple(column for column in embed.columns if column not in (_PLACE, _CODE))
        self._encode = tok2vec.encode
        self._mix = embed.mix
        self._mixer = Mixer(embed, self._of_word, with_vectors=True)
        self._decoder = decoder
        self._vocab = vocab
        self._evidence = evidence
        self._seen = RowCache(self._make_seen, width=len(embed.mix.gain), most=_MOST_SEEN)
        self._words = RowCache(self._word_sums, width=len(embed.mix.bias), most=_MOST_WORDS)
        self._places = self._codes_of(Mixer(embed, (_PLACE,)))
        self._codes = self._codes_of(Mixer(embed, (_CODE,)))

    def find(self, paragraphs: Sequence[Described]) -> list[list[Entity]]:
        """Return the names in the paragraphs of an article."""
        full = [paragraph for paragraph in paragraphs if paragraph.words]
        if not full:
            return [[] for _ in paragraphs]
        lengths = [len(paragraph.words) for paragraph in full]
        found = iter(self._decoder.decide(encode(self._embed(full), lengths, self._encode), lengths))
        return [next(found) if paragraph.words else [] for paragraph in paragraphs]

    def _embed(self, paragraphs: Sequence[Described]) -> FloatArray:
        return self._seen.rows(
            [seen for words, places, codes, _ in paragraphs for seen in zip(words, places, codes, strict=True)]
        )

    def _make_seen(self, seen: list[tuple[str, str, str]]) -> FloatArray:
        words, places, codes = zip(*seen, strict=True)
        sums = self._words.rows(words)
        sums += self._places.rows(places)
        sums += self._codes.rows(codes)
        return self._mix.activate(sums)

    def _word_sums(self, words: list[str]) -> FloatArray:
        doc = Doc(self._vocab, words=words)
        add = self._vocab.strings.add
        evidence = np.array([list(map(add, self._evidence.of_word(word))) for word in words], dtype="uint64")
        doc.from_array(_EVIDENCE, evidence)  # type: ignore[arg-type]
        vectors = self._vocab.vectors.get_batch([token.orth for token in doc])
        ids: IntArray = doc.to_array(list(self._of_word))  # type: ignore[assignment]
        sums = self._mixer.sums(ids, np.asarray(vectors, dtype="float32"))
        sums += self._mix.bias
        return sums

    def _codes_of(self, mixer: Mixer) -> RowCache[str]:
        def sums(codes: list[str]) -> FloatArray:
            return mixer.sums(np.array([[self._vocab.strings.add(code)] for code in codes], dtype="uint64"))

        return RowCache(sums, width=len(self._mix.bias), most=_MOST_CODES)


def read_network(nlp: Language, evidence: Evidence) -> NameNetwork | None:
    """Return the network of an inner pipeline, None when its architecture is one that only spaCy can compute."""
    ner = nlp.get_pipe("ner")
    model = ner.model  # type: ignore[attr-defined]
    tok2vec = read_tok2vec(model.get_ref("tok2vec").layers[0])
    wanted = {_PLACE, _CODE, *_EVIDENCE}
    if tok2vec is None or tok2vec.embed.vectors is None or not wanted <= set(tok2vec.embed.columns):
        return None
    return NameNetwork(tok2vec, Decoder(ner), nlp.vocab, evidence) if Decoder.fits(ner) else None
