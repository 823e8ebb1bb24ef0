from __future__ import annotations

import pytest

from benchmarks.__main__ import main
from benchmarks.ratios import Comparison, take_turns
from benchmarks.startup import _OURS, _run


def test_a_cost_is_ours_over_theirs_and_a_speed_the_reverse():
    cost = Comparison("cost", ours=[3.0, 1.0, 2.0], theirs=[2.0, 1.0, 2.0], limit=1.2, at_most=True)
    assert cost.ratios == [1.5, 1.0, 1.0]
    assert cost.holds
    assert str(cost) == "cost: 1.00 (1.00 to 1.50; at most 1.2: holds)"
    speed = Comparison("speed", ours=[4.0], theirs=[2.0], limit=0.75, at_most=False)
    assert speed.ratios == [0.5]
    assert not speed.holds
    assert str(speed) == "speed: 0.50 (0.50 to 0.50; at least 0.75: MISSED)"


def test_a_small_share_has_more_digits():
    share = Comparison("share", ours=[0.002], theirs=[1.0], limit=0.03, at_most=True)
    assert str(share) == "share: 0.0020 (0.0020 to 0.0020; at most 0.03: holds)"


def test_jobs_take_turns_after_a_round_that_does_not_count():
    done: list[str] = []
    ours, theirs = take_turns(lambda: done.append("ours"), lambda: done.append("theirs"), rounds=2)
    assert done == ["theirs", "ours", "ours", "theirs", "theirs", "ours"]
    assert len(ours) == len(theirs) == 2


def test_what_is_timed_up_to_the_first_row_runs():
    """It is code in a string, which no checker reads."""
    _run(_OURS.format(model="blank:es"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["startup"], "no such file: startup (jobs are named by --only)"),
        (["--only", "startups"], "no such job: startups"),
    ],
)
def test_what_is_not_there_is_said_before_anything_is_measured(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("sys.argv", ["benchmarks", *arguments])
    with pytest.raises(SystemExit) as refused:
        main()
    assert refused.value.code == 2
    assert said in capsys.readouterr().err
