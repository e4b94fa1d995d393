from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.search import NameKeys, answers, fold, index_terms, matches, parse_query
from services.pinyin import READINGS_LIMIT, readings

ROOT = Path(__file__).resolve().parents[2]


def joined(name: str) -> list[str]:
    return ["".join(syllables) for syllables in readings(name).readings]


def found(name: str, typed: str) -> bool:
    """Whether one of the query's scans reaches the name and its other words agree."""
    terms = index_terms(1, "", name, readings(name))
    return any(
        any(s.range.holds(t) for t in terms) and matches(terms, s.others) for s in parse_query(typed).scans
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("单雪梅", ["shanxuemei", "danxuemei"]),
        ("曾小贤", ["zengxiaoxian", "cengxiaoxian"]),
        ("仇英", ["qiuying", "chouying"]),
        ("解晓东", ["xiexiaodong", "jiexiaodong"]),
        ("区志明", ["ouzhiming", "quzhiming"]),
        ("查良镛", ["zhaliangyong", "chaliangyong"]),
        ("朴志星", ["piaozhixing", "puzhixing"]),
        ("盖丽丽", ["gelili", "gailili"]),
        ("任静", ["renjing"]),
        ("华玲", ["hualing"]),
        ("覃芳", ["qinfang", "tanfang"]),
        ("翟丽", ["zhaili", "dili"]),
        ("乐嘉", ["yuejia", "lejia"]),
        ("尉迟恭", ["yuchigong", "weichigong"]),
        ("万俟卨", ["moqixie", "wansixie"]),
        ("长孙无忌", ["zhangsunwuji", "changsunwuji"]),
        ("单于", ["chanyu", "shanyu", "danyu"]),
        ("欧阳娜娜", ["ouyangnana"]),
        ("上官婉儿", ["shangguanwaner"]),
        ("司马光", ["simaguang"]),
        ("諸葛亮", ["zhugeliang"]),
        ("單雪", ["shanxue", "danxue"]),
        ("小曾", ["xiaozeng", "xiaoceng"]),
        ("曾姐", ["zengjie", "cengjie"]),
        ("张乐", ["zhangle", "zhangyue"]),
        ("李重阳", ["lizhongyang", "lichongyang"]),
        ("王茜", ["wangqian", "wangxi"]),
        ("吕丽", ["lvli", "luli"]),
        ("吕绿女", ["lvlvnv", "lulunu"]),
        ("略", ["lve", "lue"]),
        ("曲娟", ["qujuan"]),
        ("王行", ["wangxing", "wanghang"]),
        ("Amy Wong", ["amywong"]),
        ("AMY", ["amy"]),
        ("José", ["jose"]),
        ("Eve", ["eve"]),
        ("阿Ken", ["aken"]),
        ("客人2号", ["keren2hao"]),
        ("买买提·吐尔逊", ["maimaitituerxun"]),
        ("𠅤䶮㛃", ["xiyanjie"]),
        ("🐱", []),
        ("Иван", []),
        ("", []),
        ("<>", []),
    ],
)
def test_names_are_read_right_and_as_people_misread_them(name: str, said: list[str]) -> None:
    assert joined(name) == said


def test_a_compound_surname_is_two_syllables() -> None:
    assert readings("欧阳娜") == NameKeys(2, (("ou", "yang", "na"),))
    assert readings("欧娜") == NameKeys(1, (("ou", "na"),))


def test_the_number_of_readings_is_bounded() -> None:
    assert len(readings("单乐行").readings) == READINGS_LIMIT
    assert joined("单乐行")[0] == "shanlexing"
    assert len(readings("乐" * 60).readings) == READINGS_LIMIT


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单雪梅", "sxm"),
        ("单雪梅", "dxm"),
        ("单雪梅", "shanxm"),
        ("单雪梅", "xuemei"),
        ("吕丽", "lv"),
        ("吕丽", "lu"),
        ("吕丽", "lü"),
        ("吕丽", "ll"),
        ("长孙无忌", "zhangsunwj"),
        ("长孙无忌", "zswj"),
        ("长孙无忌", "wuji"),
        ("𠅤䶮", "𠅤"),
        ("𠅤䶮", "xy"),
        ("小曾", "xz"),
        ("阿Ken", "ken"),
        ("Amy Wong", "wong"),
    ],
)
def test_a_name_is_found_as_it_is_typed(name: str, typed: str) -> None:
    assert found(name, typed)
    assert not found(name, typed + "q")


def test_single_readings_are_the_dictionarys() -> None:
    """The file that is read is the table the library itself uses, in its usual reading first."""
    script = (
        "from pypinyin import Style, pinyin; from services.pinyin import readings;"
        "chars = [chr(c) for c in range(0x4E00, 0x9FA6)];"
        "theirs = {c: pinyin(c, style=Style.NORMAL, heteronym=True)[0] for c in chars};"
        "ours = {c: readings('王' + c).readings[0][1:] for c in chars};"
        "odd = [c for c in chars if theirs[c] != [c] and ours[c][0] not in theirs[c]];"
        "assert not odd, odd;"
        "same = sum(ours[c][0] == theirs[c][0] for c in chars if theirs[c] != [c]);"
        "assert same > 20_800, same"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


def test_the_phrases_of_the_library_are_never_loaded() -> None:
    script = (
        "import sys; from services.pinyin import readings; readings('单雪梅');"
        "assert not any(m.startswith('pypinyin') for m in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


@given(st.text(max_size=30))
def test_any_name_has_plain_readings(name: str) -> None:
    read = readings(name)
    assert len(read.readings) <= READINGS_LIMIT
    assert read.surname_syllables in (1, 2)
    for syllables in read.readings:
        assert syllables
        assert all(s.isascii() and s.isalnum() and s == s.lower() for s in syllables)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_whoever_has_letters_in_the_name_is_found_by_the_whole_name(name: str) -> None:
    if fold(name):
        assert found(name, name)


PARTS = st.sampled_from(["张", "晓明", "单", "zx", "shan", "dan", "138", "6217", "48", "2", "ken", "阿", "x"])


@given(
    st.sampled_from(["张晓明", "单雪", "阿Ken", "客人2号", "吕丽", "王"]),
    st.sampled_from(["13800136217", "13900000138", "85262170001", ""]),
    st.integers(1, 500),
    st.lists(PARTS, min_size=2, max_size=3),
)
def test_asking_only_what_is_needed_answers_the_same(
    name: str, phone: str, number: int, typed: list[str]
) -> None:
    terms = index_terms(number, phone, name, readings(name))
    for scan in parse_query(" ".join(typed)).scans:
        assert answers(number, phone, name, readings, scan.others) == matches(terms, scan.others)
