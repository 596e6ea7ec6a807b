"""What a Dockerfile says, as frozen data that `grader.values.to_data` turns into JSON."""

from grader.values import Value


class Heredoc(Value):
    """One here-document. Its lines are data, never instructions."""

    name: str
    """The terminating word, without quotes."""
    content: str
    """The lines between, as written, each with its line ending."""
    expand: bool
    """Whether variables are expanded: the terminating word has no quotes."""
    chomp: bool
    """Written `<<-`: leading tabs do not count."""
    file_descriptor: int


class Instruction(Value, kw_only=True):
    """One instruction, with continuation lines joined and comments between them left out."""

    keyword: str
    """In capitals: `RUN`."""
    text: str
    """The arguments with their flags, as written."""
    flags: tuple[str, ...]
    """Leading `--name=value` words without quotes."""
    words: tuple[str, ...]
    """The arguments as BuildKit's parser gives them: the items of a JSON array; otherwise one string for
    RUN, CMD, ENTRYPOINT, USER, WORKDIR, STOPSIGNAL; name and value in turn for ENV and LABEL; else words."""
    exec_form: bool
    """Written as a JSON array."""
    heredocs: tuple[Heredoc, ...]
    line: int
    end_line: int
    """1-based first and last line, here-documents included."""
    trigger: "Instruction | None" = None
    """The instruction behind ONBUILD."""

    def flag(self, name: str) -> str | None:
        """Return the value of the first flag `--name=value` (`""` for a bare `--name`), None without it."""
        return next(iter(self.flag_values(name)), None)

    def flag_values(self, name: str) -> tuple[str, ...]:
        """Return the values of every `--name=value`, in order."""
        pairs = (flag[2:].partition("=") for flag in self.flags)
        return tuple(value for key, _, value in pairs if key == name)


class FileSource(Value):
    """Files taken from elsewhere: `COPY --from=...` or `RUN --mount=from=...`."""

    keyword: str
    """`COPY` or `RUN`."""
    line: int
    stage: int | None
    """Index of the stage the files come from, None for an image."""
    image: str | None
    """The image in its familiar form (`scratch` included), None for a stage."""


class GlobalArg(Value):
    """One name of an ARG before the first FROM: the only arguments that FROM sees."""

    name: str
    value: str | None
    """After substitution; None without default and without build argument."""
    line: int
    has_default: bool = False


class Stage(Value, kw_only=True):
    """One FROM section."""

    index: int
    name: str | None
    """In small letters."""
    base: str | int
    """The name after FROM with variables substituted, or the index of the earlier stage it names."""
    image: str
    """The external image at the end of the chain, in its familiar form; `scratch` included."""
    platform: str | None
    """The value of `--platform` with variables substituted."""
    written_platform: str | None
    """The value of `--platform` as it is written."""
    line: int
    end_line: int
    """1-based line of FROM and last line of the last instruction."""
    instructions: tuple[Instruction, ...]
    """The instructions after FROM. ONBUILD stays ONBUILD."""
    sources: tuple[FileSource, ...]
    """What it takes from other stages and images; ONBUILD triggers of the stage it builds on come first."""


class Dockerfile(Value, kw_only=True):
    """A Dockerfile that BuildKit would accept. It has at least one stage."""

    file: str
    stages: tuple[Stage, ...]
    escape: str
    syntax: str | None
    """Value of `# syntax=`, the frontend image."""
    check: str | None
    """Value of `# check=`, options of BuildKit's linter."""
    global_args: tuple[GlobalArg, ...]
    external_images: tuple[str, ...]
    """Images that FROM, COPY --from and RUN --mount name, in order, once each, without `scratch`."""
    warnings: tuple[str, ...]
    """Each starts with `line N: `."""

    @property
    def final(self) -> Stage:
        """The last stage, which becomes the image when no target is named."""
        return self.stages[-1]

    @property
    def instructions(self) -> tuple[Instruction, ...]:
        """Those of all stages, in order, without the FROM lines."""
        return tuple(item for stage in self.stages for item in stage.instructions)

    def stage(self, target: str | None) -> Stage | None:
        """Return the stage that `--target` names, by name in any case or by index; the final one for None."""
        if target is None:
            return self.final
        named = [stage for stage in self.stages if stage.name == target.lower()]
        if named:
            return named[-1]
        return self.stages[int(target)] if target.isdigit() and int(target) < len(self.stages) else None

    def executed(self, stage: Stage) -> tuple[Instruction, ...]:
        """Return what the stage executes: the ONBUILD triggers of the stage it builds on, then its own.

        An ONBUILD instruction itself is among them; it has no effect on the stage that it stands in.
        """
        below = self.stages[stage.base].instructions if isinstance(stage.base, int) else ()
        triggers = tuple(item.trigger for item in below if item.trigger is not None)
        return triggers + stage.instructions

    def executed_in_lineage(self, stage: Stage) -> tuple[Instruction, ...]:
        """Return what the stage and the stages that it builds on execute, in order."""
        return tuple(item for part in self.lineage(stage) for item in self.executed(part))

    def lineage(self, stage: Stage) -> tuple[Stage, ...]:
        """Return the stages whose instructions end up in `stage`'s image, outermost base first."""
        chain = [stage]
        while isinstance(chain[-1].base, int):
            chain.append(self.stages[chain[-1].base])
        return tuple(reversed(chain))
