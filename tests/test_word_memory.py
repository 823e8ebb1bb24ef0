"""Values of words: made once, the same object for the same word, bounded."""

from pipeline.text.word_memory import Remembered


def test_values_are_made_once_and_are_the_same_object():
    made: list[str] = []

    def upper(word: str) -> str:
        made.append(word)
        return word.upper()

    known: Remembered[str, str] = Remembered()
    first = known.of(["paz", "y", "paz"], upper)
    assert first == ["PAZ", "Y", "PAZ"]
    assert first[0] is first[2] is known.of(["paz"], upper)[0]
    assert sorted(made) == ["paz", "y"]
    assert known.of([], upper) == []


def test_too_many_are_forgotten_and_nothing_changes():
    asked = [list(range(start, start + 4)) for start in range(0, 40, 3)]
    known: Remembered[int, int] = Remembered(most=6)
    for numbers in asked:
        assert known.of(numbers, lambda number: number * number) == [number * number for number in numbers]
        assert len(known._known) <= 6
