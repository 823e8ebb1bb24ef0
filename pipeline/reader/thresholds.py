"""How sure the reader has to be: all probabilities, 0 to 1, that something is held against.

The stages behind it have thresholds of their own, on `sure` of a cue and of who takes part. Where no source is given,
no measurement is recorded. What they do to the tables is in the model card.
"""

#: Words less likely than this to be an anchor are none.
ANCHOR = 0.1
#: Anchors whose mean with their sentence is less likely than this make no cue.
CUE = 0.2
#: How sure cues are at least by the first reading that are read again: of 731 rows of news none that was less so came
#: out. Where nothing tells yet how sure they are, in training, all are.
REREAD = 0.25
#: Those less likely than this to have a role are not told of.
WHO = 0.1
#: How likely a word of speech is at least for its speaker to be whom the next one without subject speaks for.
SPOKEN = 0.4
#: How sure a cue is at least that an own entry asks for.
HINTED = 0.75
