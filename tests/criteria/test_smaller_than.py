from grader.criteria.smaller_than import SmallerThanKind
from grader.criterion import Met, Unmet
from grader.criterion.samples import image_size, own_layer
from tests.criteria.made import judged, made

STAGES = "FROM a AS Production\nFROM b AS dev\n"


def test_what_makes_it_large_is_told() -> None:
    """The learner reads both sizes, and what most of the larger one is."""
    image = image_size(own_layer(80_000_000, "RUN \x1b[1mpip"), below=120_000_000)
    finding = judged(SmallerThanKind, image, image_size(300_000_000, below=0), than="starter", factor=2)
    assert isinstance(finding, Unmet)
    assert finding.found.splitlines() == [
        "200 MB, the starter's image 300 MB: 1.5 times smaller",
        "most of it is the base image: 120 MB",
    ]


def test_two_stages_are_told_by_their_names() -> None:
    """Of two stages each has its size, and the layers are those of the one that must be smaller."""
    options = {"target": "production", "than": "dev"}
    image, other = image_size(80_000_000, below=0), image_size(40_000_000, below=0)
    finding = judged(SmallerThanKind, image, other, dockerfile=STAGES, **options)
    assert isinstance(finding, Unmet)
    assert finding.found.splitlines()[:2] == ["production 80 MB, dev 40 MB: not smaller", "production:"]
    finding = judged(SmallerThanKind, other, image, dockerfile=STAGES, **options)
    assert finding == Met("production 40 MB, dev 80 MB: 2.0 times smaller")


def test_expected() -> None:
    """What is expected names both images."""
    assert made(SmallerThanKind, than="starter").expected == "smaller than the starter's image"
    assert made(SmallerThanKind, than="dev").expected == "smaller than the image of stage dev"
    of_stages = made(SmallerThanKind, than="dev", target="production", factor=2).expected
    assert of_stages == "the image of stage production is at least 2 times smaller than that of dev"


def test_missing_stage_needs_no_build() -> None:
    """A stage that is not there is told from the Dockerfile alone, with the names that are."""
    finding = judged(SmallerThanKind, dockerfile=STAGES, target="production", than="development")
    assert isinstance(finding, Unmet)
    assert finding.found == "no stage is named development; named stages: production, dev"
