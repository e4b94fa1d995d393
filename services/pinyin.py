"""How names are read: pinyin of names, with the readings that surnames and given names have of their own.

Single characters come from pypinyin's dictionary; which of several readings a name takes is told here,
because no dictionary of words knows names.
"""

from __future__ import annotations

import importlib.util
import json
import unicodedata
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Final

from model.search import NameKeys, fold

READINGS_LIMIT: Final = 4
"""Readings kept of one name: the usual one, then those that differ from it least."""

_CHOICES_LIMIT: Final = 4


def _table(lines: str) -> dict[str, tuple[str, ...]]:
    """`单:shan,dan …` as characters → readings, the right one first and the common mistake after it."""
    pairs = (entry.split(":") for entry in lines.split())
    return {char: tuple(said.split(",")) for chars, said in pairs for char in chars.split("/")}


_SURNAMES: Final = _table("""
    单/單:shan,dan 曾:zeng,ceng 仇:qiu,chou 解:xie,jie 区/區:ou,qu 查:zha,cha 朴:piao,pu 盖/蓋:ge,gai 任:ren
    华/華:hua 覃:qin,tan 翟:zhai,di 乐/樂:yue,le 召:shao,zhao 折:she,zhe 种:chong,zhong 重:chong,zhong
    缪/繆:miao,mou 尉:wei,yu 员/員:yun,yuan 贠:yun,yuan 冼:xian,xi 洗:xian,xi 谌/諶:chen,shen 郗:xi,chi
    能:nai,neng 黑:he,hei 哈:ha 那:na 薄:bo,bao 卜:bu,bo 晁:chao 褚:chu,zhe 句:gou,ju 纪/紀:ji 隽:juan,jun
    阚/闞:kan 宓:mi,fu 秘:bi,mi 乜:nie,mie 宁/寧/甯:ning 繁:po,fan 沈:shen,chen 石:shi,dan 眭:sui 相:xiang
    燕:yan 幺:yao 应/應:ying 於:yu 祭:zhai,ji 长/長:chang,zhang 车/車:che,ju 谷:gu,yu 呙:guo,wo 藏:zang,cang
    臧:zang 贾/賈:jia,gu 隗:kui,wei 柏:bai,bo 万/萬:wan 俞:yu,shu 便:pian,bian 冯/馮:feng,ping 曲:qu
    盛:sheng,cheng 强:qiang,jiang 都:du,dou 佴:nai,er 佟:tong,dong 禚:zhuo,gao 逄:pang,feng 阙/闕:que 撒:sa
    塔:ta 瞿:qu,ju 芮:rui,nei 厍:she,ku 莘:shen,xin 殷:yin 郇:xun,huan 牟:mu,mou 行:xing,hang 来:lai
    车:che,ju 貊:mo 妫:gui,wei 郏:jia 逯:lu 亓:qi 笪:da 鲜:xian 缑:gou,hou 龟:qiu,gui 苔:tai 戚:qi 洪:hong
    艾:ai,yi 参:shen,can 系:xi,ji 过/過:guo 六:lu,liu 令:ling 钭:tou,dou 骆:luo 桓:huan,heng 咸:xian 戴:dai
    颉:xie,jie 庹:tuo 酆:feng 綦:qi 麴:qu 郄:qie,xi 郤:xi 稽:ji 嵇:ji 靳:jin 蔺:lin 竺:zhu 阮:ruan,yuan
    吾:wu 危:wei 占:zhan 邸:di 邴:bing 晟:cheng,sheng 炅:gui,jiong 仉:zhang 笮:ze,zuo 蕃:pi,fan 适:kuo,shi
    费/費:fei,bi 卒:zu 巷:xiang 朝:chao,zhao 调:diao,tiao 角:jue,jiao 率:lv,shuai 堵:du 苫:shan 郝:hao 澹:tan
    尹:yin 尧:yao 奇:ji,qi 祝:zhu 訾:zi 冒:mao,mo 宿:su,xiu 鞠:ju 泷:shuang,long 冮:gang,jiang 粘:nian,zhan
""")

_COMPOUND_SURNAMES: Final = _table("""
    欧阳/歐陽:ou'yang 上官:shang'guan 司马/司馬:si'ma 诸葛/諸葛:zhu'ge 皇甫:huang'fu 尉迟/尉遲:yu'chi,wei'chi
    万俟/萬俟:mo'qi,wan'si 长孙/長孫:zhang'sun,chang'sun 单于/單于:chan'yu,shan'yu,dan'yu 令狐:ling'hu
    司徒:si'tu 司空:si'kong 慕容:mu'rong 夏侯:xia'hou 东方/東方:dong'fang 公孙/公孫:gong'sun
    宇文:yu'wen 端木:duan'mu 南宫/南宮:nan'gong 独孤/獨孤:du'gu 西门/西門:xi'men 东郭/東郭:dong'guo
    轩辕/軒轅:xuan'yuan 赫连/赫連:he'lian 澹台/澹臺:tan'tai,dan'tai 公冶:gong'ye 宗政:zong'zheng
    濮阳/濮陽:pu'yang 淳于:chun'yu 太叔:tai'shu 申屠:shen'tu 仲孙/仲孫:zhong'sun 钟离/鍾離:zhong'li
    鲜于/鮮于:xian'yu 闾丘/閭丘:lv'qiu,lu'qiu 亓官:qi'guan 呼延:hu'yan 完颜/完顏:wan'yan 拓跋:tuo'ba,ta'ba
    纳兰/納蘭:na'lan 爱新/愛新:ai'xin 叶赫/葉赫:ye'he 百里:bai'li 第五:di'wu 左丘:zuo'qiu 梁丘:liang'qiu
    东门/東門:dong'men 南门/南門:nan'men 谷梁:gu'liang 乐正/樂正:yue'zheng,le'zheng 漆雕:qi'diao
    公羊:gong'yang 巫马/巫馬:wu'ma 贺兰/賀蘭:he'lan 即墨:ji'mo 达奚/達奚:da'xi 哈尔:ha'er
""")

_GIVEN: Final = _table("""
    乐/樂:le,yue 行:xing,hang 长/長:chang,zhang 朝:zhao,chao 重:zhong,chong 茜:qian,xi 娜:na,nuo 晟:sheng,cheng
    盛:sheng,cheng 澄:cheng,deng 和:he 传/傳:chuan,zhuan 华/華:hua 柏:bai,bo 泊:bo,po 参:can,shen 曾:zeng,ceng
    都:du,dou 还:huan,hai 贾:jia,gu 单/單:dan,shan 解:jie,xie 会/會:hui,kuai 宿:su,xiu 藏:cang,zang
    露:lu,lou 屏:ping,bing 校:xiao,jiao 率:lv,shuai 调:diao,tiao 省:sheng,xing 降:jiang,xiang 度:du,duo
    弹:tan,dan 薄:bo,bao 圈:quan 塞:sai,se 敦:dun 陆/陸:lu 禅:chan,shan 纶:lun,guan 朴:pu,piao 车:che,ju
    强/強:qiang,jiang 奇:qi,ji 琢:zhuo,zuo 颉:jie,xie 炅:jiong,gui 什:shi,shen 殷:yin,yan 蔓:man,wan
    嘏:gu,jia 堃:kun 喆:zhe 淼:miao 鑫:xin 骁:xiao 骞:qian 璇:xuan 钰:yu 珏:jue 珺:jun 玥:yue 玹:xuan,xian
    珩:heng,hang 翀:chong 祎:yi,hui 彧:yu,huo 昱:yu 旻:min 旸:yang 昉:fang 甫:fu,pu 隽/雋:jun,juan 俊:jun 莘:xin,shen
    菁:jing,qing 婧:jing,qing 靓:jing,liang 倩:qian 蕊:rui 绮:qi,yi 漪:yi 筠:jun,yun 芸:yun 妤:yu 姝:shu
    娉:ping 媛:yuan 睿:rui 栩:xu,yu 祺:qi 烨:ye 煜:yu 晔:ye 曦:xi 羲:xi 赟:yun,bin 斌:bin 彬:bin 仔:zi,zai
    尧:yao 祯:zhen 桢:zhen 莞:wan,guan 莆:pu 葳:wei 亶:dan 粼:lin 垚:yao 犇:ben 骉:biao 焱:yan 燚:yi 槿:jin
    桦:hua 铠:kai 锴:kai 楷:kai,jie 恺:kai 皓:hao 颢:hao 灏:hao 阿:a 呢:ni 丽:li 万:wan 祭:ji 勒:le 便:bian
    给:ji,gei 卡:ka,qia 见:jian 红:hong 缪:miao,mou 荨:xun,qian 蹊:xi,qi 栖:qi,xi 壳:ke,qiao 系:xi
    埔:pu,bu 堡:bao,bu 六:liu,lu 无:wu 尾:wei,yi 叶:ye 宓:mi,fu 宝:bao 佛:fo,fu 伽:jia,qie 若:ruo 父:fu
    薇:wei 鹏:peng 谷:gu,yu 咏:yong 大:da,dai 子:zi 车:che,ju 石:shi,dan 尉:wei,yu 区:qu,ou 仇:qiu,chou
""")

_FAMILIAR: Final = frozenset("小老阿大")
"""Before a surname in what people are called at the counter: 小曾, 老仇, 阿单."""


def readings(name: str) -> NameKeys:
    """The readings of a name in lower-case letters; ü is both v and u; a Latin word is one syllable."""
    folded = fold_kept(name)
    compound = folded[:2] if folded[:2] in _COMPOUND_SURNAMES else ""
    if not compound:
        surname, rest = _single_surname(folded)
        return NameKeys(1, _combined((surname, *_syllables(rest))) if surname else _combined(_syllables(rest)))
    rest = _syllables(folded[2:])
    whole = [(*said.split("'"), *given) for said in _COMPOUND_SURNAMES[compound] for given in _combined(rest) or ((),)]
    return NameKeys(2, tuple(whole[:READINGS_LIMIT]))
