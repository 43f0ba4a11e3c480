"""Places found in a text, the part each plays, and what the words 全省, 两地 stand for. One line a case."""

import time
from itertools import pairwise

import pytest

from pipelines.figures.deictic_places import resolve
from pipelines.figures.regions import find_places


def named(text: str) -> list[str]:
    """The short names found, without names that are no place."""
    return [place.name for place in find_places(text) if place.kind != "inside_name"]


FOUND = [
    ("四川省宜宾市一江清水", ["四川", "宜宾"]),
    ("内蒙古自治区鄂尔多斯市", ["内蒙古", "鄂尔多斯"]),
    ("新疆维吾尔自治区", ["新疆"]),
    ("广西南宁", ["广西", "南宁"]),
    ("凉山彝族自治州会理市", ["凉山", "会理"]),
    ("凉山州", ["凉山"]),
    ("甘肃省临夏回族自治州积石山县", ["甘肃", "临夏", "积石山"]),
    ("江苏省南京市鼓楼区", ["江苏", "南京", "鼓楼"]),
    ("领导来川调研", ["四川"]),
    ("在川企业", ["四川"]),
    ("全川秋收", ["四川"]),
    ("赴渝考察", ["重庆"]),
    ("近日来陕", ["陕西"]),
    ("川渝两省市共建", ["川渝"]),
    ("川渝黔交界", ["四川、重庆、贵州"]),
    ("沪苏浙皖三省一市", ["长三角"]),
    ("京津冀", ["京津冀"]),
    ("在京津冀投资", ["京津冀"]),
    ("在桂林过年", ["桂林"]),
    ("成渝地区双城经济圈生产总值", ["成渝地区双城经济圈"]),
    ("双城经济圈建设", ["成渝地区双城经济圈"]),
    ("成渝两地互通", ["成渝"]),
    ("成都重庆签订协议", ["成渝"]),
    ("西部地区比重", ["西部地区"]),
    ("粤港澳大湾区内地九市外贸", ["粤港澳大湾区内地9市"]),
    ("长江干流川渝段水质", ["长江干流川渝段"]),
    ("黄河干流全线", ["黄河干流"]),
    ("对中亚五国出口", ["中亚五国"]),
    ("越南、泰国和俄罗斯", ["越南", "泰国", "俄罗斯"]),
    ("我国进出口", ["全国"]),
    ("全球126个国家", ["全球"]),
    ("洋县、陈仓产值", ["洋县", "陈仓"]),
    ("陈仓、洋县产值", ["陈仓", "洋县"]),
    ("两江新区挂牌", ["两江新区"]),
    ("重庆市江北区", ["重庆", "江北"]),
    ("密云县的老照片", ["密云"]),
    ("海南藏族自治州", ["海南州"]),
    ("陕北、关中和陕南", ["陕北", "关中", "陕南"]),
    ("西安区域科技创新中心", ["西安"]),
    ("雄安新区建设", ["雄安新区"]),
    ("海南自贸港封关", ["海南自由贸易港"]),
    ("东北三省粮食", ["东北地区"]),
    ("跨越西藏、云南", ["西藏", "云南"]),
    ("西藏定日地震", ["西藏", "定日"]),
    ("在西部形成增长极", ["西部地区"]),
    ("新疆西部有雪", ["新疆"]),
    ("中西部地区投资", ["中西部地区"]),
    ("英国首都伦敦", ["英国"]),
    ("淮河鲁豫段清淤", ["淮河鲁豫段"]),
    ("长江南京段水质", ["长江南京段"]),
    ("黔中城市群互认证照", ["黔中城市群"]),
    ("黑河城市群众", ["黑河"]),
    ("北新建材（昆明）有限公司", ["昆明"]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_a_name_is_found_with_its_short_name(text: str, expected: list[str]) -> None:
    assert named(text) == expected


CODES = [
    ("四川", "510000"),
    ("成都市", "510100"),
    ("富平县", "610528"),
    ("川渝", "X-CHUANYU"),
    ("成渝", "X-CHENGYU"),
    ("成渝地区双城经济圈", "X-CYECC"),
    ("吉林", "220000"),
    ("吉林市", "220200"),
    ("中国", "CN"),
    ("全球", "001"),
    ("哈萨克斯坦", "KZ"),
    ("欧盟", "X-EU"),
    ("重庆、四川", "510000"),
    ("香港", "810000"),
]


@pytest.mark.parametrize(("text", "code"), CODES)
def test_a_place_has_its_code(text: str, code: str) -> None:
    assert find_places(text)[-1].code == code


def test_a_district_of_many_cities_is_that_of_the_city_before() -> None:
    beijing, changchun = (find_places(text)[-1].code for text in ("北京市朝阳区", "长春市朝阳区"))
    assert (beijing, changchun) == ("110105", "220104")


def test_a_district_of_many_cities_is_no_place_without_its_city() -> None:
    assert named("走进朝阳区") == []


NOT_PLACES = [
    "其中国有企业增长",
    "党和政府的关怀",
    "沿海地区",
    "隆重庆祝",
    "创新和平发展的环境",
    "老旧城区改造",
    "农民和工人",
    "更高要求",
    "友好合作",
    "乡村振兴",
    "唱好双城记",
    "打通道路",
    "延长线",
    "孙中山先生",
    "长治久安",
    "欢迎各位来宾",
    "拔出水泵",
    "川流不息",
    "新台阶",
    "健全国家制度",
    "佛罗里达州",
    "京东平台",
    "译成葡萄牙文",
    "西部陆海新通道",
    "苏梅州战事",
    "超长沙漠公路",
    "超长春耕期",
    "长白山游客",
]


@pytest.mark.parametrize("text", NOT_PLACES)
def test_words_that_only_look_like_a_place(text: str) -> None:
    assert named(text) == []


INSIDE = [
    "北京时间8时",
    "上海合作组织",
    "延安精神",
    "南京路步行街",
    "京沪高铁",
    "陕皖直流工程",
    "川藏铁路",
    "北京冬奥会",
    "安顺、贵阳、遵义之间开通快线",
    "宁波与温州之间",
]


@pytest.mark.parametrize("text", INSIDE)
def test_a_name_inside_a_name_is_no_place(text: str) -> None:
    assert named(text) == []


ROLES = [
    ("四川增长5%", "subject"),
    ("四川省统计局发布", "government"),
    ("四川日报记者", "organisation"),
    ("重庆大学研究", "organisation"),
    ("上海海关统计", "government"),
    ("中国人民银行", "government"),
    ("占全国比重", "base"),
    ("占西部地区比重", "base"),
    ("高于全国2个百分点", "base"),
    ("比全省高", "base"),
    ("是江苏省的1.39倍", "base"),
    ("对东盟出口", "partner"),
    ("对最大贸易伙伴欧盟进出口", "partner"),
    ("从巴西进口大豆", "partner"),
    ("出口美国", "partner"),
    ("全国首个", "scope"),
    ("居全国前列", "scope"),
    ("在全国复制推广", "scope"),
    ("西部首个", "scope"),
    ("在成都举行", "locative"),
    ("福建局地暴雨", "local"),
    ("广东部分地区停电", "local"),
    ("对35个“一带一路”共建国家投资", "partner"),
    ("落户重庆", "locative"),
    ("全国31个省份", "subject"),
    ("线路辐射全球126个国家", "subject"),
]


@pytest.mark.parametrize(("text", "role"), ROLES, ids=[text for text, _ in ROLES])
def test_a_place_plays_a_part(text: str, role: str) -> None:
    assert [place.role for place in find_places(text)] == [role]


def test_places_named_together_share_their_part() -> None:
    assert {place.role for place in find_places("对东盟、欧盟、非洲出口分别增长")} == {"partner"}


RESOLVED = [
    ("四川省委要求，全省森林覆盖率", ["四川", "四川"]),
    ("陕西省统计局公布，全省生产总值", ["陕西", "陕西"]),
    ("西安先行，陕西跟进，全市投资", ["西安", "陕西", "西安"]),
    ("上海市外贸占全市比重", ["上海", "上海"]),
    ("富平县介绍，全县果园", ["富平", "富平"]),
    ("川渝联手，两省市共建", ["川渝", "川渝"]),
    ("四川、重庆签约，两省市共建", ["四川", "重庆", "川渝"]),
    ("宁夏回族自治区发布，全区粮食", ["宁夏", "宁夏"]),
    ("成渝提速，两省市会商", ["成渝", "两省市"]),
    ("全省粮食丰收", ["全省"]),
]


@pytest.mark.parametrize(("text", "expected"), RESOLVED, ids=[text for text, _ in RESOLVED])
def test_words_that_stand_for_a_place(text: str, expected: list[str]) -> None:
    assert [place.name for place in resolve(find_places(text))] == expected


def test_home_answers_where_the_text_does_not() -> None:
    assert resolve(find_places("全省粮食丰收"), find_places("甘肃省"))[0].code == "620000"


def test_offsets_are_those_of_the_name() -> None:
    text = "今年，四川省和重庆市"
    assert [text[place.start : place.end] for place in find_places(text)] == ["四川省", "重庆市"]


def test_places_are_in_order_and_apart() -> None:
    places = find_places("四川省成都市双流区、重庆渝中区和长江干流川渝段，全国首个，在川渝")
    assert all(one.end <= two.start for one, two in pairwise(places))


def test_a_long_text_without_places_is_quick() -> None:
    text = "经济社会发展取得新成效，" * 20_000
    begin = time.perf_counter()
    assert find_places(text) == []
    assert time.perf_counter() - begin < 0.5


ZONES = [
    ("其中，云岭新区用电", ["云岭新区"]),
    ("其中云岭经开区出口", ["云岭经开区"]),
    ("滨海高新区实现产值", ["滨海高新区"]),
    ("太阳山开发区实现产值", ["太阳山开发区"]),
    ("太阳山镇有三百人", []),
    ("阳山县有三百人", ["阳山"]),
    ("成都高新区出口", ["成都"]),
    ("浦东新区出口", ["浦东"]),
    ("国家级高新区出口", []),
    ("产业园区达到三个", []),
    ("自主创新示范区达到五个", []),
    ("全区用电，各类园区用电", []),
    ("产值来自云岭新区", []),
]


@pytest.mark.parametrize(("text", "names"), ZONES)
def test_a_zone_that_no_gazetteer_has_is_a_place_where_it_opens_a_clause(text: str, names: list[str]) -> None:
    found = [place for place in find_places(text) if place.kind != "deictic"]
    assert [place.name for place in found] == names
    assert all(place.code is None for place in found if place.kind == "zone" and place.level == "zone")
