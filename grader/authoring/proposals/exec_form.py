"""CMD and ENTRYPOINT as JSON arrays."""

import json
import shlex
from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair
from grader.authoring.drafting.proposal import Proposal
from grader.dockerfile.meaning.places import last_commands


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by the same words in shell form, or by an array that runs a shell."""
    side = pair.solution
    own = {name: item for name, item in last_commands(side.dockerfile).items() if item.exec_form}
    if not own:
        return
    keyword, item = list(own.items())[-1]
    line = shlex.join(item.words)
    forms = [f"{keyword} {line}", f"{keyword} {json.dumps(['sh', '-c', line])}"]
    wrong = [side.rewritten(side.script.replaced(item, form)) for form in forms]
    yield Proposal("exec-form", {"instruction": keyword if len(own) == 1 else "any"}, wrong)
