"""How patiently a container is asked."""

from grader.values import Value


class Pace(Value, kw_only=True):
    """All in seconds; tests take smaller numbers.

    Between two requests `pause` passes, between two looks `look_pause`; after `patient_after` ever more,
    up to `longest_pause`. One request may take `request`, towards the end of the time what is left of it,
    but never less than `least_request`. `look_every` passes between two looks at the sockets inside the
    container. `settling` is how long a container gets to come up, or to end by itself, where nothing tells
    when it is ready; `ready` is how long it gets to listen on a port before it is stopped.
    """

    pause: float = 0.015
    longest_pause: float = 0.4
    patient_after: float = 2.0
    request: float = 10.0
    least_request: float = 1.0
    look_every: float = 1.0
    look_pause: float = 0.1
    settling: float = 2.0
    ready: float = 30.0

    def longer(self, pause: float, waited: float) -> float:
        """The pause after `pause`, when `waited` seconds have passed since the start."""
        return min(pause * 1.5, self.longest_pause) if waited > self.patient_after else pause


USUAL = Pace()
