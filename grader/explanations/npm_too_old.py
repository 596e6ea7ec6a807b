"""An npm that is older than what today's packages say of themselves."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="npm-too-old",
    moments=("build",),
    explain=by_pattern(
        r"npm ERR! (?:Unsupported URL Type[: ]\"?(?P<one>npm:)|Invalid dependency type requested: alias)|"
        r"^npm ERR! npm +v[1-4]\.[^\n]*\n(?:npm ERR! [^\n]*\n)*?npm ERR! code ENOTDIR\b",
        title="the npm of this stage is too old for the packages that it fetches",
        why="Newer releases of packages name others in a way (aliases, npm:...) that npm knows only from 6.9 "
        "on, and hold files that it cannot unpack before version 5. That of {base} is older.",
        advice="Start from a node image with a newer version, or keep a package-lock.json with the releases "
        "of that time.",
    ),
    examples=(
        fits('npm ERR! Unsupported URL Type "npm:": npm:string-width@^4.2.0', "6.9"),
        fits("npm ERR! node v6.1.0\nnpm ERR! npm  v3.10.10\nnpm ERR! path /a\nnpm ERR! code ENOTDIR\n"),
        fits_not("npm ERR! npm  v9.1.0\nnpm ERR! code ENOTDIR\n"),
        fits_not("npm WARN Unsupported URL Type npm:x"),
    ),
)
