"""Classes made up for comparing: honest learners who decide for themselves, and some who copy."""

import random
from pathlib import Path

# fmt: off
PATTERNS = (".git", ".venv", "venv/", "__pycache__", "**/__pycache__", "*.pyc", "**/*.pyc", ".env", "*.log",
            "README.md", "Dockerfile", ".dockerignore", "tests/", ".idea", ".vscode", "*.md", "node_modules")
PACKAGES = ("build-essential", "gcc", "gcc python3-dev", "build-essential gcc", "gcc libc6-dev", "gcc make g++",
            "build-essential python3-dev", "gcc g++ libffi-dev", "build-essential curl")
USERS = ("useradd -m app", "useradd --create-home appuser", "adduser --disabled-password worker",
         "groupadd -r web && useradd -r -g web web", "useradd -u 1001 runner", "useradd -ms /bin/bash flask")
HEALTH = (
    "curl -f http://localhost:5000/health || exit 1",
    "python -c 'import urllib.request as u; u.urlopen(\"http://localhost:5000/health\")'",
)


def honest(seed: int) -> dict[str, str]:
    """The files of a learner who decides for themselves, as a class does: some ways are taken by most."""
    dice = random.Random(seed)
    builder = dice.choices(["builder", "build", "compile", "stage1", "deps", "wheels"], [8, 4, 1, 1, 1, 1])[0]
    lines = [
        f"FROM {dice.choices(['python:3.11', 'python:3.11-slim', 'python:3.11-slim-bookworm'], [6, 4, 1])[0]} AS {builder}"
    ]
    lines += dice.choices([["WORKDIR /app"], ["WORKDIR /build"], ["WORKDIR /src"], []], [6, 3, 1, 2])[0]
    if dice.random() < 0.8:
        options = dice.choice(["-y", "-y --no-install-recommends", "--yes", "-qq -y"])
        lists = dice.choice([" && rm -rf /var/lib/apt/lists/*", "", " && apt-get clean"])
        lines += [f"RUN apt-get update && apt-get install {options} {dice.choice(PACKAGES)}{lists}"]
    lines += dice.choices(
        [["COPY requirements.txt ."], ["COPY . ."], ["COPY requirements.txt /tmp/requirements.txt"]],
        [8, 3, 1],
    )[0]
    if dice.random() < 0.3:
        lines += [
            dice.choice(
                [
                    "RUN pip install --upgrade pip",
                    "RUN python -m pip install -U pip",
                    "RUN pip install -U pip setuptools wheel",
                ]
            )
        ]
    install, runtime = _way(dice, builder)
    final = dice.choices(["", " AS runtime", " AS final", " as production"], [4, 4, 2, 1])[0]
    lines += [
        *install,
        f"FROM {dice.choices(['python:3.11-slim', 'python:3.11-slim-bookworm', 'python:3.11-alpine'], [9, 1, 1])[0]}{final}",
    ]
    lines += _runtime(dice, runtime)
    files = {"Dockerfile": _commented(lines, dice)}
    if dice.random() < 0.7:
        files[".dockerignore"] = "\n".join(dice.sample(PATTERNS, dice.randint(2, 9))) + "\n"
    return files


def _way(dice: random.Random, builder: str) -> tuple[list[str], list[str]]:
    cache = dice.choice([" --no-cache-dir", " --no-cache-dir", ""])
    folder = dice.choice(["/wheels", "/app/wheels", "/install", "/opt/venv", "/venv", "/deps", "/packages"])
    way = dice.choices(["wheel", "user", "prefix", "venv", "site", "target"], [5, 4, 4, 5, 3, 1])[0]
    match way:
        case "wheel":
            return ([f"RUN pip wheel{cache} --wheel-dir {folder} -r requirements.txt"],
                    [f"COPY --from={builder} {folder} {folder}", f"RUN pip install{cache} --no-index --find-links={folder} -r requirements.txt"])
        case "user":
            return ([f"RUN pip install{cache} --user -r requirements.txt"],
                    [f"COPY --from={builder} /root/.local /root/.local", "ENV PATH=/root/.local/bin:$PATH"])
        case "prefix":
            return [f"RUN pip install{cache} --prefix={folder} -r requirements.txt"], [
                f"COPY --from={builder} {folder} /usr/local"
            ]
        case "venv":
            return ([f"RUN python -m venv {folder}", f'ENV PATH="{folder}/bin:$PATH"', f"RUN pip install{cache} -r requirements.txt"],
                    [f"COPY --from={builder} {folder} {folder}", f'ENV PATH="{folder}/bin:$PATH"'])
        case "site":
            site = "/usr/local/lib/python3.11/site-packages"
            return [f"RUN pip install{cache} -r requirements.txt"], [f"COPY --from={builder} {site} {site}"]
    return [f"RUN pip install{cache} --target={folder} -r requirements.txt"], [
        f"COPY --from={builder} {folder} {folder}",
        f"ENV PYTHONPATH={folder}",
    ]


def _runtime(dice: random.Random, taken: list[str]) -> list[str]:
    lines = [dice.choices(["WORKDIR /app", "WORKDIR /srv/app", "WORKDIR /usr/src/app"], [8, 1, 1])[0], *taken]
    if "no-index" in " ".join(taken):
        lines.insert(1, "COPY requirements.txt .")
    lines += dice.choices(
        [["COPY app.py ."], ["COPY . ."], ["COPY app.py /app/app.py"], ["COPY ./app.py ./"]], [6, 3, 1, 1]
    )[0]
    for name, share in (
        ("PYTHONUNBUFFERED", 0.4),
        ("PYTHONDONTWRITEBYTECODE", 0.25),
        ("FLASK_ENV", 0.1),
        ("PIP_NO_CACHE_DIR", 0.1),
    ):
        lines += [f"ENV {name}=1"] if dice.random() < share else []
    if dice.random() < 0.3:
        made = dice.choice(USERS)
        lines += [f"RUN {made}", f"USER {made.split()[-1]}"]
    if dice.random() < 0.2:
        every = dice.choice(["30s", "10s", "1m"])
        lines += [
            f"HEALTHCHECK --interval={every} --timeout={dice.choice(['3s', '5s'])} CMD {dice.choice(HEALTH)}"
        ]
    start = dice.choices(
        ['["python", "app.py"]', '["python3", "app.py"]', '["python", "/app/app.py"]', "python app.py"],
        [8, 1, 1, 1],
    )[0]
    return [*lines, *(["EXPOSE 5000"] if dice.random() < 0.9 else []), f"CMD {start}"]


def _commented(lines: list[str], dice: random.Random) -> str:
    said = (f"# {word}\n" if dice.random() < 0.3 else "" for word in ["step"] * len(lines))
    return "".join(f"{comment}{line}\n" for comment, line in zip(said, lines, strict=True))


def copied(files: dict[str, str], seed: int, *, change: int = 0) -> dict[str, str]:
    """A copy by somebody who hides it, and who changes, leaves out or adds `change` instructions."""
    dice = random.Random(seed)
    lines = [line for line in files["Dockerfile"].splitlines() if not line.startswith("#")]
    first = lines[0].split()[-1]
    lines = [
        line.replace(f"AS {first}", "as erste").replace(f"--from={first}", "--from=erste") for line in lines
    ]
    lines = [_disguised(line, dice) for line in lines]
    for number in range(change):
        at = dice.randrange(1, len(lines))
        if number % 2:
            lines.insert(at, f"ENV MY_{seed}_{number}=yes")
        elif not lines[at].upper().startswith("FROM"):
            del lines[at]
    text = "# my own solution\n\n" + "\n\n# next\n".join(lines) + "\n"
    return {**files, "Dockerfile": text}


def _disguised(line: str, dice: random.Random) -> str:
    line = line.replace(" && ", " \\\n    && ").replace("/wheels", "/whl").replace("/opt/venv", "/opt/env")
    if "install" in line and "apt-get" in line:
        words = line.split(" ")
        line = " ".join(words)
        for both in ("gcc python3-dev", "build-essential gcc", "gcc libc6-dev", "gcc make g++"):
            turned = " ".join(reversed(both.split()))
            line = line.replace(f" {both}", f" {turned}", 1)
    keyword, _, rest = line.partition(" ")
    return f"{keyword.lower() if dice.random() < 0.5 else keyword} {rest}"


def write(folder: Path, files: dict[str, str]) -> Path:
    """The files below the folder."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder
