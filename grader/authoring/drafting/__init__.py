"""From a starter and a solution to a challenge: criteria that tell them apart, each with a wrong variant."""
