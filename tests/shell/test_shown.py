from grader.shell.shown import LONGEST_WORD, as_typed


def test_words_stand_as_one_types_them() -> None:
    """Only words that a shell would take apart have quotes."""
    assert as_typed(["python", "-c", "import a; print(1)"]) == 'python -c "import a; print(1)"'
    assert as_typed(["ls", "/app/x.py", "--sort=size"]) == "ls /app/x.py --sort=size"


def test_programs_are_left_out() -> None:
    """Several lines, what quotes would not protect, and a long text are not for reading."""
    for word in ("a\nb", "echo $HOME", "a `b`", 'say "x"', "a " * LONGEST_WORD):
        assert as_typed(["sh", "-c", word]) == "sh -c ..."
