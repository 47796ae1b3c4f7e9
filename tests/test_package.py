"""The package: what a wheel holds, and where its files are found."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from certpress import resources
from certpress.errors import ConfigurationError

ROOT = Path(__file__).resolve().parent.parent


def script(path: Path) -> ModuleType:
    """A script outside the package, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel of this checkout, built with the environment's own tools."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.mark.parametrize(
    "name",
    [
        "certpress/cli/__init__.py",
        "certpress/profile.json",
        "certpress/typst/certificate.typ",
        "certpress/templates/pages/home.md.j2",
        "certpress/_built/contexts/credentials-v2.json",
        "certpress/_built/fonts/coverage.json",
        "certpress/_built/fonts/NotoSans_400Regular.ttf",
        "certpress/_built/fonts/OFL-noto-sans.txt",
        "certpress/_built/verifier/index.html",
        "certpress/_starter/content/body.yml",
        "certpress/_starter/content/schemes/ndt/2017-1/scheme.yml",
        "certpress/_starter/credentials/demonstration.csv",
        "certpress/_starter/credentials/demonstration-consents.csv",
        "certpress/_starter/credentials/demonstration-undertakings.csv",
        "certpress/_starter/content/mark/mark.svg",
        "certpress/_starter/credentials/README.md",
        "certpress/_starter/keys/README.md",
        "certpress/_starter/mkdocs.yml",
    ],
)
def test_wheel_holds_all_that_runs_without_a_checkout(wheel: zipfile.ZipFile, name: str) -> None:
    """Code, contexts, fonts, the verifier page and the starter body are inside."""
    assert name in wheel.namelist()


def test_wheel_holds_nothing_private_and_nothing_twice(wheel: zipfile.ZipFile) -> None:
    """No register, no key, no packages of npm; every file once."""
    names = wheel.namelist()
    assert len(names) == len(set(names))
    private = [name for name in names if name.endswith((".sqlite", ".key", ".pyc"))]
    private += [name for name in names if "node_modules" in name or "stamps" in name]
    assert private == []


def test_wheel_is_of_a_sensible_size(wheel: zipfile.ZipFile) -> None:
    """The fonts of many scripts, and still less than 25 MB to download."""
    assert sum(file.compress_size for file in wheel.infolist()) < 25_000_000


def test_wheel_names_its_licence_and_its_command(wheel: zipfile.ZipFile) -> None:
    """The metadata carries the licence and starts the command line."""
    names = wheel.namelist()
    entry = next(name for name in names if name.endswith("entry_points.txt"))
    assert "certpress = certpress.cli:main" in wheel.read(entry).decode()
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_an_installed_package_finds_its_files(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """Unpacked anywhere, the package finds the starter body and the assets inside itself."""
    wheel.extractall(tmp_path)
    code = (
        "from certpress import resources\n"
        "print(resources.starter())\n"
        "print(resources.built('fonts'))\n"
    )
    command = [sys.executable, "-c", code]
    environment = {"PYTHONPATH": str(tmp_path), "SYSTEMROOT": "C:\\Windows"}
    shown = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    package = (tmp_path / "certpress").resolve()
    assert shown.stdout.split() == [str(package / "_starter"), str(package / "_built" / "fonts")]


@pytest.fixture(scope="session")
def installed(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of a fresh environment with the wheel in it; its other packages are lent."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=os.name == "posix")
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    python = commands / ("python.exe" if os.name == "nt" else "python")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    made = [*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel.filename)]
    done = subprocess.run(made, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    place = next(path.parent for path in folder.rglob("certpress") if path.is_dir())
    (place / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return commands


def run(commands: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder, with no other command on the path."""
    environment = {"PATH": str(commands), "HOME": str(folder), "SYSTEMROOT": "C:\\Windows"}
    script = shutil.which("certpress", path=str(commands))
    assert script is not None
    return subprocess.run(
        [script, *words], cwd=folder, env=environment, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


def test_an_installed_wheel_takes_a_body_through_the_whole_path(
    installed: Path, tmp_path: Path
) -> None:
    """In an empty folder, without Node, make or a checkout: a site, and papers valid on it."""
    made = run(installed, tmp_path, "demo", "mybody", "--no-serve")
    assert made.returncode == 0, made.stderr
    assert "mybody/site/ built" in made.stderr
    documents = tmp_path / "mybody" / "credentials" / "documents"
    shown: dict[str, int] = {}
    for number in sorted(path.name for path in documents.iterdir())[:4]:
        paper = f"mybody/credentials/documents/{number}/certificate.pdf"
        done = run(installed, tmp_path, "verify", paper, "--site", "mybody/site", "--json")
        shown[json.loads(done.stdout)["outcome"]] = done.returncode
    assert shown["valid"] == 0
    assert {code for outcome, code in shown.items() if outcome != "valid"} <= {1}
    assert [path.name for path in tmp_path.iterdir()] == ["mybody"]


def test_an_installed_wheel_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    """Nothing of this checkout is used: code, assets and starter body come out of the wheel."""
    code = "from certpress import resources as r; print(r.PACKAGE, r.starter(), r.built('fonts'))"
    python = shutil.which("python", path=str(installed))
    assert python is not None
    shown = subprocess.run(
        [python, "-c", code], cwd=tmp_path, env={"SYSTEMROOT": "C:\\Windows"},
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert str(ROOT) not in shown.stdout


def test_a_checkout_finds_the_starter_body_in_the_repository() -> None:
    """The repository is itself the starter body, kept once."""
    assert resources.starter() == ROOT
    assert all((resources.starter() / name).exists() for name in resources.STARTER)


def test_missing_assets_are_an_error_with_the_next_step() -> None:
    """What was not built is named, with the command that builds it."""
    with pytest.raises(ConfigurationError, match="not built") as caught:
        resources.built("nothing")
    assert "build_assets.py" in caught.value.hint


def test_assets_are_not_built_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """A second build finds everything current and changes nothing."""
    assets = script(ROOT / "builder" / "build_assets.py")
    assert assets.main([]) == 0
    stamps = (resources.built("stamps.json")).read_bytes()
    assert assets.main([]) == 0
    assert capsys.readouterr().out.endswith("assets are up to date\n")
    assert (resources.built("stamps.json")).read_bytes() == stamps


def test_a_checkout_without_the_verifier_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The build says which file is missing, and leaves nothing half made."""
    assets = script(ROOT / "builder" / "build_assets.py")
    monkeypatch.setattr(assets, "VERIFIER", tmp_path / "verifier")
    monkeypatch.setattr(assets, "TARGET", tmp_path / "built")
    monkeypatch.setattr(assets, "STAMPS", tmp_path / "built" / "stamps.json")
    assert assets.main(["verifier"]) == 1
    assert "package.json: missing" in capsys.readouterr().err
    assert list((tmp_path / "built").iterdir()) == []


def test_no_file_names_a_package_index() -> None:
    """Lock files hold versions and hashes, no address of an index: any mirror serves."""
    locks = [*ROOT.glob("requirements/*"), *ROOT.glob("*/package-lock.json")]
    locks += ROOT.glob("builder/*/package-lock.json")
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        assert '"resolved"' not in text, lock
        assert "index-url" not in text.replace("--no-emit-index-url", ""), lock
