"""The kinds of criteria that the grader ships, without those of other packages."""

from grader.criteria import built_in_kinds

KINDS = built_in_kinds()
