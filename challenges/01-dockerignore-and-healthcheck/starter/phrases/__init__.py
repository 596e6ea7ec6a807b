"""Greetings in a few languages."""

WORDS = {"en": "Hello", "fr": "Bonjour", "es": "Hola", "sw": "Habari"}


def greeting(name: str, language: str) -> str:
    """The greeting; in English where the language is not known."""
    return f"{WORDS.get(language, WORDS['en'])}, {name}!"
