"""FROM names something that cannot be an image's name."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="image-name",
    moments=("dockerfile",),
    explain=by_pattern(
        r'^(?:failed to parse stage name|invalid from flag value) "?(?P<name>[^"\s]+)"?: (?P<what>.+)$',
        title="{name} is no name of an image",
        why="{what}. Names are in small letters; a tag stands behind one colon, without spaces.",
        advice="Write NAME:TAG, such as python:3.11-slim.",
    ),
    examples=(
        fits(
            "",
            "small letters",
            "Python:3.11",
            moment="dockerfile",
            reason='failed to parse stage name "Python:3.11": invalid reference format: repository name '
            "must be",
        ),
        fits_not(
            "", moment="dockerfile", reason='invalid name for build stage: "1a", name can\'t start with a'
        ),
    ),
)
