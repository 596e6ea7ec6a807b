from pathlib import Path

from grader.machine.pip_settings import pip_settings


def test_host_without_settings() -> None:
    """An image's pip trusts the image's own bundle."""
    assert pip_settings({}, []) == "[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n"


def test_environment_before_files(tmp_path: Path) -> None:
    """As pip reads them: the environment comes before the files, a later file before an earlier one."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("[global]\nindex-url = https://first.example\nproxy = http://proxy.example:3128\n")
    second.write_text("[global]\nindex-url = https://second.example\n")
    text = pip_settings({"PIP_TRUSTED_HOST": "index.example"}, [str(first), str(second)])
    assert "index-url = https://second.example\n" in text
    assert "proxy = http://proxy.example:3128\n" in text
    assert "trusted-host = index.example\n" in text


def test_what_stays_on_the_host() -> None:
    """Folders of the host hold nothing inside an image, and passwords do not belong into one."""
    urls = "https://me:secret@index.example file:///wheels /wheels https://open.example"
    assert "extra-index-url = https://open.example\n" in pip_settings({"PIP_EXTRA_INDEX_URL": urls}, [])
