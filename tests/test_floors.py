"""No score on the sample articles is below its floor, and no fact of must.yaml that held is lost."""

from evaluation.checkout import FLOORS, floors_digest, measure
from evaluation.floors import check, f1_of, read_floors
from evaluation.golden import is_pinned


def test_scores_on_the_samples_keep_their_floors(sample_run):
    tables, model = sample_run
    scores, gaps = measure(tables)
    pinned_gaps = gaps if is_pinned(model) else []
    problems = check(read_floors(FLOORS), f1_of(scores), pinned_gaps, digest=floors_digest())
    assert not problems, "\n".join(problems)
