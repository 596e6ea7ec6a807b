"""What .dockerignore keeps out of the build context, as BuildKit decides it."""

from e2b_dockerfile_utils import PatternMatcher

BOM = "\ufeff"


class IgnoreFile:
    """The patterns of one ignore file; ValueError where BuildKit would refuse one of them."""

    def __init__(self, text: str) -> None:
        self._matcher = PatternMatcher(text.removeprefix(BOM).splitlines())

    def ignores(self, path: str) -> bool:
        """Whether the path, relative to the build context with `/` between names, is kept out."""
        return bool(self._matcher.matches(path))

    def ignores_all_below(self, folder: str) -> bool:
        """Whether the folder is kept out with everything in it, so that nobody need look into it."""
        return self.ignores(folder) and not self._matcher.may_match_under(folder)
