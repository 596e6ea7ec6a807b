"""Single instructions: their parts, and the forms BuildKit refuses."""

import pytest

from grader.dockerfile import DockerfileError, Instruction, read_dockerfile


def instruction(text: str) -> Instruction:
    """Return the only instruction of a one-stage Dockerfile."""
    (found,) = read_dockerfile(f"FROM a\n{text}".encode()).final.instructions
    return found


def refusal(text: str) -> str:
    """Return the reason why an instruction on line 2 is refused."""
    with pytest.raises(DockerfileError) as caught:
        instruction(text)
    assert caught.value.line == 2
    return caught.value.why


def test_a_shell_command_is_one_word() -> None:
    """RUN in shell form keeps its command in one piece, its flags apart, and its text as written."""
    found = instruction('run --mount=type=cache,target=/r --network="none" pip  install \\\n  x')
    assert found.keyword == "RUN"
    assert found.words == ("pip  install   x",)
    assert found.flags == ("--mount=type=cache,target=/r", "--network=none")
    assert found.text == '--mount=type=cache,target=/r --network="none" pip  install   x'
    assert not found.exec_form


def test_flags_are_found_by_name() -> None:
    """A flag has its first value, None where it is missing, and can be repeated."""
    found = instruction("RUN --mount=type=tmpfs,target=/a --mount=type=tmpfs,target=/b ls")
    assert found.flag("mount") == "type=tmpfs,target=/a"
    assert found.flag("network") is None
    assert found.flag_values("mount") == ("type=tmpfs,target=/a", "type=tmpfs,target=/b")
    assert instruction("COPY --link a b").flag("link") == ""


def test_a_json_array_is_decoded() -> None:
    """The exec form's words are the strings of the array; a lone surrogate becomes U+FFFD as in Go."""
    found = instruction('CMD ["a b", "\\u00e9\\ud800"]')
    assert found.exec_form
    assert found.words == ("a b", "é�")


def test_environment_words_are_names_and_values() -> None:
    """ENV and LABEL give name and value in turn, quotes and all."""
    assert instruction('ENV A=1 B="2 3"').words == ("A", "1", "B", '"2 3"')
    assert instruction("ENV A  b c").words == ("A", "b c")


def test_copy_splits_at_blanks() -> None:
    """COPY's words are split at white space, whatever the quotes."""
    assert instruction("COPY a  b\tc /d/").words == ("a", "b", "c", "/d/")


def test_onbuild_shows_its_trigger() -> None:
    """ONBUILD stays ONBUILD and carries the instruction behind it."""
    found = instruction('ONBUILD copy --chown=1 ["a b", "c"]')
    assert (found.keyword, found.words) == ("ONBUILD", ("copy", "a b", "c"))
    assert found.trigger is not None
    assert (found.trigger.keyword, found.trigger.flags) == ("COPY", ("--chown=1",))
    assert found.trigger.exec_form


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("FORM a", "unknown instruction: FORM (did you mean FROM?)"),
        ("apt-get update", "unknown instruction: apt-get"),
        ("ADD", "ADD requires at least two arguments, but none was provided"),
        ("COPY a", "COPY requires at least two arguments, but only one was provided"),
        ("COPY a <<EOF\nEOF", "COPY cannot accept a heredoc as a destination"),
        ("COPY --from a b c", "missing a value on flag: --from"),
        ("COPY --link= a b", "missing a value on flag: --link"),
        ("COPY --chmod=9 a b", "invalid chmod parameter"),
        ("COPY https://a/b c", "source can't be a URL for COPY"),
        ("COPY 'a b", "unexpected end of statement"),
        ("COPY <<EOF a\n${\nEOF", "in substitution"),
        ("WORKDIR", "WORKDIR requires exactly one argument"),
        ("USER", "USER requires exactly one argument"),
        ("WORKDIR --x /a", "unknown flag: --x"),
        ("MAINTAINER", "MAINTAINER requires exactly one argument"),
        ("STOPSIGNAL", "STOPSIGNAL requires exactly one argument"),
        ("STOPSIGNAL SIGFOO", "invalid signal: SIGFOO"),
        ("STOPSIGNAL 65", "invalid signal: 65"),
        ("ARG", "ARG requires at least one argument"),
        ("ARG =a", "ARG names can not be blank"),
        ("ARG A=${B", "missing '}'"),
        ("ENV", "ENV requires at least one argument"),
        ("ENV A", "ENV must have two arguments"),
        ("LABEL =a", "LABEL names can not be blank"),
        ("LABEL a=b c", 'can\'t find = in "c"'),
        ("EXPOSE", "EXPOSE requires at least one argument"),
        ("EXPOSE 80/icmp", "invalid proto: icmp"),
        ("EXPOSE 90-80", "invalid containerPort: 90-80"),
        ("EXPOSE x:80", "invalid hostPort: x"),
        ("VOLUME", "VOLUME requires at least one argument"),
        ("SHELL sh", "SHELL requires the arguments to be in JSON form"),
        ("SHELL []", "SHELL requires at least one argument"),
        ('CMD ["a", ["b"]]', "Only strings are supported in JSON arrays"),
        ("HEALTHCHECK", "HEALTHCHECK requires at least one argument"),
        ("HEALTHCHECK CMD", "missing command after HEALTHCHECK CMD"),
        ("HEALTHCHECK curl", 'unknown type "CURL" in HEALTHCHECK (try CMD)'),
        ("HEALTHCHECK --interval=5 CMD a", '--interval: invalid duration "5"'),
        ("HEALTHCHECK --timeout=5d CMD a", '--timeout: invalid duration "5d"'),
        ("HEALTHCHECK --timeout=- CMD a", '--timeout: invalid duration "-"'),
        ("HEALTHCHECK --timeout=1us CMD a", "--timeout cannot be less than 1ms"),
        ("HEALTHCHECK --timeout=-1s CMD a", "--timeout cannot be less than 1ms"),
        ("HEALTHCHECK --retries=x CMD a", "--retries must be a whole number, not x"),
        ("HEALTHCHECK --retries=-1 CMD a", "--retries cannot be negative (-1)"),
        ("RUN --network=lan ls", 'network "lan" is not valid (one of default, none, host)'),
        ("RUN --security=low ls", 'security "low" is not valid'),
        ("RUN --mount= ls", "failed to parse csv mounts: EOF"),
        ("RUN --mount=type=bin,target=/x ls", 'unsupported mount type "bin" (did you mean bind?)'),
        ("RUN --mount=form=a,target=/x ls", "unexpected key 'form' in --mount (did you mean from?)"),
        ("RUN --mount=target ls", "invalid field 'target' must be a key=value pair"),
        ("RUN --mount=type=cache,sharing=all,target=/x ls", 'unsupported sharing value "all"'),
        ("RUN --mount=sharing=shared,target=/x ls", "invalid cache sharing set for bind mount"),
        ("RUN --mount=mode=0777,target=/x ls", 'mode not allowed for "bind" type mounts'),
        ("RUN --mount=type=cache,uid=me,target=/x ls", "invalid value me for uid"),
        ("RUN --mount=ro=maybe,target=/x ls", "invalid value for ro: maybe"),
        ("RUN --mount=required,target=/x ls", "unexpected key 'required' for mount type 'bind'"),
        ("RUN --mount=type=secret ls", "invalid secret mount. one of source, target required"),
        ("RUN --mount=type=cache,target=/a,env=A ls", 'env not allowed for "cache" type mounts'),
        ("RUN --mount=type=secret,env=A ls", "invalid secret mount. one of source, target required"),
        ("RUN --mount=type=secret,id=a,from=b ls", "secret mount should not have a from"),
        ("ONBUILD", "ONBUILD requires at least one argument"),
        ("ONBUILD onbuild RUN x", "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"),
        ("ONBUILD MAINTAINER x", "MAINTAINER isn't allowed as an ONBUILD trigger"),
        ("ONBUILD ENV A", "ENV must have two arguments"),
        ("ONBUILD --x RUN a", "unknown flag: --x"),
    ],
)
def test_a_form_buildkit_refuses_is_refused(text: str, why: str) -> None:
    """The reason says what is wrong, in BuildKit's words where it has some."""
    assert why in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "RUN",
        "CMD",
        "ENTRYPOINT []",
        "ARG --unchecked A",
        "STOPSIGNAL $SIGNAL",
        "STOPSIGNAL SIGRTMIN+3",
        "STOPSIGNAL 9",
        "STOPSIGNAL term",
        "EXPOSE $PORT 80-90/TCP 127.0.0.1:80:8080",
        "COPY --chmod=0755 --chown=$U:$G --parents --exclude=*.a --exclude=*.b a b",
        "ADD --checksum=sha256:x --keep-git-dir=TRUE https://a/b c",
        "HEALTHCHECK --interval=1h2m3.5s --timeout=1µs1s --retries=+0 CMD a",
        "HEALTHCHECK none",
        "VOLUME /a /b",
        "RUN --mount=type=cache,target=/x,mode=0755,uid=1,sharing=locked,ro ls",
        "RUN --mount='type=bind,\"source=a,b\",target=/x,readonly=false' ls",
        "RUN --mount=type=$TYPE,target=/x ls",
        "RUN --mount=type=secret,required=true,id=a ls",
        "RUN --mount=type=secret,id=t,env=T ls",
        "MAINTAINER a b <c@d>",
        "ONBUILD FOO bar",
        "LABEL a=b 'c d'=e",
        "USER 1000:$GROUP",
    ],
)
def test_a_form_buildkit_takes_is_taken(text: str) -> None:
    """Unusual, but no error."""
    assert instruction(text).line == 2


def test_a_stage_nobody_needs_is_not_checked_in_depth() -> None:
    """What BuildKit checks on the way to the final stage is not checked in a stage it does not build."""
    text = "FROM a AS unused\nSTOPSIGNAL SIGNOPE\nEXPOSE http\nFROM b"
    assert read_dockerfile(text.encode()).stages[0].end_line == 3
