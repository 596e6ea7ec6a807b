"""The author's tools: proving challenges, writing new ones, describing the kinds of criteria."""
