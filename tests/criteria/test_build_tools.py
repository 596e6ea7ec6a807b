import pytest

from grader.criterion.build_tools import is_tool_package, is_tool_program


@pytest.mark.parametrize(
    "name",
    [
        "gcc", "gcc-12", "g++", "g++-12", "gcc-12-x86-64-linux-gnu", "build-essential", "build-base", "make",
        "cmake", "clang", "clang-14", "gcc-c++", "golang-go", "rustc", "cargo", "cpp",
    ],
)  # fmt: skip
def test_tool_packages(name: str) -> None:
    """Compilers and build tools are known under their packages' names."""
    assert is_tool_package(name)


@pytest.mark.parametrize(
    "name",
    [
        "gcc-12-base", "libgcc-s1", "libgcc", "libstdc++6", "libgomp1", "python3-cmake-format",
        "makedev", "gccgo-doc", "make-doc", "gcc-doc", "libc6", "clang-format", "",
    ],
)  # fmt: skip
def test_packages_that_are_no_tools(name: str) -> None:
    """Run-time libraries, and packages whose names hold a tool's, are no tools."""
    assert not is_tool_package(name)


@pytest.mark.parametrize(
    "path", ["/usr/bin/gcc", "/usr/bin/cc", "/usr/bin/x86_64-linux-gnu-g++-12", "/x/cc1"]
)
def test_tool_programs(path: str) -> None:
    """Compilers are known by their programs' names, wherever they lie."""
    assert is_tool_program(path)


@pytest.mark.parametrize("path", ["/usr/bin/python3", "/usr/bin/gcc/readme", "/usr/bin/makedb", "/bin/ccat"])
def test_programs_that_are_no_tools(path: str) -> None:
    """Other programs are not taken for compilers."""
    assert not is_tool_program(path)
