"""The command line: what is wrong with it is one clear line and exit 2, and nothing is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

import main

WRONG = [
    (["check"], "SHOPFILE"),
    (["--wrong"], "--wrong"),
    (["demo", "{folder}/x.guimi", "--members", "0"], "1 – 10,000,000"),
    (["demo", "{folder}/x.guimi", "--members", "abc"], "1 – 10,000,000"),
    (["demo", "{folder}/x.guimi", "--years", "nan"], "0.01 – 20"),
    (["demo", "{folder}/x.guimi", "--years", "many"], "0.01 – 20"),
    (["bench", "--members", "1e9"], "1 – 10,000,000"),
    (["tour", "{folder}", "--lang", "de"], "zh_CN"),
]


@pytest.mark.parametrize(("arguments", "told"), WRONG)
def test_bad_arguments_are_one_line_and_exit_two(
    arguments: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main([argument.format(folder=tmp_path) for argument in arguments])
    lines = capsys.readouterr().err.splitlines()
    assert ended.value.code == 2
    assert len(lines) == 1
    assert told in lines[0]
    assert "_count" not in lines[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("content", [None, b"", b"hello", b"SQLite format 3\0" + bytes(200), "folder"])
def test_a_file_that_is_no_shop_is_one_line_and_exit_two(
    content: bytes | str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.guimi"
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    assert main.main(["check", str(path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert ("找不到" in lines[0]) == (content is None)
    assert ("不是闺蜜的店铺文件" in lines[0]) == (content is not None)
    assert path.is_dir() or content is None or path.read_bytes() == content
