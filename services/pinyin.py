"""How names are read: pinyin of names, with the readings that surnames and given names have of their own.

Single characters come from pypinyin's dictionary; which of several readings a name takes is told here,
because a dictionary of words knows no names.
"""

from __future__ import annotations

import importlib.util
import json
import unicodedata
from functools import cache
from itertools import chain, product
from pathlib import Path
from typing import Final

from model.search import NameKeys, fold

READINGS_LIMIT: Final = 4
"""Readings kept of one name: the usual one first, then those that differ from it least."""

_Reading = tuple[str, ...]


def _table(lines: str) -> dict[str, tuple[str, ...]]:
    """`单/單:shan,dan …` as character → readings, the right one first and the common mistakes after it."""
    pairs = (entry.split(":") for entry in lines.split())
    return {spelling: tuple(said.split(",")) for names, said in pairs for spelling in names.split("/")}


_SURNAMES: Final = _table("""
    单/單:shan,dan 曾:zeng,ceng 仇:qiu,chou 解:xie,jie 区/區:ou,qu 查:zha,cha 朴:piao,pu 盖/蓋:ge,gai
    覃:qin,tan 翟:zhai,di 乐/樂:yue,le 召:shao,zhao 折:she,zhe 种:chong,zhong 重:chong,zhong
    缪/繆:miao,mou 尉:wei,yu 员/員:yun,yuan 洗:xian,xi 谌/諶:chen,shen 郗:xi,chi 能:nai,neng 黑:he,hei
    薄:bo,bao 卜:bu,bo 褚:chu,zhe 句:gou,ju 隽/雋:juan,jun 宓:mi,fu 秘:bi,mi 乜:nie,mie 繁:po,fan
    祭:zhai,ji 长/長:chang,zhang 藏:zang,cang 隗:kui,wei 柏:bai,bo 盛:sheng,cheng 都:du,dou 瞿:qu,ju
    莘:shen,xin 郇:xun,huan 牟:mu,mou 行:xing,hang 妫/媯:gui,wei 颉/頡:xie,jie 郄:qie,xi 阮:ruan,yuan
    晟:cheng,sheng 炅:gui,jiong 笮:ze,zuo 朝:chao,zhao 角:jue,jiao 冒:mao,mo 宿:su,xiu 粘:nian,zhan
    呙/咼:guo,wo 佴:nai,er 适:kuo,shi
""")

_COMPOUND_SURNAMES: Final = _table("""
    欧阳/歐陽:ou'yang 上官:shang'guan 司马/司馬:si'ma 诸葛/諸葛:zhu'ge 皇甫:huang'fu
    尉迟/尉遲:yu'chi,wei'chi 万俟/萬俟:mo'qi,wan'si 长孙/長孫:zhang'sun,chang'sun
    单于/單于:chan'yu,shan'yu,dan'yu 令狐:ling'hu 司徒:si'tu 司空:si'kong 慕容:mu'rong 夏侯:xia'hou
    东方/東方:dong'fang 公孙/公孫:gong'sun 宇文:yu'wen 端木:duan'mu 南宫/南宮:nan'gong 独孤/獨孤:du'gu
    西门/西門:xi'men 东郭/東郭:dong'guo 轩辕/軒轅:xuan'yuan 赫连/赫連:he'lian 澹台/澹臺:tan'tai,dan'tai
    公冶:gong'ye 宗政:zong'zheng 濮阳/濮陽:pu'yang 淳于:chun'yu 太叔:tai'shu 申屠:shen'tu
    仲孙/仲孫:zhong'sun 钟离/鍾離:zhong'li 鲜于/鮮于:xian'yu 闾丘/閭丘:lv'qiu,lu'qiu 亓官:qi'guan
    呼延:hu'yan 完颜/完顏:wan'yan 拓跋:tuo'ba,ta'ba 纳兰/納蘭:na'lan 百里:bai'li 第五:di'wu 左丘:zuo'qiu
    梁丘:liang'qiu 谷梁/穀梁:gu'liang 乐正/樂正:yue'zheng,le'zheng 漆雕:qi'diao 巫马/巫馬:wu'ma
    贺兰/賀蘭:he'lan 达奚/達奚:da'xi 公羊:gong'yang
""")

_GIVEN: Final = _table("""
    乐/樂:le,yue 行:xing,hang 长/長:chang,zhang 朝:zhao,chao 重:zhong,chong 茜:qian,xi 晟:sheng,cheng
    盛:sheng,cheng 澄:cheng,deng 传/傳:chuan,zhuan 柏:bai,bo 泊:bo,po 参:can,shen 曾:zeng,ceng 都:du,dou
    还/還:huan,hai 贾/賈:jia,gu 单/單:dan,shan 会/會:hui,kuai 藏:cang,zang 校:xiao,jiao 率:lv,shuai
    调/調:diao,tiao 省:sheng,xing 降:jiang,xiang 弹/彈:tan,dan 薄:bo,bao 塞:sai,se 禅/禪:chan,shan
    纶/綸:lun,guan 朴:pu,piao 车/車:che,ju 琢:zhuo,zuo 颉/頡:jie,xie 炅:jiong,gui 什:shi,shen 蔓:man,wan
    莘:xin,shen 隽/雋:jun,juan 菁:jing,qing 靓/靚:jing,liang 筠:jun,yun 祎/禕:yi,hui 彧:yu,huo
    珩:heng,hang 甫:fu,pu 赟/贇:yun,bin 仔:zi,zai 莞:wan,guan 栩:xu,yu 婧:jing,qing 卡:ka,qia
    荨/蕁:xun,qian 蹊:xi,qi 栖/棲:qi,xi 埔:pu,bu 堡:bao,bu 伽:jia,qie 佛:fo,fu 谷:gu,yu 差:cha,chai
    恶:e,wu 便:bian,pian 模:mo,mu 了:liao,le 着:zhe,zhuo 的:di,de 劲/勁:jin,jing 称/稱:cheng,chen
    乘:cheng,sheng 勒:le,lei 壳/殼:ke,qiao 角:jiao,jue 觉/覺:jue,jiao 属/屬:shu,zhu 宓:mi,fu 六:liu,lu
""")

_FAMILIAR: Final = frozenset("小老阿大")
"""Said before a surname at the counter: 小曾, 老仇, 阿单."""


def readings(name: str) -> NameKeys:
    """The readings of a name in lower-case ASCII; ü is both v and u; a Latin word counts as one syllable.

    Characters without a known reading are left out; a name of nothing else has no readings.
    """
    tokens = _tokens(name)
    compound = _COMPOUND_SURNAMES.get("".join(tokens[:2]))
    if compound and len(tokens) > 2:
        given = [_given(token) for token in tokens[2:]]
        return NameKeys(2, _combined([tuple(tuple(said.split("'")) for said in compound), *given]))
    choices = [_given(token) for token in tokens]
    if tokens:
        choices[0] = _surname(tokens[0])
    if len(tokens) == 2 and tokens[0] in _FAMILIAR:
        choices[1] = tuple(dict.fromkeys(_surname(tokens[1]) + choices[1]))
    known = _combined([c for c in choices if c])
    if compound:
        # Two characters alone: mostly the compound surname, possibly a surname with a given name.
        known = _spelt([*(tuple(said.split("'")) for said in compound), *known])
    return NameKeys(1, known)


def spellings(text: str) -> tuple[str, ...]:
    """What somebody may type for a text: each reading in full and by its initials."""
    said = readings(text).readings
    return tuple(form for each in said for form in ("".join(each), "".join(s[:1] for s in each)))


def _tokens(name: str) -> list[str]:
    """Single characters, and runs of Latin letters or digits as one token each."""
    tokens: list[str] = []
    run = ""
    for char in unicodedata.normalize("NFC", name):
        folded = _folded(char)
        if not folded.isascii():
            tokens += [run, folded] if run else [folded]
            run = ""
        elif run and folded and run[-1].isdigit() == folded[0].isdigit():
            run += folded
        else:
            # A mark, a space or the border between letters and digits ends a run.
            tokens += [run] if run else []
            run = folded
    return [*tokens, run] if run else tokens


_folded = cache(fold)


def _combined(choices: list[tuple[_Reading, ...]]) -> tuple[_Reading, ...]:
    """Whole readings from the choices of each part: the usual one, then with one part changed, and so on."""
    usual = tuple(chain.from_iterable(c[0] for c in choices))
    # Beyond a few parts with a choice there are more readings than are kept anyway.
    open_parts = [i for i, c in enumerate(choices) if len(c) > 1][:READINGS_LIMIT]
    if not open_parts:
        return _spelt([usual]) if usual else ()
    picks = sorted(product(*(range(len(choices[i])) for i in open_parts)), key=_unusual)
    whole = []
    for pick in picks[:READINGS_LIMIT]:
        at = dict(zip(open_parts, pick, strict=True))
        whole.append(tuple(chain.from_iterable(c[at.get(i, 0)] for i, c in enumerate(choices))))
    return _spelt(whole)


def _unusual(pick: tuple[int, ...]) -> tuple[int, int]:
    return sum(map(bool, pick)), sum(pick)


def _spelt(whole: list[_Reading]) -> tuple[_Reading, ...]:
    """Each reading with ü as v and then as u, bounded."""
    spelt: dict[_Reading, None] = {}
    for syllables in whole:
        spelt[syllables] = None
        if any("v" in s for s in syllables):
            spelt[tuple(_as_u(s) for s in syllables)] = None
    return tuple(spelt)[:READINGS_LIMIT]


def _as_u(syllable: str) -> str:
    # v is ü only after l and n; a Latin word keeps its own.
    return syllable.replace("v", "u", 1) if syllable in _WITH_V else syllable


_WITH_V: Final = frozenset(("lv", "nv", "lve", "nve", "lvan"))


@cache
def _surname(token: str) -> tuple[_Reading, ...]:
    said = _SURNAMES.get(token)
    return tuple((s,) for s in said) if said else _given(token)


@cache
def _given(token: str) -> tuple[_Reading, ...]:
    """The readings of one token, each as one syllable; none for a character that has none."""
    if token.isascii():
        return ((token,),)
    said = _GIVEN.get(token) or _usual(token)
    return tuple((s,) for s in said)


def _usual(char: str) -> tuple[str, ...]:
    toned = _dictionary().get(str(ord(char[0])), "")
    return (_toneless(toned.partition(",")[0]),) if toned else ()


def _toneless(syllable: str) -> str:
    """`lǚ` → `lv`, `zhāng` → `zhang`, with ê as e."""
    plain = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(c for c in plain if c.isascii())


@cache
def _dictionary() -> dict[str, str]:
    """Code point in decimal → toned readings, of pypinyin's single characters.

    Only that file is read: importing the package also loads its phrases, which names don't need
    (14 ms and 8 MB instead of 125 ms and 57 MB).
    """
    package = importlib.util.find_spec("pypinyin")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("pypinyin")
    path = Path(package.submodule_search_locations[0]) / "pinyin_dict.json"
    table: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return table
